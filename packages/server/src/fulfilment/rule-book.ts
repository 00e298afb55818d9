import { present } from '../kernel/assert.ts';
import type { Clock } from '../kernel/clock.ts';
import { createFreshCache } from '../kernel/fresh-cache.ts';
import type { RuleLanguage } from './example-rules.ts';
import type { RuleBook } from './ports.ts';
import type { RuleFacts } from './rule-facts.ts';
import type {
  BusinessRuleContent,
  GivenFact,
  RuleMessage,
  RuleSetKey,
} from './rules/business-rules.ts';
import { evaluateRules, valuesOfFacts } from './rules/evaluate-rules.ts';
import { fillMessage, textOfMessage } from './rules/message-text.ts';
import { prepareRules } from './rules/prepare-rules.ts';
import type { BusinessRuleReader, DefaultLanguage } from './rules/rule-ports.ts';
import { factOfInput, textOfExtra } from './rules/rule-values.ts';
import { audienceOfCode, type BrokenRule } from './select-message.ts';

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
      return content === null ? [] : prepareRules(content).asks;
    },

    brokenRules: async (tenantId, serviceId, operation, facts, language) => {
      const content = await contentOf({ tenantId, serviceId, operation });
      if (content === null) return [];
      const answer = evaluateRules(content, valuesOfFacts(content, facts));
      if (!answer.ok) return [unanswered(answer.missing, language)];
      if (answer.broken.length === 0) return [];
      const said = answer.broken.map((hit) => ({ ...hit, of: messageOf(content, hit.message) }));
      const isWhole = said.every(({ of }) => of.texts[language] !== undefined);
      const byDefault = isWhole ? null : await deps.defaultLanguage(tenantId, serviceId);
      const languages = { asked: language, byDefault: byDefault ?? language };
      return said.map(({ code, of }): BrokenRule => {
        const text = textOfMessage(of, languages);
        return {
          code,
          audience: audienceOfCode(code) ?? 'back_office',
          text: fillMessage(text, (name) => factNamed(content, facts, name)),
        };
      });
    },

    forget: (key) => kept.forget(nameOf(key)),
  };
}

/**
 * Code of a set that has no answer: data that the decision needs is not there. For the back office;
 * nothing passes that was not judged. Source of the number: our registry of the wire.
 */
export const unansweredCode = -1080;

const unansweredTexts: Readonly<Record<RuleLanguage, string>> = {
  en: 'A business rule cannot be answered without {missing}.',
  nl: 'Een bedrijfsregel kan niet worden beantwoord zonder {missing}.',
  de: 'Eine Geschäftsregel kann ohne {missing} nicht beantwortet werden.',
  pl: 'Nie można ocenić reguły biznesowej bez {missing}.',
  el: 'Ένας επιχειρησιακός κανόνας δεν μπορεί να απαντηθεί χωρίς {missing}.',
};

function unanswered(missing: string, language: RuleLanguage): BrokenRule {
  const text = fillMessage(unansweredTexts[language], () => missing);
  return { code: unansweredCode, audience: 'back_office', text };
}

function messageOf({ messages }: BusinessRuleContent, key: string): RuleMessage {
  return present(messages[key], `the message ${key} of rules in force`);
}

/** What a text may show: an input, or the value of an attribute, never that of a setting. */
function factNamed(
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
