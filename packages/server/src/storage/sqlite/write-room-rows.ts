import type { RowValue } from '../../kernel/unit-of-work.ts';
import { type FilledRow, RowGuardFailed } from '../batch/batch-io.ts';
import { assertRoomRow } from '../schema/room-rows.ts';
import type { Tables } from '../schema/tables.ts';
import { foreignKeys, uniqueConstraints } from './constraint-names.ts';
import { isForeignKeyMissing, takenKeyOf } from './sqlite-error.ts';
import { listOf, type Statements } from './statements.ts';

/**
 * Writes the rows of the rooms in their order. Throws {@link RowGuardFailed} with `row.exists` and
 * the name of the constraint whose key is taken, and with `row.changed` where an update finds no
 * row, or a row refers to one that is not there.
 */
export function writeRoomRows(statements: Statements, rows: readonly FilledRow[]): void {
  for (let from = 0; from < rows.length; ) {
    const row = rows[from] as FilledRow;
    assertRoomRow(row);
    if (row.op === 'insert') {
      const alike = alikeFrom(rows, from, row);
      insertAlike(statements, row, alike);
      from += alike.length;
    } else {
      const { text, values } = changeOf(row);
      if (run(statements, text, values, row) !== 1n) {
        throw new RowGuardFailed('row.changed', row.table);
      }
      from += 1;
    }
  }
}

type Insert = Extract<FilledRow, { op: 'insert' }>;

/** The rows in a line from there on that name the same columns of the same table. */
function alikeFrom(rows: readonly FilledRow[], from: number, first: Insert): readonly Insert[] {
  const alike = [first];
  for (let index = from + 1; index < rows.length; index += 1) {
    const row = rows[index] as FilledRow;
    if (row.op !== 'insert' || row.table !== first.table || !haveSameNames(row, first)) break;
    assertRoomRow(row);
    alike.push(row);
  }
  return alike;
}

function haveSameNames({ values: one }: Insert, { values: other }: Insert): boolean {
  const names = Object.keys(one);
  const others = Object.keys(other);
  return names.length === others.length && names.every((name, at) => name === others[at]);
}

/** Rows of one statement, as many as it may be: a call into the driver costs as much as a row. */
const rowsAtOnce = 16;

function insertAlike(statements: Statements, first: Insert, rows: readonly Insert[]): void {
  const names = Object.keys(first.values);
  const head = `insert into ${first.table} (${names.join(', ')}) values `;
  const places = `(${listOf(names.length, '?')})`;
  let from = 0;
  for (; rows.length - from >= rowsAtOnce; from += rowsAtOnce) {
    const values: RowValue[] = [];
    for (let index = from; index < from + rowsAtOnce; index += 1) {
      const row = (rows[index] as Insert).values;
      for (const name of names) values.push(row[name] as RowValue);
    }
    run(statements, head + listOf(rowsAtOnce, places), values, first);
  }
  for (; from < rows.length; from += 1) {
    run(statements, head + places, Object.values((rows[from] as Insert).values), first);
  }
}

/** The number of rows that a statement has written. */
function run(
  statements: Statements,
  text: string,
  values: readonly RowValue[],
  row: FilledRow,
): bigint {
  try {
    return BigInt(statements(text).run(...values).changes);
  } catch (error) {
    throw guardFailure(error, row) ?? error;
  }
}

function changeOf(row: Exclude<FilledRow, Insert>): {
  readonly text: string;
  readonly values: readonly RowValue[];
} {
  // `is` compares null as a value too.
  const where = Object.keys(row.where)
    .map((name) => `${name} is ?`)
    .join(' and ');
  if (row.op === 'delete') {
    return { text: `delete from ${row.table} where ${where}`, values: Object.values(row.where) };
  }
  const set = Object.keys(row.set).map((name) => `${name} = ?`);
  return {
    text: `update ${row.table} set ${set.join(', ')} where ${where}`,
    values: [...Object.values(row.set), ...Object.values(row.where)],
  };
}

function guardFailure(error: unknown, row: FilledRow): RowGuardFailed | null {
  const key = takenKeyOf(error);
  if (key !== null) return new RowGuardFailed('row.exists', uniqueConstraints.get(key) ?? key);
  if (!isForeignKeyMissing(error)) return null;
  return new RowGuardFailed('row.changed', foreignKeys[row.table as keyof Tables] ?? row.table);
}
