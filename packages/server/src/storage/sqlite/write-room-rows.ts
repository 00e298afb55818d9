import type { RowValue } from '../../kernel/unit-of-work.ts';
import { type FilledRow, RowGuardFailed } from '../batch/batch-io.ts';
import { assertRoomRow } from '../schema/room-rows.ts';
import type { Tables } from '../schema/tables.ts';
import { foreignKeys, uniqueConstraints } from './constraint-names.ts';
import { isForeignKeyMissing, takenKeyOf } from './sqlite-error.ts';
import type { Statements } from './statements.ts';

/**
 * Writes the rows of the rooms in their order. Throws {@link RowGuardFailed} with `row.exists` and
 * the name of the constraint whose key is taken, and with `row.changed` where an update finds no
 * row, or a row refers to one that is not there.
 */
export function writeRoomRows(statements: Statements, rows: readonly FilledRow[]): void {
  for (const row of rows) {
    assertRoomRow(row);
    const { text, values } = statementOf(row);
    let count: bigint;
    try {
      count = BigInt(statements(text).run(...values).changes);
    } catch (error) {
      throw guardFailure(error, row) ?? error;
    }
    if (count !== 1n) throw new RowGuardFailed('row.changed', row.table);
  }
}

function statementOf(row: FilledRow): {
  readonly text: string;
  readonly values: readonly RowValue[];
} {
  if (row.op === 'insert') {
    const names = Object.keys(row.values);
    const places = names.map(() => '?').join(', ');
    return {
      text: `insert into ${row.table} (${names.join(', ')}) values (${places})`,
      values: Object.values(row.values),
    };
  }
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
