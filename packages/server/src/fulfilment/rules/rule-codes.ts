import { audienceOfCode, type RuleAudience } from '../select-message.ts';

/**
 * Where providers choose the codes of their own rules, both ends inside: beside those of the product.
 * The registry of the wire has the same numbers.
 */
export const ownCodeRanges = [
  { from: -89_998, to: -81_000 },
  { from: -79_999, to: -10_000 },
] as const;

/**
 * Codes of the product that a rule may have as well, because they say what it says: the five
 * examples, a change of plan or a combination of add-ons that is not possible, and any other rule.
 */
export const sharedCodes: ReadonlySet<number> = new Set([
  ...[-80_200, -80_210, -80_220, -80_230, -80_240],
  ...[-80_250, -80_260, -80_900],
]);

/** For whom a rule with this code is, or null where no rule may have it. */
export function audienceOfRuleCode(code: number): RuleAudience | null {
  const isOwn = ownCodeRanges.some(({ from, to }) => code >= from && code <= to);
  return isOwn || sharedCodes.has(code) ? audienceOfCode(code) : null;
}
