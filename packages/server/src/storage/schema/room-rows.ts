import { assert, Defect } from '../../kernel/assert.ts';
import type { RowValue } from '../../kernel/unit-of-work.ts';
import type { FilledRow } from '../batch/batch-io.ts';
import type { ColumnKind } from './column-kinds.ts';
import { columnsOf } from './columns.ts';

/** Tables that only credit commands and storage itself write: `verify` vouches for them. */
const ledgerTables: ReadonlySet<string> = new Set([
  'tenant_counter',
  'tenant_sequence',
  'credit_line',
  'credit_hold',
  'credit_capture',
  'credit_entry',
  'request_key',
]);

/** Tables whose rows are added and stay as they are. */
const appendOnly: ReadonlySet<string> = new Set([
  'ruleset',
  'ruleset_activation',
  'business_rule_activation',
]);

/** Tables of rules by their versions: what was published stays as it is. */
const versioned: ReadonlySet<string> = new Set(['ruleset_version', 'business_rule_version']);

/** What may still change of a version that is no draft: nothing that it says. */
const changeable: ReadonlySet<string> = new Set(['status', 'revision']);

/**
 * Throws a {@link Defect} unless the row names a table of a room and columns of that table, with
 * values of their kinds. After it the names may stand in SQL text.
 */
export function assertRoomRow(row: FilledRow): void {
  const columns = columnsOf(row.table);
  assert(columns !== null, `no table ${row.table}`);
  assert(!ledgerTables.has(row.table), `rows of ${row.table} come from commands alone`);
  assert(
    !appendOnly.has(row.table) || row.op === 'insert',
    `rows of ${row.table} stay as they are`,
  );
  if (versioned.has(row.table)) assertVersionKept(row);
  for (const { names, values } of partsOf(row)) {
    const kinds = kindsOf(row.table, columns, names);
    for (let index = 0; index < names.length; index += 1) {
      if (!isOfKind(kinds[index], values[index])) {
        throw new Defect(`${row.table}.${names[index]} takes ${kinds[index]}`);
      }
    }
  }
}

type Known = { readonly table: string; readonly kinds: readonly (ColumnKind | undefined)[] };

/** By their lists of columns: most rows have the list of many others. */
const known = new WeakMap<readonly string[], Known>();

function kindsOf(
  table: string,
  columns: Readonly<Record<string, ColumnKind>>,
  names: readonly string[],
): Known['kinds'] {
  const before = known.get(names);
  if (before?.table === table) return before.kinds;
  assert(names.length > 0, `a row of ${table} without columns`);
  const kinds = names.map((name) => {
    if (!Object.hasOwn(columns, name)) throw new Defect(`no column ${table}.${name}`);
    return columns[name];
  });
  known.set(names, { table, kinds });
  return kinds;
}

/** A published version is immutable: its guard must find a draft, unless only its status moves on. */
function assertVersionKept(row: FilledRow): void {
  if (row.op === 'insert') {
    const status = row.values[row.columns.indexOf('status')];
    assert(status === 'draft', 'a version of rules begins as a draft');
    return;
  }
  const isOfDraft = row.where['status'] === 'draft';
  const moves = row.op === 'update' ? Object.keys(row.set) : ['everything'];
  assert(
    isOfDraft || moves.every((name) => changeable.has(name)),
    'what a published version says stays as it is',
  );
  const isRevived = row.op === 'update' && row.set['status'] === 'draft';
  assert(isOfDraft || !isRevived, 'a published version is no draft again');
}

type Part = { readonly names: readonly string[]; readonly values: readonly RowValue[] };

function partsOf(row: FilledRow): readonly Part[] {
  if (row.op === 'insert') return [{ names: row.columns, values: row.values }];
  return (row.op === 'update' ? [row.set, row.where] : [row.where]).map((part) => ({
    names: Object.keys(part),
    values: Object.values(part),
  }));
}

function isOfKind(kind: ColumnKind | undefined, value: RowValue | undefined): boolean {
  if (value === null) return true;
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'bigint') return typeof value === 'bigint';
  return value instanceof Uint8Array;
}
