import type { OpenConnection, SqliteStatement } from '../../src/storage/sqlite/driver.ts';

type Run = () => ReturnType<SqliteStatement['run']>;

/** The driver, but every statement that writes, or that ends a transaction, goes through `through`. */
export function watchRuns(
  open: OpenConnection,
  through: (text: string, run: Run) => ReturnType<Run>,
): OpenConnection {
  return (file, options) => {
    const connection = open(file, options);
    return {
      ...connection,
      prepare: (text) => {
        const statement = connection.prepare(text);
        return {
          iterate: (...values) => statement.iterate(...values),
          get: (...values) => statement.get(...values),
          all: (...values) => statement.all(...values),
          run: (...values) => through(text, () => statement.run(...values)),
        };
      },
    };
  };
}
