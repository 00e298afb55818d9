import { present } from '../../kernel/assert.ts';
import type { RowValue } from '../../kernel/unit-of-work.ts';
import type { ColumnKind } from '../schema/column-kinds.ts';
import { columnsOf } from '../schema/columns.ts';

/** A statement with its parameters. Names in the text are the schema's, values are parameters. */
export type Statement = { readonly text: string; readonly values: readonly (string | null)[] };

type Row = Readonly<Record<string, RowValue>>;

const typeOf: Record<ColumnKind, string> = { text: 'text', bigint: 'bigint', blob: 'bytea' };

/** `unnest($4::text[], $5::bigint[])`: the columns of a table as arrays of parameters. */
export function unnest(table: string, columns: readonly string[], firstParameter: number): string {
  const arrays = columns.map(
    (column, index) => `$${firstParameter + index}::${typeOf[kindOf(table, column)]}[]`,
  );
  return `unnest(${arrays.join(', ')})`;
}

/** New rows of one table, with one array parameter a column. */
export function insertText(table: string, columns: readonly string[]): string {
  const names = columns.map(quoted).join(', ');
  return `insert into ${quoted(table)} (${names}) select * from ${unnest(table, columns, 1)}`;
}

export type UpdateNames = {
  /** The columns of the primary key behind the tenant. */
  readonly key: readonly string[];
  /** Columns that must still have the values that were loaded. */
  readonly guards: readonly string[];
  readonly set: readonly string[];
};

/**
 * Each row of `source` beside the rows that a look by key finds, given as `table where …`. Written as
 * a look and not as a join, because a join is planned by statistics: where those lag behind a table
 * that grows, the planner reads all rows of a tenant to find a few.
 */
export function lookUp(source: string, rows: string, name: string): string {
  return `${source} cross join lateral (select * from ${rows} offset 0) ${name}`;
}

/**
 * Changes rows of a tenant by their key, with the tenant as the first parameter, then the key, what
 * each row must still be, and the new values. It fails with a division by zero where a row is not
 * so: the statements behind it are on their way already, and an error is what keeps them from being
 * committed.
 */
export function updateText(table: string, names: UpdateNames): string {
  const { key, guards, set } = names;
  const known = [...key, ...guards];
  const source = unnest(table, [...known, ...set], 2);
  const inputs = [...known.map((column) => `v_${column}`), ...set].map(quoted).join(', ');
  const conditions = known.map((column) => `${quoted(column)} = v.${quoted(`v_${column}`)}`);
  const row = `select ctid as place from ${quoted(table)}
    where tenant_id = $1 and ${conditions.join(' and ')} offset 0`;
  const changes = set.map((column) => `${quoted(column)} = v.${quoted(column)}`).join(', ');
  return `with changed as (
    update ${quoted(table)} as t set ${changes}
    from ${source} as v (${inputs}) cross join lateral (${row}) found
    where t.tenant_id = $1 and t.ctid = found.place
    returning 1
  ) ${allChanged('cardinality($2::text[])')}`;
}

/** Changes the one row that has all these values, and fails with a division by zero without it. */
export function updateOne(table: string, set: Row, where: Row): Statement {
  const parameters = createParameters(table);
  const changes = Object.entries(set).map(
    ([column, value]) => `${quoted(column)} = ${parameters.add(column, value)}`,
  );
  const change = `update ${quoted(table)} set ${changes.join(', ')}`;
  return oneRow(change, where, parameters);
}

/** Removes the one row that has all these values, and fails likewise. */
export function deleteOne(table: string, where: Row): Statement {
  return oneRow(`delete from ${quoted(table)}`, where, createParameters(table));
}

type Parameters = {
  readonly values: readonly (string | null)[];
  readonly add: (column: string, value: RowValue) => string;
};

function createParameters(table: string): Parameters {
  const values: (string | null)[] = [];
  return {
    values,
    add: (column, value) => {
      values.push(scalarText(value));
      return `$${values.length}::${typeOf[kindOf(table, column)]}`;
    },
  };
}

function oneRow(change: string, where: Row, parameters: Parameters): Statement {
  const conditions = Object.entries(where).map(([column, value]) =>
    value === null
      ? `${quoted(column)} is null`
      : `${quoted(column)} = ${parameters.add(column, value)}`,
  );
  const text = `with changed as (
    ${change} where ${conditions.join(' and ')} returning 1
  ) ${allChanged('1')}`;
  return { text, values: parameters.values };
}

/** The rows turned into one array literal a column. */
export function columnArrays(
  table: string,
  columns: readonly string[],
  rows: readonly object[],
): readonly string[] {
  return columns.map((column) => {
    const values = rows.map((row) => (row as Row)[column] ?? null);
    return arrayText(kindOf(table, column), values);
  });
}

/** PostgreSQL's text form of an array: `{"a","b"}`, `{1,NULL}`. */
export function arrayText(kind: ColumnKind, values: readonly RowValue[]): string {
  let text = '';
  for (const value of values) {
    if (text !== '') text += ',';
    if (value === null) text += 'NULL';
    else if (kind === 'bigint') text += String(value);
    else text += `"${escaped(scalarText(value) ?? '')}"`;
  }
  return `{${text}}`;
}

export function textArray(values: readonly string[]): string {
  return arrayText('text', values);
}

function scalarText(value: RowValue): string | null {
  if (value === null) return null;
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  return String(value);
}

function escaped(text: string): string {
  return /["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text;
}

/** Ends a statement whose `changed` must have so many rows, with a division by zero otherwise. */
export function allChanged(wanted: string): string {
  return `select 1 / (count(*) = ${wanted})::int from changed`;
}

function kindOf(table: string, column: string): ColumnKind {
  return present(columnsOf(table)?.[column], `column ${table}.${column}`);
}

/** Column names are the schema's own, and some of them are words of SQL. */
function quoted(name: string): string {
  return `"${name}"`;
}
