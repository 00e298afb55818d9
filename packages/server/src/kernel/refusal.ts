import { assert } from './assert.ts';
import { isCurrency } from './currency.ts';
import { formatAmount, money } from './money.ts';
import type { RowRefusal } from './unit-of-work.ts';

/** What the product says of a refusal code. Each room has a table of them, total by type. */
export type RefusalText = {
  /** Where several reasons apply, the lowest comes first and is the main one. */
  readonly precedence: number;
  /** English, for users of the API. `{name}` stands for a fact of the refusal. */
  readonly text: string;
  /** Fit for the eyes of a customer: names no limit, no exposure and no other customer. */
  readonly customerSafe: boolean;
};

/** Refusals that keys and guarded rows bring about, whatever the room. */
export const rowRefusalTexts: Readonly<Record<RowRefusal['code'], RefusalText>> = {
  'key.other_content': {
    precedence: 10,
    text: 'This key was used before, for a request with other content.',
    customerSafe: true,
  },
  'row.exists': { precedence: 20, text: 'There is such a {what} already.', customerSafe: true },
  'row.changed': {
    precedence: 30,
    text: 'The {what} was changed meanwhile. Read it again and repeat.',
    customerSafe: true,
  },
};

/**
 * A text with the facts in place of their names. A fact whose name ends in `Minor` is written as an
 * amount of the fact `currency`. A name without a fact is a defect.
 */
export function fillText(text: string, facts: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    assert(fact !== undefined && fact !== null, `no fact ${name} for "${text}"`);
    if (typeof fact !== 'bigint' || !name.endsWith('Minor')) return String(fact);
    const currency = String(facts['currency']);
    assert(isCurrency(currency), `no currency for ${name} in "${text}"`);
    return `${formatAmount(money(fact, currency))} ${currency}`;
  });
}
