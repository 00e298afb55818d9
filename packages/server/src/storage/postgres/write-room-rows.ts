import type { RowValue } from '../../kernel/unit-of-work.ts';
import type { FilledRow } from '../batch/batch-io.ts';
import { tableColumns } from '../schema/columns.ts';
import { assertRoomRow } from '../schema/room-rows.ts';
import { columnArrays, deleteOne, insertText, type Statement, updateOne } from './bulk-sql.ts';

/** A statement of the rooms' rows, with the table that a failed guard is about. */
export type RoomStatement = Statement & { readonly table: string };

type Values = Readonly<Record<string, RowValue>>;

/**
 * The rows of the rooms. Inserts between two other changes are one statement for each table, in the order
 * in which the schema defines the tables: a row comes after the one that it refers to, and two
 * batches never wait for each other over tables.
 */
export function roomStatements(rows: readonly FilledRow[]): readonly RoomStatement[] {
  const statements: RoomStatement[] = [];
  let inserts = new Map<string, Values[]>();
  const flush = () => {
    const groups = [...inserts.entries()].map(([shape, values]) => insertOf(shape, values));
    statements.push(...groups.sort((left, right) => orderOf(left.table) - orderOf(right.table)));
    inserts = new Map();
  };
  for (const row of rows) {
    assertRoomRow(row);
    if (row.op !== 'insert') {
      flush();
      const { table, where } = row;
      const change =
        row.op === 'update' ? updateOne(table, row.set, where) : deleteOne(table, where);
      statements.push({ ...change, table });
      continue;
    }
    const { columns, values } = row;
    const shape = [row.table, ...[...columns].sort()].join(' ');
    const named = Object.fromEntries(columns.map((name, index) => [name, values[index] ?? null]));
    const group = inserts.get(shape);
    if (group === undefined) inserts.set(shape, [named]);
    else group.push(named);
  }
  flush();
  return statements;
}

function insertOf(shape: string, values: readonly Values[]): RoomStatement {
  const [table = '', ...columns] = shape.split(' ');
  const arrays = columnArrays(table, columns, values);
  return { table, text: insertText(table, columns), values: arrays };
}

const tableOrder = Object.keys(tableColumns);

function orderOf(table: string): number {
  return tableOrder.indexOf(table);
}
