import type { Compilable, CompiledQuery } from 'kysely';
import { directRunOf, type Reads } from './reads.ts';

/**
 * A read whose statement is made once: making it anew costs several times as much as the read. The
 * values that `build` is given stand for those of each call; it may do nothing with them but compare
 * columns with them.
 */
export function prepareRead<Row, Name extends string>(
  db: Reads,
  names: readonly Name[],
  build: (values: Readonly<Record<Name, string>>) => Compilable<Row>,
): (values: Readonly<Record<Name, string>>) => Promise<readonly Row[]> {
  let prepared: Prepared<Name> | null = null;
  const run = directRunOf(db);
  return async (values) => {
    // When it is first asked for: nobody waits for its statement before the server answers.
    prepared ??= prepare(names, build);
    const { compiled, places } = prepared;
    const parameters = places.map((name, index) =>
      name === null ? compiled.parameters[index] : values[name],
    );
    if (run !== null) return (await run(compiled.sql, parameters)) as readonly Row[];
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
  };
}

type Prepared<Name> = {
  readonly compiled: CompiledQuery;
  /** The value that stands at each parameter; null: a constant of the statement. */
  readonly places: readonly (Name | null)[];
};

function prepare<Name extends string>(
  names: readonly Name[],
  build: (values: Readonly<Record<Name, string>>) => Compilable,
): Prepared<Name> {
  const markOf = (name: Name) => `:${name}`;
  const marks = Object.fromEntries(names.map((name) => [name, markOf(name)]));
  const compiled = build(marks as Record<Name, string>).compile();
  const places = compiled.parameters.map(
    (parameter) => names.find((name) => markOf(name) === parameter) ?? null,
  );
  return { compiled, places };
}
