import type { RuleLanguage } from '../example-rules.ts';
import { audienceOfCode, type BrokenRule } from '../select-message.ts';
import type { BusinessRuleContent, GivenFact, RuleMessage } from './business-rules.ts';
import { mayShow } from './customer-texts.ts';
import type { RulesAnswer } from './evaluate-rules.ts';
import { fillMessage, type TextLanguages, textOfMessage } from './message-text.ts';

/** The rules that are broken, each with its text; a set without an answer is one broken rule. */
export function tellBroken(
  content: BusinessRuleContent,
  answer: RulesAnswer,
  tell: {
    readonly languages: TextLanguages;
    /** By the names of inputs; what the readers of a text are not to see is left out of it. */
    readonly factOf: (name: string) => GivenFact;
  },
): readonly BrokenRule[] {
  const { languages, factOf } = tell;
  if (!answer.ok) return [unanswered(answer.missing, languages.asked)];
  return answer.broken.map(({ code, message }) => {
    const audience = audienceOfCode(code) ?? 'back_office';
    const shown = (name: string) =>
      mayShow(name, audience, content.extraInputs) ? factOf(name) : null;
    const text = textOfMessage(messageOf(content, message), languages);
    return { code, audience, text: fillMessage(text, shown) };
  });
}

/** Whether all that is to be told has a text in a language. */
export function isTold(
  content: BusinessRuleContent,
  answer: RulesAnswer,
  language: RuleLanguage,
): boolean {
  if (!answer.ok) return true;
  return answer.broken.every(
    ({ message }) => messageOf(content, message).texts[language] !== undefined,
  );
}

/**
 * Code of a set that has no answer: data that the decision needs is not there. For the back office;
 * nothing passes that was not judged. The number is that of our registry of the wire.
 */
const unansweredCode = -1080;

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

/** A draft that is tried may name a message that is not there. */
function messageOf({ messages }: BusinessRuleContent, key: string): RuleMessage {
  const found = Object.hasOwn(messages, key) ? messages[key] : undefined;
  return found ?? { audience: 'back_office', texts: { en: key } };
}
