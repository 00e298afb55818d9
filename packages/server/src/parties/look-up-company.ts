import type { Clock, Instant } from '../kernel/clock.ts';
import { plus } from '../kernel/clock.ts';
import type { Ids, TenantId } from '../kernel/ids.ts';
import { createInFlight } from '../kernel/in-flight.ts';
import { rowsOnly } from '../kernel/unit-of-work.ts';
import type { Company } from './company.ts';
import { type CompanyNumber, numberText, readRegNumber } from './company-number.ts';
import type { CompanyProvider, CompanyReader, CompanySettings } from './company-ports.ts';
import { companyChangeRows, newCompanyRows } from './company-rows.ts';
import { mergeCompany } from './merge-company.ts';
import type { CommitRows } from './ports.ts';
import { type ReadCompany, readCompany } from './read-company.ts';

/**
 * What the register says of a number. `silent`: a provider would know, and did not answer in time or
 * not in a way that can be read; asked again later it may. `unknown`: there is no such company.
 */
export type CompanyAnswer =
  | { readonly kind: 'found'; readonly company: Company }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'silent'; readonly reason: string };

export type LookUpDeps = {
  readonly reader: CompanyReader;
  readonly commit: CommitRows;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly provider: CompanyProvider | null;
  readonly settingsOf: (tenantId: TenantId) => Promise<CompanySettings>;
};

/** How often a look-up that was overtaken by another writer reads the register again. */
const attemptsMax = 3;

/**
 * Looks companies up by a registration number of 8 or 12 digits. What the tenant has imported stands
 * as it is; what a provider has said stands until it is too old, and is then asked for again. Whoever
 * asks for the same number meanwhile shares the answer. Never throws for what a provider does.
 */
export function createLookUp(deps: LookUpDeps) {
  const { reader, commit, clock, ids, provider } = deps;
  const inFlight = createInFlight<CompanyAnswer>();

  const lookUp = async (tenantId: TenantId, text: string): Promise<CompanyAnswer> => {
    const settings = await deps.settingsOf(tenantId);
    const endsAt = plus(clock.now(), settings.timeoutUs);
    for (const number of readRegNumber(text)) {
      const answer = await lookUpNumber(tenantId, number, settings, endsAt);
      // A branch that may be there leaves no way to the other reading of the digits.
      if (answer.kind !== 'unknown') return answer;
    }
    return { kind: 'unknown' };
  };

  const lookUpNumber = async (
    tenantId: TenantId,
    number: CompanyNumber,
    settings: CompanySettings,
    endsAt: Instant,
  ): Promise<CompanyAnswer> => {
    const known = await reader.companyOfNumber(tenantId, number);
    if (known !== null && !isTooOld(known, settings, clock.now())) return found(known);
    if (provider === null) return known === null ? unknown : found(known);
    return inFlight.join(`${tenantId}/${numberText(number)}`, endsAt, () =>
      ask(tenantId, number, known, settings, endsAt),
    );
  };

  const ask = async (
    tenantId: TenantId,
    number: CompanyNumber,
    known: Company | null,
    settings: CompanySettings,
    endsAt: Instant,
  ): Promise<CompanyAnswer> => {
    const timeoutMs = Number((endsAt - clock.now()) / 1_000n);
    if (timeoutMs <= 0) return silent('timeout');
    const answer = await (provider as CompanyProvider).lookUp(tenantId, number, timeoutMs);
    if (answer.kind === 'absent') return known === null ? unknown : found(known);
    if (answer.kind !== 'found') return answer;
    const read = readCompany(answer.company);
    if (!read.ok || !hasNumber(read.value, number)) return silent('unreadable');
    const { partOf } = read.value.facts;
    if (number.scheme !== 'kvk-branch' || partOf === null)
      return keep(tenantId, number, read.value);
    // Form and age are those of the company, and no branch outlives it.
    const owner = { scheme: 'kvk', number: partOf } as const;
    const company = await lookUpNumber(tenantId, owner, settings, endsAt);
    if (company.kind === 'silent') return company;
    return keep(
      tenantId,
      number,
      company.kind === 'found' ? branchOf(read.value, company.company) : read.value,
    );
  };

  /** Writes what a provider said; who was overtaken by another answer takes what stands there now. */
  const keep = async (
    tenantId: TenantId,
    number: CompanyNumber,
    read: ReadCompany,
  ): Promise<CompanyAnswer> => {
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const before = await reader.companyOfNumber(tenantId, number);
      if (before !== null && before.source !== 'kvk') return found(before);
      const incoming = { ...read, source: 'kvk', asOf: clock.now() } as const;
      const state = mergeCompany(before, incoming, 'renew');
      const rows =
        before === null
          ? newCompanyRows(tenantId, ids.next('comp'), state)
          : companyChangeRows(before, state);
      const outcome = await commit(rowsOnly(tenantId, rows));
      if (outcome.kind !== 'done') continue;
      const written = await reader.companyOfNumber(tenantId, number);
      if (written !== null) return found(written);
    }
    return silent('overtaken');
  };

  return lookUp;
}

const unknown: CompanyAnswer = { kind: 'unknown' };

function found(company: Company): CompanyAnswer {
  return { kind: 'found', company };
}

function silent(reason: string): CompanyAnswer {
  return { kind: 'silent', reason };
}

/** Only answers of a provider grow old; what the tenant has taken in is the tenant's own. */
function isTooOld(company: Company, { maxAgeUs }: CompanySettings, now: Instant): boolean {
  return company.source === 'kvk' && now - company.asOf > maxAgeUs;
}

function hasNumber({ numbers }: ReadCompany, { scheme, number }: CompanyNumber): boolean {
  return numbers.some((each) => each.scheme === scheme && each.number === number);
}

function branchOf(branch: ReadCompany, company: Company): ReadCompany {
  const { facts } = branch;
  const active = company.active === false ? false : (facts.active ?? company.active);
  const { legalForm, foundedOn } = company;
  return { ...branch, facts: { ...facts, legalForm, foundedOn, active } };
}
