import { factLabels, gapTexts, unknownTexts } from './fact-texts.ts';
import { type CreditFacts, type FactName, factNames } from './facts.ts';
import type { JudgementReason, RiskClass } from './judgement.ts';
import type { RulesetContent, Texts } from './ruleset.ts';

const placeholder = /\{(\w+)\}/g;

type Known = {
  readonly facts: CreditFacts;
  readonly riskClass: RiskClass | null;
  readonly limitAdvice: string | null;
};

/** Texts for people, with the facts in place of their names. */
export function explainReasons(
  content: RulesetContent,
  codes: readonly string[],
  known: Known,
): readonly JudgementReason[] {
  return codes.map((code) => {
    const text = Object.hasOwn(content.texts, code) ? content.texts[code] : undefined;
    if (text === undefined) return { code, text: { en: code, nl: code, de: code } };
    const params: Record<string, string> = {};
    for (const name of placeholdersOf(text)) {
      const value = parameterOf(name, known);
      if (value !== null) params[name] = value;
    }
    const filled = fillTexts(text, (name, language) => params[name] ?? unknownTexts[language]);
    return { code, text: filled, ...(Object.keys(params).length === 0 ? {} : { params }) };
  });
}

/** The reason that a gap is. */
export function gapReason(content: RulesetContent, gap: string): JudgementReason {
  const isFact = isFactName(gap) || content.extraFields.some(({ name }) => name === gap);
  const code = isFact ? 'fact_missing' : 'rules_failed';
  const text = fillTexts(gapTexts[code], (_, language) =>
    isFactName(gap) ? factLabels[gap][language] : gap,
  );
  return { code, text, params: { fact: gap } };
}

/** The names in braces of a text, in any of its languages. */
export function placeholdersOf(texts: Texts): readonly string[] {
  const all = [texts.en, texts.nl, texts.de].flatMap((text) => [...text.matchAll(placeholder)]);
  return [...new Set(all.map(([, name = '']) => name))];
}

/** What a text may name beside the extra fields of its ruleset. */
export const textParameters: readonly string[] = [...factNames, 'riskClass', 'limitAdvice'];

function isFactName(name: string): name is FactName {
  return (factNames as readonly string[]).includes(name);
}

function parameterOf(name: string, { facts, riskClass, limitAdvice }: Known): string | null {
  if (name === 'riskClass') return riskClass;
  if (name === 'limitAdvice') return limitAdvice;
  const value = isFactName(name)
    ? facts[name]
    : Object.hasOwn(facts.extra, name)
      ? facts.extra[name]
      : null;
  return value === null || value === undefined ? null : String(value);
}

function fillTexts(texts: Texts, value: (name: string, language: keyof Texts) => string): Texts {
  const fill = (language: keyof Texts) =>
    texts[language].replace(placeholder, (_, name: string) => value(name, language));
  return { en: fill('en'), nl: fill('nl'), de: fill('de') };
}
