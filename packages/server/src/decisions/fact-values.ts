import { type Fact, parseDecimal } from '@aval/dmn';
import { type CreditFacts, type FactName, factKinds, factNames } from './facts.ts';
import type { RulesetContent } from './ruleset.ts';

export type FactValues = {
  /** What the engine is given. */
  readonly values: Readonly<Record<string, Fact>>;
  /** Facts that are needed and not known, or that are not what they should be; in a fixed order. */
  readonly gaps: readonly string[];
};

/** The facts as the engine takes them. An amount is exact, and a text that is no number is a gap. */
export function factValues(content: RulesetContent, facts: CreditFacts): FactValues {
  const needs = content.needs[facts.purpose];
  const values: Record<string, Fact> = {};
  const gaps: string[] = [];
  for (const name of factNames) {
    const value = factOf(name, facts[name]);
    if (value === undefined || (value === null && needs.includes(name))) gaps.push(name);
    else values[name] = value;
  }
  for (const { name, type } of content.extraFields) {
    const given = Object.hasOwn(facts.extra, name) ? facts.extra[name] : undefined;
    const value = typeof given === 'number' ? exactNumber(given) : given;
    // A check of the hook has no such fields: tables that ask about them speak of null then.
    if (given === undefined && facts.purpose === 'credit_check') values[name] = null;
    else if (value === undefined || typeof given !== type) gaps.push(name);
    else values[name] = value;
  }
  return { values, gaps };
}

/** `undefined` for what is no value of the fact's kind. */
function factOf(name: FactName, fact: unknown): Fact {
  if (fact === null) return null;
  switch (factKinds[name]) {
    case 'yes_no':
      return typeof fact === 'boolean' ? fact : undefined;
    case 'text':
      return typeof fact === 'string' ? fact : undefined;
    case 'count':
      return typeof fact === 'number' && Number.isSafeInteger(fact) ? fact : undefined;
    default:
      return typeof fact === 'string' && fact.length <= 40
        ? (parseDecimal(fact) ?? undefined)
        : undefined;
  }
}

function exactNumber(value: number): Fact {
  return Number.isFinite(value) ? (parseDecimal(String(value)) ?? undefined) : undefined;
}
