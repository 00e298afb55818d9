import { expect, test } from 'vitest';
import { eur, organizationId, tenantId } from '../../test/builders/credit.ts';
import { someContent } from '../../test/builders/decisions.ts';
import type { RulesetVersion } from '../decisions/index.ts';
import { calendarDate, day, instant, parseInstant } from '../kernel/clock.ts';
import { currency } from '../kernel/currency.ts';
import { type Money, money } from '../kernel/money.ts';
import type { Company, PaymentBehaviour } from '../parties/index.ts';
import { askRuleset, type Question } from './ask-ruleset.ts';
import { createCompanyOfOrganization } from './company-of-organization.ts';
import type { CheckSettings } from './ports.ts';

const company = {
  name: 'Donald',
  active: true,
  foundedOn: '2019-06-01',
  legalForm: 'Besloten vennootschap',
  country: 'NL',
  activities: [{ code: '62010', text: null, isMain: true }],
} as unknown as Company;

const versionWith = (inputs: Readonly<Record<string, string>>) =>
  ({
    version: 1,
    hash: 'hash',
    content: someContent({ inputs: { amount: 'number', ...inputs }, columns: ['amount'] }),
  }) as unknown as RulesetVersion;

const question: Question = {
  tenantId,
  subject: 'interworks.basket:1/2',
  organizationId: organizationId('one'),
  total: eur(50_00n),
  rate: null,
  levels: null,
  facts: { billing: null, billingRate: null },
  settings: { behaviourMaxAgeUs: null } as CheckSettings,
  now: parseInstant('2020-03-01T12:00:00Z') ?? instant(0n),
};

async function toldWith(
  inputs: Readonly<Record<string, string>>,
  {
    record = null,
    ...more
  }: Partial<Question> & { readonly record?: PaymentBehaviour | null } = {},
) {
  let looks = 0;
  let paymentLooks = 0;
  const source = {
    rulesets: { versionInForce: async () => null },
    earlier: { earlierChecks: async () => ({ approved: 0, rejected: 0 }) },
    companyOf: async () => {
      looks += 1;
      return company;
    },
    payments: {
      paymentBehaviour: async () => {
        paymentLooks += 1;
        return record;
      },
    },
  };
  const chosen = { rulesetId: 1, version: versionWith(inputs) };
  const asked = await askRuleset(source, chosen, { ...question, ...more });
  return { looks, paymentLooks, told: asked?.told };
}

test('a ruleset that asks about the company is told what the register has of it', async () => {
  expect(await toldWith({ companyAgeMonths: 'number' })).toMatchObject({
    looks: 1,
    told: {
      companyKnown: true,
      companyActive: true,
      companyAgeMonths: 9,
      legalForm: 'Besloten vennootschap',
      activity: '62010',
      country: 'NL',
    },
  });
});

test('what no rule asks about is not looked up', async () => {
  const nothing = { looks: 0, paymentLooks: 0 };
  expect(await toldWith({})).toMatchObject({ ...nothing, told: { companyKnown: false } });
});

/** Of three days before the question. */
const paid = {
  overdue: eur(750_00n),
  overdueDays: 12,
  oldestOpenItemDays: 0,
  paymentBehaviour: 'slow',
  asOf: '2020-02-27',
} as unknown as PaymentBehaviour;

const live = (amount: Money) => ({
  billing: { kind: 'found', billing: { overdue: amount } } as const,
  billingRate: null,
});

test.each([
  ['overdueDays', 'number'],
  ['overdueAmount', 'number'],
  ['oldestOpenItemDays', 'number'],
  ['paymentBehaviour', 'string'],
])('a ruleset that asks about %s is told the record, whose days have grown', async (name, type) => {
  expect(await toldWith({ [name]: type }, { record: paid })).toMatchObject({
    paymentLooks: 1,
    // Nothing was open, and nothing does not grow.
    told: {
      overdueDays: 15,
      overdueAmount: '750.00',
      oldestOpenItemDays: 0,
      paymentBehaviour: 'slow',
    },
  });
});

test("the platform's amount is told where it has one, the record's where it has none", async () => {
  const inputs = { overdueAmount: 'number', overdueDays: 'number' };
  const told = async (facts: Question['facts']) =>
    (await toldWith(inputs, { record: paid, facts })).told;
  expect(await told(live(eur(20_00n)))).toMatchObject({ overdueAmount: '20.00', overdueDays: 15 });
  const elsewhere = money(20_00n, currency('USD'));
  expect(await told(live(elsewhere))).toMatchObject({ overdueAmount: '750.00' });
  const gone = { billing: { kind: 'unavailable', reason: 'timeout' } as const, billingRate: null };
  expect(await told(gone)).toMatchObject({ overdueAmount: '750.00' });
});

test('a record that is older than the setting is not known, and one of its last day is', async () => {
  const toldAt = async (behaviourMaxAgeUs: bigint) => {
    const settings = { behaviourMaxAgeUs } as CheckSettings;
    return (await toldWith({ overdueDays: 'number' }, { record: paid, settings })).told;
  };
  expect(await toldAt(3n * day)).toMatchObject({ overdueDays: 15, paymentBehaviour: 'slow' });
  expect(await toldAt(3n * day - 1n)).toMatchObject({
    overdueDays: null,
    overdueAmount: null,
    oldestOpenItemDays: null,
    paymentBehaviour: null,
  });
});

test('an overdue amount that no rate brings into the currency of the rules is not known', async () => {
  const record = { ...paid, overdue: money(1_00n, currency('USD')) };
  expect((await toldWith({ overdueAmount: 'number' }, { record })).told).toMatchObject({
    overdueAmount: null,
    overdueDays: 15,
  });
});

test('figures of a day that has not begun here have no age', async () => {
  const record = { ...paid, asOf: calendarDate('2020-03-02') };
  expect((await toldWith({ overdueDays: 'number' }, { record })).told?.overdueDays).toBe(12);
});

test("an organization's company is the one of its register number, and nobody outside is asked", async () => {
  const asked: unknown[] = [];
  const references = [
    { source: 'interworks', kind: 'account', value: '151' },
    { source: 'kvk', kind: 'number', value: '68750110' },
  ];
  const companyOf = (has: readonly object[]) =>
    createCompanyOfOrganization({
      parties: { organization: async () => ({ references: has }) as never },
      companies: {
        company: async (_tenantId, number) => {
          asked.push(number);
          return company;
        },
      },
    });
  expect(await companyOf(references)(tenantId, organizationId('one'))).toBe(company);
  expect(await companyOf([])(tenantId, organizationId('one'))).toBeNull();
  expect(asked).toEqual([{ scheme: 'kvk', number: '68750110' }]);
});
