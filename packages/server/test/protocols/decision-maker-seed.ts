import {
  type CreditFacts,
  createRulesetService,
  examineHere,
  type RulesetContent,
  type Texts,
} from '../../src/decisions/index.ts';
import { buildModel, table } from '../../src/decisions/ready/build-model.ts';
import { assert } from '../../src/kernel/assert.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { rowsOnly } from '../../src/kernel/unit-of-work.ts';
import type { CompanyProvider } from '../../src/parties/index.ts';
import { demo, fixture, ok, type SeedDesk } from './fixture-seed.ts';

/** What the fixture says of the decision maker: its credentials, companies and ruleset. */
export async function seedDecisionMaker(desk: SeedDesk): Promise<void> {
  for (const { tenant, username, password, access } of fixture.credentials.dmm) {
    const scopes = [access ? 'ask' : 'status'];
    const input = { name: 'Shop', scopes, expiresAt: null, installation: null };
    const given = { kind: 'dmm', username, password } as const;
    const added = { ...input, createdBy: 'operator:test' };
    ok(await desk.access.addGivenCredential(tenant as TenantId, added, given));
  }
  const companies = fixture.dmm.companies.flatMap((company) =>
    'name' in company ? [{ draft: draftOf(company), asOf: null }] : [],
  );
  const taken = await desk.companies.importCompanies(demo, companies, 'import');
  assert(taken.ok, 'the companies of the fixture are refused');
  await putInForce(desk, rulesetContent({ hasClass: true }));
}

/** A register that is silent about the companies that the fixture has no data of. */
export const fixtureProvider: CompanyProvider = {
  lookUp: async (_tenantId, { number }) => {
    const company = fixture.dmm.companies.find(({ regNumber }) => regNumber === number);
    return company !== undefined && 'error' in company
      ? { kind: 'silent', reason: 'test' }
      : { kind: 'unknown' };
  },
};

/** Makes the content the version in force of ruleset 1, through the gate. */
export async function putInForce(desk: SeedDesk, content: RulesetContent): Promise<void> {
  const { storage, ports, readers } = desk;
  const { clock, hash } = ports;
  const rulesets = createRulesetService({
    ...{ rulesets: readers.rulesets, commit: storage.commit, clock, hash, examine: examineHere },
  });
  const call = { tenantId: demo, actor: 'user:user_test' };
  const said = {
    content,
    cases: [{ name: 'small', facts: aCase, expect: { verdict: 'approved' } }],
  } as const;
  if ((await readers.rulesets.ruleset(demo, 1)) === null) {
    const name = fixture.dmm.rulesets[0]?.name ?? '';
    const created = await rulesets.create({ ...call, key: null }, { ...said, name });
    assert(created.kind === 'done' && created.rulesetId === 1, 'ruleset 1');
  } else {
    ok(await rulesets.draft(call, { ...said, rulesetId: 1, revision: null }));
  }
  const [newest] = await readers.rulesets.versions(demo, 1);
  assert(newest !== undefined, 'a version');
  const which = { rulesetId: 1, version: newest.version };
  ok(await rulesets.publish(call, { ...which, hash: newest.hash }));
  // The clock of these tests stands still, and that of storage is a little ahead of it.
  ok(await rulesets.activate(call, { ...which, from: clock.now() }));
}

/** Changes the terms of a credential, as if it had been made with them. */
export async function changeTerms(desk: SeedDesk, terms: object): Promise<void> {
  const { items } = await desk.access.credentials(demo, { after: null, limit: 100 });
  const found = items.find(({ publicId }) => publicId === 'username');
  assert(found?.decisionMaker != null, 'credential of the decision maker');
  const settings = JSON.stringify({ decisionMaker: { ...found.decisionMaker, ...terms } });
  const where = { tenant_id: demo, credential_id: found.credentialId, version: found.version };
  const set = { settings, version: found.version + 1n };
  const outcome = await desk.storage.commit(
    rowsOnly(demo, [{ op: 'update', table: 'credential', set, where }]),
  );
  assert(outcome.kind === 'done', 'the credential is not as it was');
}

/** The rule of the fixture: up to 25,000 yes, up to 100,000 a person, else no. */
export function rulesetContent({
  hasClass,
  extraFields = [],
}: {
  readonly hasClass: boolean;
  readonly extraFields?: RulesetContent['extraFields'];
}): RulesetContent {
  const { texts } = fixture.dmm.rulesets[0] ?? { texts: null };
  assert(texts !== null, 'texts of ruleset 1');
  const byAmount = (name: string, outcomes: readonly [string, string, string], fallback: string) =>
    table({
      ...{ hitPolicy: 'U', inputs: [amountColumn] },
      outputs: [
        { name, typeRef: 'string', fallback },
        { name: 'reason', typeRef: 'string', fallback: '"review"' },
      ],
      rules: [
        ['<= 25000', outcomes[0], '"approved"'],
        ['(25000..100000]', outcomes[1], '"review"'],
        ['> 100000', outcomes[2], '"rejected"'],
      ],
    });
  const advice = table({
    ...{ hitPolicy: 'U', inputs: [amountColumn] },
    outputs: [{ name: null, typeRef: 'number', fallback: '0' }],
    rules: [['-', '25000']],
  });
  const requires = ['amount'];
  const verdict = byAmount('verdict', ['"approved"', '"review"', '"rejected"'], '"review"');
  const model = buildModel('Fixture', [
    { name: 'Verdict', requires, expression: verdict },
    ...(hasClass
      ? [
          // For the same reasons, so that a report gives each once.
          {
            ...{ name: 'Risk class', requires },
            expression: byAmount('class', ['"A"', '"A"', '"A"'], '"A"'),
          },
          { name: 'Limit advice', requires, expression: advice },
        ]
      : []),
  ]);
  return {
    formatVersion: 1,
    model,
    meantForNoMatch: {},
    texts: Object.fromEntries(
      Object.entries(texts).map(([code, { EN, NL, DE }]) => [code, { en: EN, nl: NL, de: DE }]),
    ) as Readonly<Record<string, Texts>>,
    needs: { credit_check: [], application: [] },
    hold: false,
    extraFields,
  };
}

const amountColumn = { label: 'Amount', text: 'amount', typeRef: 'number' } as const;

const aCase: CreditFacts = {
  purpose: 'credit_check',
  currency: 'EUR' as CreditFacts['currency'],
  amount: '100',
  limit: null,
  headroom: null,
  utilisation: null,
  overdueDays: null,
  overdueAmount: null,
  oldestOpenItemDays: null,
  companyKnown: true,
  companyActive: true,
  companyAgeMonths: 100,
  legalForm: null,
  activity: null,
  country: 'NL',
  paymentBehaviour: null,
  earlierApproved: 0,
  earlierRejected: 0,
  extra: {},
};

type Company = Extract<(typeof fixture)['dmm']['companies'][number], { readonly name: string }>;

function draftOf(company: Company) {
  const { regNumber, branchNumber, name, address, zipcode, city, country } = company;
  return {
    numbers: [
      { scheme: 'kvk', number: regNumber },
      ...(branchNumber === undefined
        ? []
        : [{ scheme: 'kvk-branch' as const, number: branchNumber }]),
    ] as const,
    ...{ name, address, zipcode, city, country },
    legalForm: company.legalForm ?? null,
    active: company.active ?? null,
    activities: (company.sbi ?? []).map(({ code, text, is_main_activity: isMain }) => ({
      ...{ code, text, isMain },
    })),
  };
}
