import { present } from '../kernel/assert.ts';
import { type Clock, type Instant, instant } from '../kernel/clock.ts';
import type { Ids, TenantId } from '../kernel/ids.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { type RowChange, rowsOnly } from '../kernel/unit-of-work.ts';
import type { Company, CompanySource } from './company.ts';
import { companySchemes, numberText } from './company-number.ts';
import type { CompanyReader } from './company-ports.ts';
import { companyChangeRows, newCompanyRows } from './company-rows.ts';
import { isSameCompany, mergeCompany } from './merge-company.ts';
import type { CommitRows } from './ports.ts';
import { type CompanyDraft, type ReadCompany, readCompany } from './read-company.ts';
import type { CompanyRefusal } from './refusals.ts';

export const companyRowsMax = 10_000;

/** A company of a file; `asOf` is null where the file does not say, and then it is now. */
export type ImportedCompany = { readonly draft: CompanyDraft; readonly asOf: Instant | null };

export type CompanyImport = {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
};

/** The place of the first mistake, counted from 0, and what it is. */
export type CompanyImportRefusal = { readonly at: number; readonly refusal: CompanyRefusal };

export type CompanyImportDeps = {
  readonly reader: CompanyReader;
  readonly commit: CommitRows;
  readonly clock: Clock;
  readonly ids: Ids;
};

/** So many companies share a transaction: checkouts wait for the same writer. */
const companiesAtOnce = 200;
const attemptsMax = 5;

/**
 * Takes companies into the register. Everything is read before anything is written: one that is not
 * well formed, or whose numbers belong to several companies, refuses them all. The same again
 * changes nothing. What a CSV does not say of a known company stays; the LEI register only adds to
 * what others have said.
 */
export async function importCompanies(
  deps: CompanyImportDeps,
  tenantId: TenantId,
  companies: readonly ImportedCompany[],
  source: Exclude<CompanySource, 'kvk'>,
): Promise<Result<CompanyImport, CompanyImportRefusal>> {
  const read: Read[] = [];
  const seen = new Set<string>();
  for (const [at, { draft, asOf }] of companies.entries()) {
    const company = readCompany(draft);
    if (!company.ok) return refuse({ at, refusal: company.refusal });
    const again = company.value.numbers.find((number) => seen.has(numberText(number)));
    if (again !== undefined) return refuse({ at, refusal: taken(again) });
    for (const number of company.value.numbers) seen.add(numberText(number));
    read.push({ at, company: company.value, asOf });
  }
  const whole = await withOwners(deps.reader, tenantId, read);
  if (!whole.ok) return whole;
  const counts = { created: 0, updated: 0, unchanged: 0 };
  for (let from = 0; from < read.length; from += companiesAtOnce) {
    const group = read.slice(from, from + companiesAtOnce);
    const done = await importGroup(deps, tenantId, group, source);
    if (!done.ok) return done;
    counts.created += done.value.created;
    counts.updated += done.value.updated;
    counts.unchanged += done.value.unchanged;
  }
  return accept(counts);
}

type Read = {
  readonly at: number;
  readonly company: ReadCompany;
  readonly asOf: Instant | null;
};

type Owned = Read & { readonly before: Company | null };

/** Who was overtaken reads again: only a look-up or another import can be faster. */
async function importGroup(
  deps: CompanyImportDeps,
  tenantId: TenantId,
  group: readonly Read[],
  source: Exclude<CompanySource, 'kvk'>,
): Promise<Result<CompanyImport, CompanyImportRefusal>> {
  for (let attempt = 1; ; attempt += 1) {
    const owned = await withOwners(deps.reader, tenantId, group);
    if (!owned.ok) return owned;
    const now = deps.clock.now();
    const planned = owned.value.map((each) => planOf(deps.ids, tenantId, each, source, now));
    const rows = planned.flatMap((each) => each.rows);
    const outcome = rows.length === 0 ? null : await deps.commit(rowsOnly(tenantId, rows));
    if (outcome === null || outcome.kind === 'done') {
      const count = (kind: keyof CompanyImport) =>
        planned.filter((each) => each.kind === kind).length;
      return accept({
        created: count('created'),
        updated: count('updated'),
        unchanged: count('unchanged'),
      });
    }
    if (attempt === attemptsMax) {
      const [first] = owned.value;
      const { at, before } = present(first, 'company of a group');
      const version = before?.version ?? 0n;
      return refuse({ at, refusal: { code: 'parties.version_changed', version } });
    }
  }
}

function planOf(
  ids: Ids,
  tenantId: TenantId,
  { company, asOf, before }: Owned,
  source: Exclude<CompanySource, 'kvk'>,
  now: Instant,
): { readonly kind: keyof CompanyImport; readonly rows: readonly RowChange[] } {
  const incoming = { ...company, source, asOf: asOf ?? instant(now) };
  const isAddition = source === 'gleif' && before !== null && before.source !== 'gleif';
  const state = mergeCompany(before, incoming, isAddition ? 'fill' : 'overlay');
  if (before === null) {
    return { kind: 'created', rows: newCompanyRows(tenantId, ids.next('comp'), state) };
  }
  if (isSameCompany(before, state)) return { kind: 'unchanged', rows: [] };
  return { kind: 'updated', rows: companyChangeRows(before, state) };
}

/** Each with the company that has any of its numbers; refused where several have. */
async function withOwners(
  reader: CompanyReader,
  tenantId: TenantId,
  companies: readonly Read[],
): Promise<Result<readonly Owned[], CompanyImportRefusal>> {
  const owners = new Map<string, Company>();
  for (const scheme of companySchemes) {
    const numbers = companies.flatMap(({ company }) =>
      company.numbers.filter((each) => each.scheme === scheme).map(({ number }) => number),
    );
    for (const owner of await reader.companiesOfNumbers(tenantId, scheme, numbers)) {
      for (const number of owner.numbers) owners.set(numberText(number), owner);
    }
  }
  const owned: Owned[] = [];
  const claimed = new Set<string>();
  for (const each of companies) {
    let before: Company | null = null;
    for (const number of each.company.numbers) {
      const owner = owners.get(numberText(number));
      if (owner === undefined || owner.companyId === before?.companyId) continue;
      // Two companies of the register, or one that an earlier row has changed already.
      if (before !== null || claimed.has(owner.companyId)) {
        return refuse({ at: each.at, refusal: taken(number) });
      }
      before = owner;
      claimed.add(owner.companyId);
    }
    owned.push({ ...each, before });
  }
  return accept(owned);
}

function taken({ scheme, number }: { readonly scheme: string; readonly number: string }) {
  return { code: 'parties.company_number_taken', scheme, number } as const;
}
