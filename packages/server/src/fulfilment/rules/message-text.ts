import { type RuleLanguage, ruleLanguages } from '../example-rules.ts';
import type { GivenFact, RuleMessage } from './business-rules.ts';

/** The language of the answer, and the one into which texts fall back. */
export type TextLanguages = { readonly asked: RuleLanguage; readonly byDefault: RuleLanguage };

/**
 * The text of a message: in the language that was asked for, else in the default one. A message that
 * was published has that one; were the default changed since, the first language that there is.
 */
export function textOfMessage({ texts }: RuleMessage, languages: TextLanguages): string {
  const { asked, byDefault } = languages;
  const first = ruleLanguages.find((language) => texts[language] !== undefined);
  return texts[asked] ?? texts[byDefault] ?? (first === undefined ? '' : (texts[first] ?? ''));
}

/** Puts facts in the place of their names; what is not known is a dash. */
export function fillMessage(text: string, factOf: (name: string) => GivenFact): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => shown(factOf(name)));
}

function shown(fact: GivenFact): string {
  if (typeof fact === 'string' || typeof fact === 'number') return String(fact);
  return typeof fact === 'object' && fact !== null ? fact.join(', ') : '–';
}
