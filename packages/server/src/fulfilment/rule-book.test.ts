import { expect, test } from 'vitest';
import {
  ended,
  forBackOffice,
  forCustomers,
  someRules,
} from '../../test/builders/business-rules.ts';
import { noon } from '../../test/builders/credit.ts';
import { someRuleFacts } from '../../test/builders/rule-facts.ts';
import { type Instant, second } from '../kernel/clock.ts';
import type { ServiceId, TenantId } from '../kernel/ids.ts';
import type { RuleLanguage } from './example-rules.ts';
import { createRuleBook } from './rule-book.ts';
import { noOutsideFacts, type RuleFacts } from './rule-facts.ts';
import type {
  BusinessRuleContent,
  BusinessRuleVersion,
  RuleMessage,
} from './rules/business-rules.ts';
import { selectMessage } from './select-message.ts';

const tenantId = 'shop' as TenantId;
const serviceId = 'svc_1' as ServiceId;
const operation = 'subscription.create';

/** A book over one content that can be exchanged, with the moment as it goes on. */
function aBook(first: BusinessRuleContent | null, byDefault: RuleLanguage = 'nl') {
  let content = first;
  let now: bigint = noon;
  let reads = 0;
  const book = createRuleBook({
    clock: { now: () => now as Instant },
    defaultLanguage: async () => byDefault,
    reader: {
      rulesInForce: async () => {
        reads += 1;
        return content === null ? null : ({ content } as BusinessRuleVersion);
      },
    },
  });
  return {
    ask: (facts: Partial<RuleFacts> = {}, language: RuleLanguage = 'en') =>
      book.brokenRules(tenantId, serviceId, operation, someRuleFacts(facts), language),
    asksFor: () => book.asksFor(tenantId, serviceId, operation),
    put: (next: BusinessRuleContent | null) => {
      content = next;
    },
    wait: (us: bigint) => {
      now += us;
    },
    forget: () => book.forget({ tenantId, serviceId, operation }),
    reads: () => reads,
  };
}

test('a service without rules refuses nobody, and asks for nothing', async () => {
  const book = aBook(null);
  expect(await book.ask()).toEqual([]);
  expect(await book.asksFor()).toEqual({ outside: [], others: false });
  expect(book.reads()).toBe(1);
});

test('the rules that are broken come in the order of the table, each for the audience of its code', async () => {
  const broken = await aBook(someRules()).ask({ quantityBefore: 11, state: 'cancelled' });
  expect(broken).toEqual([
    { code: -81_000, audience: 'end_user', text: 'Too many licences.' },
    { code: -10_000, audience: 'back_office', text: 'Has ended.' },
  ]);
  expect(selectMessage(broken)?.code).toBe(ended.code);
});

test('a text is given in the language that was asked for, else in the default one', async () => {
  const messages = {
    too_many: forCustomers('Too many.', { nl: 'Te veel.', el: 'Πάρα πολλές.' }),
    ended: forBackOffice('Ended.'),
  };
  const book = aBook(someRules({}, { messages }));
  const facts = { quantityBefore: 11, state: 'cancelled' } as const;
  const textsIn = async (language: RuleLanguage) =>
    (await book.ask(facts, language)).map(({ text }) => text);
  expect(await textsIn('el')).toEqual(['Πάρα πολλές.', 'Ended.']);
  expect(await textsIn('pl')).toEqual(['Te veel.', 'Ended.']);
});

test('facts stand in the place of their names, and what is not known is a dash', async () => {
  const messages = {
    too_many: forCustomers('{productId} has at most {maxQuantity} on {plan}: {productsOwned}.'),
    ended: forBackOffice('Ended.'),
  };
  const extraInputs = [
    { name: 'plan', from: 'attribute', id: 'chosen-plan', type: 'string' } as const,
  ];
  const book = aBook(someRules({}, { messages, extraInputs }));
  const [rule] = await book.ask({
    quantityBefore: 11,
    productsOwned: ['EDU', 'SEC'],
    attributes: { 'chosen-plan': 'GOLD' },
  });
  expect(rule?.text).toBe('STD has at most – on GOLD: EDU, SEC.');
});

