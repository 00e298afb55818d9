import { columnNames } from '../schema/columns.ts';
import type { Tables } from '../schema/tables.ts';
import type { SqliteConnection, SqliteStatement, SqliteValue } from './driver.ts';

/** Finds the prepared statement of a text, or prepares it. */
export type Statements = (text: string) => SqliteStatement;

/** Each text is prepared once and kept: the writer has a fixed number of them. */
export function createStatements(connection: SqliteConnection): Statements {
  const prepared = new Map<string, SqliteStatement>();
  return (text) => {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const statement = connection.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
}

/** {@link insertText} for whole rows of a table, in the order of its columns. */
export function insertInto(table: keyof Tables, rows = 1): string {
  return insertText(table, columnNames(table), rows);
}

/**
 * `insert or fail into t (a, b) values (?, ?)`. A statement that fails is never taken back by itself,
 * but with its whole batch: so that SQLite keeps no copy, for this statement, of each page it touches.
 */
export function insertText(table: string, columns: readonly string[], rows = 1): string {
  const places = `(${listOf(columns.length, '?')})`;
  return `insert or fail into ${table} (${columns.join(', ')}) values ${listOf(rows, places)}`;
}

/** `(?, ?), (?, ?)`: the same text so many times. */
export function listOf(count: number, text: string): string {
  return new Array<string>(count).fill(text).join(', ');
}

/** Rows of one statement: a call into the driver costs as much as a row. */
const rowsAtOnce = 32;

/** Writes new rows, many with one statement. Each is the values of its columns in their order. */
export function createInsert(
  table: keyof Tables,
): (statements: Statements, rows: readonly (readonly SqliteValue[])[]) => void {
  const [one, many] = [insertInto(table), insertInto(table, rowsAtOnce)];
  return (statements, rows) => {
    let from = 0;
    for (; rows.length - from >= rowsAtOnce; from += rowsAtOnce) {
      const values: SqliteValue[] = [];
      for (let index = from; index < from + rowsAtOnce; index += 1) {
        for (const value of rows[index] ?? []) values.push(value);
      }
      statements(many).run(...values);
    }
    for (const row of rows.slice(from)) statements(one).run(...row);
  };
}

/** `select` of all columns in the order of the definition, up to and without the condition. */
export function selectFrom(table: keyof Tables): string {
  return `select ${columnNames(table).join(', ')} from ${table}`;
}

/** The values of a row, where its members stand in the order of the table's columns. */
export function valuesOf(row: object): readonly SqliteValue[] {
  return Object.values(row) as SqliteValue[];
}
