import { type Fact, parseDecimal } from '@aval/dmn';
import type { OutsideFacts, RuleFacts } from '../rule-facts.ts';
import type { ExtraInput, GivenFact } from './business-rules.ts';
import { isRuleInput, type RuleInputKind, ruleInputs } from './rule-inputs.ts';

/** What the engine is given of a call, by the names of inputs. */
export type RuleValues = Readonly<Record<string, Fact>>;

/** The fact of an input, as it stands among the facts of a call. */
export function factOfInput(facts: RuleFacts, name: string): GivenFact {
  if (!isRuleInput(name)) return null;
  if (ruleInputs[name].isOutside) return facts.outside[name as keyof OutsideFacts];
  return facts[name as Exclude<keyof RuleFacts, 'attributes' | 'settings' | 'outside'>];
}

/** The text that a call gives for an attribute or a setting field; null where it gives none. */
export function textOfExtra(facts: RuleFacts, { from, id }: ExtraInput): string | null {
  const given = from === 'attribute' ? facts.attributes : facts.settings;
  return Object.hasOwn(given, id) ? (given[id] ?? null) : null;
}

/** The value of a fact; `undefined` for what is none of its kind. */
export function valueOfFact(kind: RuleInputKind, fact: GivenFact | undefined): Fact {
  if (fact === null || fact === undefined) return null;
  switch (kind) {
    case 'text':
      return typeof fact === 'string' ? fact : undefined;
    case 'texts':
      return typeof fact === 'object' ? fact : undefined;
    case 'yes_no':
      return typeof fact === 'boolean' ? fact : undefined;
    case 'count':
      return typeof fact === 'number' && Number.isSafeInteger(fact) ? fact : undefined;
    default:
      return typeof fact === 'string' ? decimalOf(fact) : undefined;
  }
}

/**
 * The value of an attribute or a setting: calls give all of them as texts, yes and no as `1` and `0`.
 * What is no value of its type is not known.
 */
export function valueOfText(type: ExtraInput['type'], text: string | null): Fact {
  if (text === null || type === 'string') return text;
  if (type === 'number') return decimalOf(text) ?? null;
  const word = text.trim().toLowerCase();
  if (word === '1' || word === 'true') return true;
  return word === '0' || word === 'false' ? false : null;
}

function decimalOf(text: string): Fact {
  return text.length <= textMax ? (parseDecimal(text.trim()) ?? undefined) : undefined;
}

/** Longer than any number that is one. */
const textMax = 40;