test('a text for customers shows no figure and no setting, whatever was published', async () => {
  const text = 'Left {headroom}, owed {overdueAmount}, account {accountId}, region {region}.';
  const extraInputs = [
    { name: 'region', from: 'setting', id: 'FieldRegion', type: 'string' } as const,
  ];
  const outside = { ...noOutsideFacts, headroom: '5000.00', overdueAmount: '12.00' };
  const facts = { outside, settings: { FieldRegion: 'north' }, quantityBefore: 11 } as const;
  const told = async (message: RuleMessage, code: string) => {
    const tables = [
      { columns: { quantityBefore: 'number' }, rows: [['> 10', code, '"too_many"']] },
    ];
    const inputs = { quantityBefore: 'number' };
    const messages = { too_many: message };
    const book = aBook(someRules({ inputs, tables }, { messages, extraInputs }));
    return (await book.ask(facts)).map((one) => one.text);
  };
  const hidden = ['Left –, owed –, account –, region –.'];
  expect(await told(forCustomers(text), '-81000')).toEqual(hidden);
  // What counts is who reads the code, whatever the message says of itself.
  expect(await told(forBackOffice(text), '-81000')).toEqual(hidden);
  expect(await told(forBackOffice(text), '-10000')).toEqual([
    'Left 5000.00, owed 12.00, account 151, region –.',
  ]);
});

test('attributes and settings of a call reach the rules by the types that they were given', async () => {
  const content = someRules(
    {
      inputs: { seats: 'number', backup: 'boolean', region: 'string' },
      tables: [
        {
          columns: { 'seats > 100': 'boolean', backup: 'boolean', region: 'string' },
          rows: [['true, null', 'false, null', '"eu", null', '-81000', '"too_many"']],
        },
      ],
    },
    {
      extraInputs: [
        { name: 'seats', from: 'attribute', id: 'S', type: 'number' },
        { name: 'backup', from: 'attribute', id: 'B', type: 'boolean' },
        { name: 'region', from: 'setting', id: 'FieldRegion', type: 'string' },
      ],
    },
  );
  const book = aBook(content);
  const isBroken = async (attributes: Record<string, string>, settings: Record<string, string>) =>
    (await book.ask({ attributes, settings })).length > 0;
  expect(await isBroken({ S: '101', B: '0' }, { FieldRegion: 'eu' })).toBe(true);
  expect(await isBroken({ S: '100', B: '0' }, { FieldRegion: 'eu' })).toBe(false);
  expect(await isBroken({ S: '101', B: '1' }, { FieldRegion: 'eu' })).toBe(false);
  expect(await isBroken({ S: '101', B: '0' }, { FieldRegion: 'us' })).toBe(false);
  // Not given, and no number at all: not known, of which this rule speaks.
  expect(await isBroken({}, {})).toBe(true);
  expect(await isBroken({ S: 'many', B: 'perhaps' }, {})).toBe(true);
});

const byHeadroom = someRules({
  inputs: { headroom: 'number' },
  tables: [{ columns: { headroom: 'number' }, rows: [['< 100.50', '-10000', '"ended"']] }],
});

test('a fact of others is asked for where a table or a text names it, and nowhere else', async () => {
  expect(await aBook(byHeadroom).asksFor()).toEqual({ outside: ['headroom'], others: false });
  const messages = { too_many: forCustomers('No.'), ended: forBackOffice('Balance {balance}.') };
  const byText = aBook(someRules({}, { messages }));
  expect(await byText.asksFor()).toEqual({ outside: ['balance'], others: false });
  expect(await aBook(someRules()).asksFor()).toEqual({ outside: [], others: false });
});

test('amounts are exact, and one that is not known lets nobody pass', async () => {
  const book = aBook(byHeadroom);
  const outside = (headroom: string | null) => ({
    outside: { ...someRuleFacts().outside, headroom },
  });
  expect(await book.ask(outside('100.50'))).toEqual([]);
  expect(await book.ask(outside('100.4999999999999999999'))).toHaveLength(1);
  expect(await book.ask(outside(null), 'de')).toEqual([
    {
      code: -1080,
      audience: 'back_office',
      text: 'Eine Geschäftsregel kann ohne headroom nicht beantwortet werden.',
    },
  ]);
});

test('a column that met nothing, though no rule speaks of it, is no answer', async () => {
  const content = someRules({
    inputs: { daysSincePurchase: 'number' },
    tables: [
      { columns: { daysSincePurchase: 'number' }, rows: [['> 14', '-81000', '"too_many"']] },
    ],
  });
  const [rule] = await aBook(content).ask({ daysSincePurchase: null });
  expect(rule).toMatchObject({ code: -1080, audience: 'back_office' });
  expect(rule?.text).toContain('daysSincePurchase');
});

test('what is in force is read once in five seconds, and anew once it was forgotten', async () => {
  const book = aBook(someRules());
  const facts = { quantityBefore: 11 };
  await book.ask(facts);
  book.put(null);
  book.wait(4n * second);
  expect(await book.ask(facts)).toHaveLength(1);
  expect(book.reads()).toBe(1);
  book.wait(second);
  expect(await book.ask(facts)).toEqual([]);
  book.put(someRules());
  book.forget();
  expect(await book.ask(facts)).toHaveLength(1);
  expect(book.reads()).toBe(3);
});
