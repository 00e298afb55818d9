import type { CreditLine } from '../../credit/index.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { RowValue } from '../../kernel/unit-of-work.ts';
import type { ChangeSet } from '../batch/batch-io.ts';
import { keyName, type LoadPlan } from '../batch/plan.ts';
import { columnNames } from '../schema/columns.ts';
import { toRowCapture, toRowEntry, toRowHold, toRowLine } from '../schema/rows.ts';
import type { CreditLineRow, Tables } from '../schema/tables.ts';
import {
  columnArrays,
  insertText,
  type Statement,
  textArray,
  type UpdateNames,
  unnest,
  updateText,
} from './bulk-sql.ts';

/** What a batch found in the database, to write no more than has changed. */
export type Before = {
  readonly lines: ReadonlyMap<string, CreditLine>;
  readonly claimedKeys: LoadPlan['keys'];
};

/**
 * The statements of a batch's ledger rows, in an order in which no two batches wait for each other:
 * new rows that others could create as well are sorted by what makes them unique. A hold that ends
 * makes room for the next one of its source, so changed holds come before new ones.
 */
export function ledgerStatements(
  tenantId: TenantId,
  changes: ChangeSet,
  before: Before,
): readonly Statement[] {
  const newLines = sortedBy(changes.newLines, ({ organizationId }) => organizationId);
  const newHolds = sortedBy(changes.newHolds, ({ source, holdId }) => source ?? `~${holdId}`);
  const changedHolds = changes.changedHolds.map(({ hold, loadedVersion }) => ({
    ...toRowHold(hold),
    loaded: { version: loadedVersion },
  }));
  return [
    ...keyStatements(tenantId, changes, before.claimedKeys),
    ...insert('credit_line', newLines.map(toRowLine)),
    ...lineUpdates(tenantId, changes, before.lines),
    ...update('credit_hold', tenantId, holdNames, changedHolds),
    ...insert('credit_hold', newHolds.map(toRowHold)),
    ...insert('credit_capture', changes.newCaptures.map(toRowCapture)),
    ...update('credit_capture', tenantId, captureNames, changes.seenCaptures.map(toRowCapture)),
    ...update(
      'tenant_sequence',
      tenantId,
      sequenceNames,
      changes.sequences.map(({ name, lastNumber, lastAt }) => ({
        name,
        last_number: lastNumber,
        last_at_us: lastAt,
      })),
    ),
  ];
}

/**
 * The last statement of a batch. It takes the tenant's counter row, which is held until the commit
 * alone, so that numbers are dense and in the order of the commits.
 */
export function entryStatement(tenantId: TenantId, { at, entries }: ChangeSet): Statement {
  const values = [tenantId, String(entries.length), String(at)];
  if (entries.length === 0) return { text: counterText, values };
  // The number is none of the columns: the statement gives it.
  const rows = entries.map((entry) => toRowEntry(tenantId, 0n, at, entry));
  const columns = columnArrays('credit_entry', entryColumns, rows);
  return { text: entriesText, values: [...values, ...columns] };
}

const figures = [
  ...['posted_minor', 'held_minor', 'captured_minor', 'contained_minor', 'below_minor'],
  'version',
];
const fixedOfLine = ['tenant_id', 'line_id', 'organization_id', 'currency'];
const settingsOfLine = columnNames('credit_line').filter(
  (column) => !fixedOfLine.includes(column) && !figures.includes(column),
);
const figureNames: UpdateNames = { key: ['line_id'], guards: ['version'], set: figures };
const lineNames: UpdateNames = { ...figureNames, set: [...settingsOfLine, ...figures] };
const holdNames: UpdateNames = {
  key: ['hold_id'],
  guards: ['version'],
  set: [
    ...['state', 'amount_minor', 'held_minor', 'drawn_minor', 'excess_minor', 'unseen_minor'],
    ...['contained_minor', 'containment', 'asked_minor', 'asked_drawn_minor', 'revived_minor'],
    ...['asked_revived_minor', 'due_at_us', 'ended_at_us', 'version'],
  ],
};

