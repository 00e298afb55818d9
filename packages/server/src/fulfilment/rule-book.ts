import type { Clock } from '../kernel/clock.ts';
import { createFreshCache } from '../kernel/fresh-cache.ts';
import type { RuleAsks, RuleBook } from './ports.ts';
import type { RuleFacts } from './rule-facts.ts';
import type { BusinessRuleContent, GivenFact, RuleSetKey } from './rules/business-rules.ts';
import { evaluateRules, valuesOfFacts } from './rules/evaluate-rules.ts';
import { prepareRules } from './rules/prepare-rules.ts';
import type { BusinessRuleReader, DefaultLanguage } from './rules/rule-ports.ts';
import { factOfInput, textOfExtra } from './rules/rule-values.ts';
import { isTold, tellBroken } from './rules/tell-broken.ts';

export type RuleBookDeps = {
  readonly reader: Pick<BusinessRuleReader, 'rulesInForce'>;
  readonly defaultLanguage: DefaultLanguage;
  readonly clock: Clock;
};

/** The rules in force, from memory. */
export type StoredRuleBook = RuleBook & {
  /** The next call reads what is in force. */
  readonly forget: (key: RuleSetKey) => void;
};

/**
 * The business rules of services as their providers have published them. What is in force is kept
 * for five seconds, so another process follows an activation after that; each content is compiled
 * when it is first asked.
 */
export function createRuleBook(deps: RuleBookDeps): StoredRuleBook {
  const kept = createFreshCache<{ readonly content: BusinessRuleContent | null }>(deps.clock);
  const contentOf = async (key: RuleSetKey) => {
    const read = async () => {
      const found = await deps.reader.rulesInForce(key);
      return { content: found?.content ?? null };
    };
    return (await kept.get(nameOf(key), read))?.content ?? null;
  };

  return {
    asksFor: async (tenantId, serviceId, operation) => {
      const content = await contentOf({ tenantId, serviceId, operation });
      return content === null ? asksNothing : prepareRules(content).asks;
    },

    brokenRules: async (tenantId, serviceId, operation, facts, language) => {
      const content = await contentOf({ tenantId, serviceId, operation });
      if (content === null) return [];
      const answer = evaluateRules(content, valuesOfFacts(content, facts));
      if (answer.ok && answer.broken.length === 0) return [];
      const isWhole = isTold(content, answer, language);
      const byDefault = isWhole ? null : await deps.defaultLanguage(tenantId, serviceId);
      const languages = { asked: language, byDefault: byDefault ?? language };
      const factOf = (name: string) => shownFact(content, facts, name);
      return tellBroken(content, answer, { languages, factOf });
    },

    forget: (key) => kept.forget(nameOf(key)),
  };
}

const asksNothing: RuleAsks = { outside: [], others: false };

/** An input, or the value of an attribute: nothing of a setting is told. */
function shownFact(
  { extraInputs }: BusinessRuleContent,
  facts: RuleFacts,
  name: string,
): GivenFact {
  const extra = extraInputs.find((one) => one.name === name && one.from === 'attribute');
  return extra === undefined ? factOfInput(facts, name) : textOfExtra(facts, extra);
}

function nameOf({ tenantId, serviceId, operation }: RuleSetKey): string {
  return `${tenantId} ${serviceId} ${operation}`;
}
