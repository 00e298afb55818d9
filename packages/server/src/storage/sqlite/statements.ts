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

/** `insert into t (a, b) values (?, ?)` for whole rows of a table, in the order of its columns. */
export function insertInto(table: keyof Tables): string {
  const names = columnNames(table);
  return `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
}

/** `select` of all columns in the order of the definition, up to and without the condition. */
export function selectFrom(table: keyof Tables): string {
  return `select ${columnNames(table).join(', ')} from ${table}`;
}

/** The values of a row, where its members stand in the order of the table's columns. */
export function valuesOf(row: object): readonly SqliteValue[] {
  return Object.values(row) as SqliteValue[];
}
