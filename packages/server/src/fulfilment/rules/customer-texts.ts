import { isCurrency } from '../../kernel/currency.ts';
import type { RuleAudience } from '../select-message.ts';
import type { BusinessRuleContent, ExtraInput, RuleMessage } from './business-rules.ts';
import { prepareRules, tablesOf } from './prepare-rules.ts';
import { isRuleInput, ruleInputs } from './rule-inputs.ts';

/**
 * Whether a text for these readers may show an input. Customers see no figure of a line or an account;
 * settings hold what providers keep to themselves, and nobody sees one.
 */
export function mayShow(
  name: string,
  audience: RuleAudience,
  extraInputs: readonly ExtraInput[],
): boolean {
  if (!isRuleInput(name)) {
    return extraInputs.some((extra) => extra.name === name && extra.from === 'attribute');
  }
  const { kind, isForCustomers } = ruleInputs[name];
  return kind !== 'yes_no' && (audience === 'back_office' || isForCustomers);
}

/**
 * What a text for customers must not say by itself: amounts of money, and any number at all where a
 * rule that uses it looks at what the customer owes, is billed or has left. Other numbers are the
 * rule's own: "At most 300 licences". Our choice.
 */
export function figuresIn({ audience, texts }: RuleMessage, isOnFigures: boolean) {
  if (audience !== 'end_user') return [];
  return Object.values(texts).flatMap((text) => {
    const written = text.replace(/\{\w+\}/g, '');
    const found = isOnFigures ? [...written.matchAll(numberForm)] : amountsIn(written);
    return found.map(([figure]) => figure.trim());
  });
}

/** The messages of rows that look at a customer's figures, in a column or through a formula. */
export function messagesOnFigures(content: BusinessRuleContent): ReadonlySet<string | null> {
  const { model } = content;
  const names = namesOfFigures(content);
  const isOnFigures = (text: string) => names.some((name) => mentions(text, name));
  const rows = tablesOf(model).flatMap(({ name, table }) =>
    table.rules.map(({ tests }, index) => ({
      ...{ table: name, rule: index + 1 },
      looks: table.inputs.some(({ text }, column) => {
        const cell = tests[column] ?? '-';
        return cell.trim() !== '-' && (isOnFigures(text) || isOnFigures(cell));
      }),
    })),
  );
  const { says } = prepareRules(content);
  const looking = says.filter(({ table, rule }) =>
    rows.some((row) => row.looks && row.table === table && row.rule === rule),
  );
  return new Set(looking.map(({ message }) => message));
}

const numberForm = /\p{N}[\p{N}.,\s]*/gu;
const number = String.raw`\p{N}[\p{N}.,\s]*`;
const word = String.raw`(?<!\p{L})(?:eur|euros?|usd|gbp|pln|dollars?|pounds?|pond|zł|z[lł]ot\p{L}*|ευρώ)(?!\p{L})`;
const signForm = new RegExp(
  String.raw`(?:\p{Sc}|(?<!\p{L})([A-Z]{3}))\s?${number}|${number}(?:\p{Sc}|([A-Z]{3})(?!\p{L}))`,
  'gu',
);
const wordForm = new RegExp(String.raw`${word}\s?${number}|${number}${word}`, 'giu');

function amountsIn(text: string): readonly RegExpMatchArray[] {
  const signed = [...text.matchAll(signForm)].filter(([, before, after]) => {
    const letters = before ?? after;
    return letters === undefined || isCurrency(letters);
  });
  return signed.length > 0 ? signed : [...text.matchAll(wordForm)];
}

/** Inputs that are amounts, and whatever of the model is worked out from them. */
function namesOfFigures({ model }: BusinessRuleContent): readonly string[] {
  const names = model.inputs
    .map(({ name }) => name)
    .filter((name) => isRuleInput(name) && ruleInputs[name].kind === 'amount');
  const others = [...model.decisions, ...model.functions].map((part) => ({
    name: part.name,
    text: JSON.stringify({ ...part, requires: [] }),
  }));
  for (let known = -1; known < names.length; ) {
    known = names.length;
    for (const { name, text } of others) {
      if (!names.includes(name) && names.some((one) => mentions(text, one))) names.push(name);
    }
  }
  return names;
}

function mentions(text: string, name: string): boolean {
  return text.split(name).some((part, index, parts) => {
    const next = parts[index + 1];
    return next !== undefined && !/[\p{L}\p{N}_]$/u.test(part) && !/^[\p{L}\p{N}_]/u.test(next);
  });
}
