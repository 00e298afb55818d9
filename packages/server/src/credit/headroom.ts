import type { CalendarDate } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { LineId, OrganizationId } from '../kernel/ids.ts';
import { divide, shareOf } from '../kernel/rounding.ts';
import { type CreditLine, exposureOf, type Levels, type LineTerms } from './credit-line.ts';
import { type CreditPolicy, policyIn } from './policy.ts';

/**
 * What is left on a line and everything above it. `headroomMinor` is never clamped at zero; null
 * means that no level has a limit. The binding level is the one with the least headroom, the lower
 * one where two are equal.
 */
export type Headroom = {
  readonly headroomMinor: bigint | null;
  readonly bindingLineId: LineId | null;
  readonly bindingOrganizationId: OrganizationId | null;
};

/** Headroom of a line within its group on a day: the least of its levels (`minimumOfLevels`). */
export function headroomOf(levels: Levels, policy: CreditPolicy, date: CalendarDate): Headroom {
  let least: Headroom = { headroomMinor: null, bindingLineId: null, bindingOrganizationId: null };
  const root = levels.at(-1);
  for (const line of levels) {
    const usable = usableLimitOf(line, line === root, policy, date);
    if (usable === 'unlimited') {
      if (policy.unlimitedChild === 'staysUnlimited') break;
      continue;
    }
    if (usable === 'none') continue;
    const headroomMinor = usable - exposureOf(line);
    if (least.headroomMinor === null || headroomMinor < least.headroomMinor) {
      least = {
        headroomMinor,
        bindingLineId: line.lineId,
        bindingOrganizationId: line.organizationId,
      };
    }
  }
  return least;
}

/**
 * What may be used of a level's own limit: the limit of the day with tolerance, times the
 * utilisation ceiling, rounded down. `none` is an empty own limit below another level, which leaves
 * the levels above to decide; at the root an empty limit is no credit. A closed line grants nothing.
 */
function usableLimitOf(
  line: CreditLine,
  isRoot: boolean,
  policy: CreditPolicy,
  date: CalendarDate,
): bigint | 'unlimited' | 'none' {
  if (line.status === 'closed') return 0n;
  if (line.unlimited) return 'unlimited';
  const effective = effectiveLimitOf(line, policy, date);
  if (effective === null) return isRoot ? 0n : 'none';
  return divide(effective * policy.utilisationCeilingPercent, 100n, 'down');
}

/**
 * The own limit of a line on a day, after temporary limits and tolerance; null when it is empty.
 * Of several overrides the one with the latest start wins; additive ones come on top. Zero stays
 * zero: tolerance widens a limit, it does not make one.
 */
export function effectiveLimitOf(
  terms: LineTerms & { readonly currency: Currency },
  policy: CreditPolicy,
  date: CalendarDate,
): bigint | null {
  const limit = limitOfTheDay(terms, date);
  if (limit === null || limit === 0n) return limit;
  const basisPoints = terms.toleranceBasisPoints ?? policy.toleranceBasisPoints;
  const amount = terms.toleranceMinor ?? policyIn(terms.currency, policy).toleranceMinor;
  return limit + shareOf(limit, basisPoints, 'down') + amount;
}

/**
 * The own limit on a day with temporary limits, before tolerance; null when it is empty. Nothing
 * comes on top of an empty limit: it would make one, below what the group grants.
 */
export function limitOfTheDay(terms: LineTerms, date: CalendarDate): bigint | null {
  const active = terms.temporaryLimits.filter(({ from, to }) => from <= date && date <= to);
  let override: (typeof active)[number] | null = null;
  let additive = 0n;
  for (const temporary of active) {
    if (temporary.mode === 'additive') additive += temporary.amountMinor;
    else if (override === null || temporary.from >= override.from) override = temporary;
  }
  const base = override?.amountMinor ?? terms.limitMinor;
  return base === null ? null : base + additive;
}

/** Does an amount fit? Equal to the headroom passes, unless the tenant's boundary blocks it. */
export function fits(
  amountMinor: bigint,
  headroomMinor: bigint | null,
  boundary: CreditPolicy['boundary'],
): boolean {
  if (headroomMinor === null) return true;
  return boundary === 'atLimitPasses' ? amountMinor <= headroomMinor : amountMinor < headroomMinor;
}
