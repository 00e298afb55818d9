import { isCurrency } from '../../kernel/currency.ts';
import { type RuleLanguage, ruleLanguages } from '../example-rules.ts';
import type { BusinessRuleContent, ExtraInput, RuleMessage } from './business-rules.ts';
import { placeholdersOf, type RuleSays } from './prepare-rules.ts';
import { isRuleInput, ruleInputs } from './rule-inputs.ts';
import type { RuleProblem } from './rule-problem.ts';

/** What keeps the messages of a set from being told. */
export function messageProblems(
  { messages, extraInputs }: BusinessRuleContent,
  byDefault: RuleLanguage,
): readonly RuleProblem[] {
  return Object.entries(messages).flatMap(([message, said]): readonly RuleProblem[] => {
    const isMissing = said.texts[byDefault] === undefined;
    return [
      ...(isMissing ? [{ code: 'rules.text_missing' as const, message, language: byDefault }] : []),
      ...placeholdersOf(said.texts)
        .filter((name) => !canShow(name, said, extraInputs))
        .map((name) => nameProblem(name, message)),
      ...figuresIn(said).map((figure) => ({
        code: 'rules.figure_in_text' as const,
        message,
        figure,
      })),
    ];
  });
}

/** Texts that fall back to the default language, and messages that nobody uses. */
export function messageNotes(
  { messages }: BusinessRuleContent,
  says: readonly RuleSays[],
): readonly RuleProblem[] {
  return Object.entries(messages).flatMap(([message, { texts }]): readonly RuleProblem[] => {
    const missing = ruleLanguages.filter((language) => texts[language] === undefined);
    return [
      ...missing.map((language) => ({ code: 'rules.text_missing' as const, message, language })),
      ...(says.some((one) => one.message === message)
        ? []
        : [{ code: 'rules.message_unused' as const, message }]),
    ];
  });
}

/** Settings hold what providers keep to themselves: no text shows one. */
function canShow(
  name: string,
  { audience }: RuleMessage,
  extraInputs: readonly ExtraInput[],
): boolean {
  if (!isRuleInput(name)) {
    return extraInputs.some((extra) => extra.name === name && extra.from === 'attribute');
  }
  const { kind, isForCustomers } = ruleInputs[name];
  return kind !== 'yes_no' && (audience === 'back_office' || isForCustomers);
}

function nameProblem(name: string, message: string): RuleProblem {
  const isHidden = isRuleInput(name) && !ruleInputs[name].isForCustomers;
  return isHidden
    ? { code: 'rules.figure_in_text', message, figure: `{${name}}` }
    : { code: 'rules.text_name_unknown', message, name };
}

const amountForm =
  /(?:\p{Sc}|zł|\b([A-Z]{3}))[\s\u00a0]?\d[\d.,]*|\d[\d.,\s\u00a0]*(?:\p{Sc}|zł|([A-Z]{3})\b)/gu;

/** Amounts of money that stand in a text for customers. */
function figuresIn({ audience, texts }: RuleMessage): readonly string[] {
  if (audience !== 'end_user') return [];
  return Object.values(texts).flatMap((text) =>
    [...text.matchAll(amountForm)]
      .filter(([, before, after]) => {
        const letters = before ?? after;
        return letters === undefined || isCurrency(letters);
      })
      .map(([figure]) => figure.trim()),
  );
}
