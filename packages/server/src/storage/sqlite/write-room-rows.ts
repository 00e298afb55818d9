import type { RowValue } from '../../kernel/unit-of-work.ts';
import { type FilledRow, RowGuardFailed } from '../batch/batch-io.ts';
import { assertRoomRow } from '../schema/room-rows.ts';
import type { Tables } from '../schema/tables.ts';
import { foreignKeys, uniqueConstraints } from './constraint-names.ts';
import { isForeignKeyMissing, takenKeyOf } from './sqlite-error.ts';
import { insertText, type Statements } from './statements.ts';

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

/** The rows in a line from there on that are inserts of the same columns into the same table. */
function alikeFrom(rows: readonly FilledRow[], from: number, first: Insert): readonly Insert[] {
  const alike = [first];
  for (let index = from + 1; index < rows.length; index += 1) {
    const row = rows[index] as FilledRow;
    if (row.op !== 'insert' || row.table !== first.table) break;
    if (row.columns !== first.columns) break;
    assertRoomRow(row);
    alike.push(row);
  }
  return alike;
}

/** Rows of one statement: a call into the driver costs as much as a row. */
const rowsAtOnce = 16;

function insertAlike(statements: Statements, first: Insert, rows: readonly Insert[]): void {
  const { one, many } = insertsOf(first);
  let from = 0;
  for (; rows.length - from >= rowsAtOnce; from += rowsAtOnce) {
    const values: RowValue[] = [];
    for (let index = from; index < from + rowsAtOnce; index += 1) {
      for (const value of rows[index]?.values ?? []) values.push(value);
    }
    run(statements, many, values, first);
  }
  for (const row of rows.slice(from)) run(statements, one, row.values, row);
}

type Inserts = { readonly table: string; readonly one: string; readonly many: string };

/** By their lists of columns: a text that is made anew is looked up by its letters. */
const known = new WeakMap<readonly string[], Inserts>();

function insertsOf({ table, columns }: Insert): Inserts {
  const before = known.get(columns);
  if (before?.table === table) return before;
  const [one, many] = [insertText(table, columns), insertText(table, columns, rowsAtOnce)];
  const made = { table, one, many };
  known.set(columns, made);
  return made;
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
