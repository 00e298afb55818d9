import { present } from '../kernel/assert.ts';
import { canonical, type Plain } from '../kernel/canonical.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Company, CompanyFacts, CompanySource } from './company.ts';
import { type CompanyNumber, numberText, principalOf } from './company-number.ts';
import type { CompanyState } from './company-rows.ts';
import { inOrder, type ReadCompany } from './read-company.ts';

/** What a source says of a company now. */
export type Incoming = ReadCompany & { readonly source: CompanySource; readonly asOf: Instant };

/**
 * How a source's word is taken where the company is known:
 * `replace`: it is the whole truth, numbers included; `renew`: the same, but numbers stay;
 * `overlay`: what it says counts, and what it does not say stays; `fill`: it adds what is missing,
 * and the source of the company stays who it was.
 */
export type Merging = 'replace' | 'renew' | 'overlay' | 'fill';

/** The state of a company after a source has spoken. */
export function mergeCompany(
  before: Company | null,
  incoming: Incoming,
  merging: Merging,
): CompanyState {
  const { source, asOf } = incoming;
  if (before === null) return stateOf(incoming.facts, incoming.numbers, source, asOf);
  const numbers = merging === 'replace' ? incoming.numbers : union(before, incoming.numbers);
  if (merging === 'replace' || merging === 'renew') {
    return stateOf(incoming.facts, numbers, source, asOf);
  }
  if (merging === 'overlay') {
    return stateOf(overlaid(factsOf(before), incoming.facts), numbers, source, asOf);
  }
  const filled = overlaid(incoming.facts, factsOf(before));
  return stateOf(filled, numbers, before.source, before.asOf);
}

/** Whether a state says what a company says already, whenever it was said. */
export function isSameCompany(before: Company, state: CompanyState): boolean {
  const essence = (of: CompanyState | Company): Plain => {
    const { scheme, number, source } = of;
    return { ...factsOf(of), scheme, number, source, numbers: of.numbers.map(numberText) };
  };
  return canonical(essence(before)) === canonical(essence(state));
}

function stateOf(
  facts: CompanyFacts,
  numbers: readonly CompanyNumber[],
  source: CompanySource,
  asOf: Instant,
): CompanyState {
  const { scheme, number } = present(principalOf(numbers), 'number of a company');
  return { ...facts, scheme, number, numbers: inOrder(numbers), source, asOf };
}

function union(before: Company, numbers: readonly CompanyNumber[]): readonly CompanyNumber[] {
  const all = [...before.numbers, ...numbers].map(
    (number) => [numberText(number), number] as const,
  );
  return [...new Map(all).values()];
}

/** The facts of the upper one, and those of the lower one where the upper one has none. */
function overlaid(lower: CompanyFacts, upper: CompanyFacts): CompanyFacts {
  return {
    name: upper.name,
    ...addressOf(hasAddress(upper) ? upper : lower),
    country: upper.country ?? lower.country,
    legalForm: upper.legalForm ?? lower.legalForm,
    active: upper.active ?? lower.active,
    foundedOn: upper.foundedOn ?? lower.foundedOn,
    activities: upper.activities.length > 0 ? upper.activities : lower.activities,
    partOf: upper.partOf ?? lower.partOf,
  };
}

/** An address goes as a whole: half of one and half of another would be a third. */
function hasAddress({ address, zipcode, city }: CompanyFacts): boolean {
  return address !== null || zipcode !== null || city !== null;
}

function addressOf({ address, zipcode, city }: CompanyFacts) {
  return { address, zipcode, city };
}

function factsOf(of: CompanyFacts) {
  const { name, address, zipcode, city, country, legalForm, active, foundedOn, partOf } = of;
  const activities = of.activities.map(({ code, text, isMain, edition }) => ({
    code,
    text,
    isMain,
    edition,
  }));
  return {
    name,
    address,
    zipcode,
    city,
    country,
    legalForm,
    active,
    foundedOn,
    partOf,
    activities,
  };
}
