import { present } from '../kernel/assert.ts';
import type { Ids, OrganizationId, TenantId } from '../kernel/ids.ts';
import { type RowChange, rowsOnly } from '../kernel/unit-of-work.ts';
import {
  type NewOrganization,
  nameOf,
  readNewOrganization,
  referencesMax,
} from './new-organization.ts';
import { organizationChange, organizationRows, referenceRows } from './organization-rows.ts';
import type { CommitRows, PartyReader } from './ports.ts';
import type { ReferenceKey } from './reference.ts';
import type { OrganizationRefusal } from './refusals.ts';

/** What became of a row; `row` counts from 1. */
export type ImportResult =
  | {
      readonly row: number;
      readonly outcome: 'created' | 'updated' | 'unchanged';
      readonly organizationId: OrganizationId;
    }
  | { readonly row: number; readonly outcome: 'refused'; readonly refusal: OrganizationRefusal };

/** The columns of a file of organizations, and the reference that each of them holds. */
export const importColumns = {
  name: null,
  interworks_account: { source: 'interworks', kind: 'account' },
  one_client: { source: 'one', kind: 'client' },
  kvk_number: { source: 'kvk', kind: 'number' },
  erp_number: { source: 'erp', kind: 'number' },
} as const;

export const importRowsMax = 10_000;

/** The row of a file with the columns of {@link importColumns}; an empty cell is no reference. */
export function fromImportRecord(record: { readonly [column: string]: string }): NewOrganization {
  const references = Object.entries(importColumns).flatMap(([column, reference]) => {
    const value = (record[column] ?? '').trim();
    return reference === null || value === '' ? [] : [{ ...reference, value }];
  });
  return { name: record['name'] ?? '', references };
}

type ImportDeps = {
  readonly reader: PartyReader;
  readonly commit: CommitRows;
  readonly ids: Ids;
};

/** Rows that share no reference are written side by side, so that they share commits. */
const rowsAtOnce = 64;

/**
 * Takes in organizations, row by row: one that any of the row's references knows gets the row's name
 * and further references, one that none knows is created, and a row whose references belong to
 * several organizations is refused. Each row stands alone; the same file again changes nothing.
 */
export async function importOrganizations(
  deps: ImportDeps,
  tenantId: TenantId,
  rows: readonly NewOrganization[],
): Promise<readonly ImportResult[]> {
  const results: ImportResult[] = [];
  for (let from = 0; from < rows.length; ) {
    const group = independentRows(rows, from);
    const answers = group.map((row, index) => importRow(deps, tenantId, row, from + index + 1));
    results.push(...(await Promise.all(answers)));
    from += group.length;
  }
  return results;
}

async function importRow(
  deps: ImportDeps,
  tenantId: TenantId,
  input: NewOrganization,
  row: number,
): Promise<ImportResult> {
  const refused = (refusal: OrganizationRefusal) => ({ row, outcome: 'refused', refusal }) as const;
  const read = readNewOrganization(input);
  if (!read.ok) return refused(read.refusal);
  const { name, references } = read.value;
  const owners = await ownersOf(deps.reader, tenantId, references);
  const organizationIds = [...new Set(owners.values())];
  const [organizationId] = organizationIds;
  if (organizationIds.length > 1) {
    return refused({ code: 'parties.references_disagree', organizationIds });
  }
  if (organizationId === undefined) {
    const made = deps.ids.next('org');
    const rows = organizationRows(tenantId, { organizationId: made, name, references });
    const isDone = await commitRow(deps.commit, tenantId, rows);
    if (isDone) return { row, outcome: 'created', organizationId: made };
    return refused(await reasonOf(deps.reader, tenantId, references));
  }
  const before = present(await deps.reader.organization(tenantId, organizationId), 'owner');
  const missing = references.filter((reference) => !owners.has(reference));
  if (before.name === name && missing.length === 0) {
    return { row, outcome: 'unchanged', organizationId };
  }
  if (before.references.length + missing.length > referencesMax) {
    return refused({ code: 'parties.too_many_references', most: referencesMax });
  }
  const isDone = await commitRow(deps.commit, tenantId, [
    organizationChange(tenantId, { ...before, name }),
    ...referenceRows(tenantId, organizationId, missing),
  ]);
  if (isDone) return { row, outcome: 'updated', organizationId };
  return refused({ code: 'parties.version_changed', version: before.version });
}

async function ownersOf(
  reader: PartyReader,
  tenantId: TenantId,
  references: readonly ReferenceKey[],
): Promise<ReadonlyMap<ReferenceKey, OrganizationId>> {
  const owners = new Map<ReferenceKey, OrganizationId>();
  for (const reference of references) {
    const owner = await reader.organizationOf(tenantId, reference);
    if (owner !== null) owners.set(reference, owner);
  }
  return owners;
}

async function commitRow(commit: CommitRows, tenantId: TenantId, rows: readonly RowChange[]) {
  const outcome = await commit(rowsOnly(tenantId, rows));
  return outcome.kind === 'done';
}

/** Somebody else was faster with one of the references. */
async function reasonOf(
  reader: PartyReader,
  tenantId: TenantId,
  references: readonly ReferenceKey[],
): Promise<OrganizationRefusal> {
  const [taken] = (await ownersOf(reader, tenantId, references)).keys();
  const { source, kind, value } = present(taken, 'reference that is taken');
  return { code: 'parties.reference_taken', source, kind, value };
}

/** The next rows up to one that shares a reference with a row before it. */
function independentRows(rows: readonly NewOrganization[], from: number) {
  const seen = new Set<string>();
  const group: NewOrganization[] = [];
  for (const row of rows.slice(from, from + rowsAtOnce)) {
    const read = readNewOrganization(row);
    const names = read.ok ? read.value.references.map(nameOf) : [];
    if (names.some((name) => seen.has(name))) break;
    for (const name of names) seen.add(name);
    group.push(row);
  }
  return group;
}
