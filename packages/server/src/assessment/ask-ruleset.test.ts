import { expect, test } from 'vitest';
import { eur, organizationId, tenantId } from '../../test/builders/credit.ts';
import { someContent } from '../../test/builders/decisions.ts';
import type { RulesetVersion } from '../decisions/index.ts';
import { instant, parseInstant } from '../kernel/clock.ts';
import type { Company } from '../parties/index.ts';
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
  settings: {} as CheckSettings,
  now: parseInstant('2020-03-01T12:00:00Z') ?? instant(0n),
};

async function toldWith(inputs: Readonly<Record<string, string>>) {
  let looks = 0;
  const source = {
    rulesets: { versionInForce: async () => null },
    earlier: { earlierChecks: async () => ({ approved: 0, rejected: 0 }) },
    companyOf: async () => {
      looks += 1;
      return company;
    },
  };
  const asked = await askRuleset(source, { rulesetId: 1, version: versionWith(inputs) }, question);
  return { looks, told: asked?.told };
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
  expect(await toldWith({})).toMatchObject({ looks: 0, told: { companyKnown: false } });
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