const keyNames: UpdateNames = {
  key: ['scope', 'value'],
  guards: [],
  set: ['fingerprint', 'outcome'],
};
const dropText = `
  delete from request_key as k using unnest($2::text[], $3::text[]) as v (scope, value)
  where k.tenant_id = $1 and k.scope = v.scope and k.value = v.value and k.outcome = ''`;

const captureNames: UpdateNames = {
  key: ['capture_id'],
  guards: [],
  set: ['seen_version', 'seen_at_us'],
};

const sequenceNames: UpdateNames = {
  key: ['name'],
  guards: [],
  set: ['last_number', 'last_at_us'],
};

const counterText = `
  insert into tenant_counter (tenant_id, last_number, last_at_us)
  values ($1::text, $2::bigint, $3::bigint)
  on conflict (tenant_id) do update
  set last_number = tenant_counter.last_number + excluded.last_number,
    last_at_us = greatest(tenant_counter.last_at_us, excluded.last_at_us)
  returning last_number`;

const numbered = ['tenant_id', 'number', 'at_us'];
const entryColumns = columnNames('credit_entry').filter((column) => !numbered.includes(column));
const entryNames = entryColumns.join(', ');
const entriesText = `with counter as (${counterText})
  insert into credit_entry (tenant_id, number, at_us, ${entryNames})
  select $1::text, counter.last_number - $2::bigint + v.position, $3::bigint, ${entryNames}
  from counter, ${unnest('credit_entry', entryColumns, 4)}
    with ordinality as v (${entryNames}, position)`;

/** The claimed keys get their outcomes; those of units that go into the next batch are let go. */
function keyStatements(
  tenantId: TenantId,
  { keys }: ChangeSet,
  claimedKeys: Before['claimedKeys'],
): readonly Statement[] {
  // The claim may carry the fingerprint of another unit of the batch with the same key.
  const statements = update('request_key', tenantId, keyNames, keys);
  if (keys.length === claimedKeys.length) return statements;
  const answered = new Set(keys.map(keyName));
  const rest = claimedKeys.filter((key) => !answered.has(keyName(key)));
  const scopes = textArray(rest.map(({ scope }) => scope));
  const values = textArray(rest.map(({ value }) => value));
  return [...statements, { text: dropText, values: [tenantId, scopes, values] }];
}

/** Most changes of a line move its figures alone: then nothing else of it is written. */
function lineUpdates(
  tenantId: TenantId,
  { changedLines }: ChangeSet,
  before: Before['lines'],
): readonly Statement[] {
  const moved: Changed[] = [];
  const changed: Changed[] = [];
  for (const { line, loadedVersion } of changedLines) {
    const row = toRowLine(line);
    const known = before.get(line.lineId);
    const isMoved = known !== undefined && haveSameSettings(toRowLine(known), row);
    (isMoved ? moved : changed).push({ ...row, loaded: { version: loadedVersion } });
  }
  return [
    ...update('credit_line', tenantId, figureNames, moved),
    ...update('credit_line', tenantId, lineNames, changed),
  ];
}

function haveSameSettings(before: CreditLineRow, after: CreditLineRow): boolean {
  return settingsOfLine.every((column) => before[column] === after[column]);
}

/** A row to change; what it was when it was loaded stands beside what it is now. */
type Changed = object & { readonly loaded?: Readonly<Record<string, RowValue>> };

function update(
  table: keyof Tables,
  tenantId: TenantId,
  names: UpdateNames,
  rows: readonly Changed[],
): readonly Statement[] {
  if (rows.length === 0) return [];
  const { key, guards, set } = names;
  const before = rows.map(({ loaded }) => loaded ?? {});
  const values = [
    tenantId,
    ...columnArrays(table, key, rows),
    ...columnArrays(table, guards, before),
    ...columnArrays(table, set, rows),
  ];
  return [{ text: updateText(table, names), values }];
}

function insert(table: keyof Tables, rows: readonly object[]): readonly Statement[] {
  if (rows.length === 0) return [];
  const columns = columnNames(table);
  return [{ text: insertText(table, columns), values: columnArrays(table, columns, rows) }];
}

function sortedBy<Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] {
  return items
    .map((item) => ({ item, name: key(item) }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ item }) => item);
}
