import { type RuleLanguage, ruleLanguages } from '../example-rules.ts';
import type { BusinessRuleContent } from './business-rules.ts';
import { figuresIn, mayShow, messagesOnFigures } from './customer-texts.ts';
import { placeholdersOf, type RuleSays } from './prepare-rules.ts';
import { isRuleInput, ruleInputs } from './rule-inputs.ts';
import type { RuleProblem } from './rule-problem.ts';

/** What keeps the messages of a set from being told. */
export function messageProblems(
  content: BusinessRuleContent,
  byDefault: RuleLanguage,
): readonly RuleProblem[] {
  const { messages, extraInputs } = content;
  const onFigures = messagesOnFigures(content);
  return Object.entries(messages).flatMap(([message, said]): readonly RuleProblem[] => {
    const isMissing = said.texts[byDefault] === undefined;
    return [
      ...(isMissing ? [{ code: 'rules.text_missing' as const, message, language: byDefault }] : []),
      ...placeholdersOf(said.texts)
        .filter((name) => !mayShow(name, said.audience, extraInputs))
        .map((name) => nameProblem(name, message)),
      ...figuresIn(said, onFigures.has(message)).map((figure) => ({
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

function nameProblem(name: string, message: string): RuleProblem {
  const isHidden = isRuleInput(name) && !ruleInputs[name].isForCustomers;
  return isHidden
    ? { code: 'rules.figure_in_text', message, figure: `{${name}}` }
    : { code: 'rules.text_name_unknown', message, name };
}
