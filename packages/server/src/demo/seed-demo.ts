import type { AccessService } from '../access/index.ts';
import { accountRow, orderRow, type PlatformReader } from '../commerce/index.ts';
import { type CreditUnit, defaultPolicy, type Ledger } from '../credit/index.ts';
import { type DecisionsReader, type RulesetService, readyRulesets } from '../decisions/index.ts';
import { assert, present } from '../kernel/assert.ts';
import type { Ids, OrganizationId } from '../kernel/ids.ts';
import { money } from '../kernel/money.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import type { CompanyService, PartyService } from '../parties/index.ts';
import { demoCompanies } from './demo-companies.ts';
import {
  connectDemoPlatform,
  type DemoCredentials,
  documentRulesetId,
  issueDemoCredentials,
  seedDemoPerson,
} from './demo-credentials.ts';
import {
  affordableCustomer,
  type DemoCustomer,
  demoTenant,
  documentCustomer,
  documentEntryNumber,
  earlierCustomers,
  serviceCustomer,
  tooDearCustomer,
} from './demo-data.ts';
import {
  type DemoServiceDeps,
  demoApplication,
  demoServiceExample,
  seedDemoService,
} from './demo-service.ts';

export type DemoDeps = DemoServiceDeps & {
  readonly parties: PartyService;
  readonly companies: CompanyService;
  readonly access: AccessService;
  readonly ledger: Ledger;
  readonly platform: PlatformReader;
  readonly ids: Ids;
  readonly rulesets: Pick<RulesetService, 'create' | 'publish' | 'activate'>;
  readonly rulesetReader: Pick<DecisionsReader, 'ruleset' | 'version'>;
  /** Where this server answers, without a slash at the end. */
  readonly baseUrl: string;
  /** The name under which the desk looks for a tenant's platform. */
  readonly connectionName: string;
  /** What an earlier start has given back; members that are no longer good are made anew. */
  readonly known: Partial<DemoCredentials> | null;
};

export type Demo = {
  readonly credentials: DemoCredentials;
  readonly examples: {
    readonly affordable: BasketExample;
    readonly tooDear: BasketExample & { readonly organizationId: string };
    readonly service: typeof demoServiceExample & { readonly AccountId: number };
  };
};

type BasketExample = { readonly AccountId: number; readonly BasketId: string };

/**
 * Puts the demonstration's data where it is missing and gives what is needed to use it. A second
 * start finds everything and changes nothing, but for the address of its own platform.
 */
export async function seedDemo(deps: DemoDeps): Promise<Demo> {
  const { parties, access, baseUrl } = deps;
  const { tenantId } = demoTenant;
  if ((await parties.tenant(tenantId)) === null) {
    const added = await parties.addTenant(demoTenant);
    assert(added.ok, 'the tenant of the demonstration cannot be added');
  }
  // A password takes a while, and nothing else here has to wait for it.
  const [person, issued] = await Promise.all([
    seedDemoPerson(access, tenantId, deps.known?.console),
    seedRest(deps),
  ]);
  const credentials = { ...issued, console: person };
  await connectDemoPlatform(access, tenantId, {
    name: deps.connectionName,
    baseUri: platformBase(baseUrl),
    secret: credentials.platform,
  });
  return {
    credentials,
    examples: {
      affordable: basketOf(affordableCustomer),
      tooDear: {
        ...basketOf(tooDearCustomer),
        organizationId: present(tooDearCustomer.references['one/client'], 'client id'),
      },
      service: { AccountId: basketOf(serviceCustomer).AccountId, ...demoServiceExample },
    },
  };
}

async function seedRest(deps: DemoDeps): Promise<Omit<DemoCredentials, 'console'>> {
  const { access, known } = deps;
  const { tenantId } = demoTenant;
  await seedCustomers(deps);
  await seedCompanies(deps);
  await seedRuleset(deps);
  await seedDemoService(deps, tenantId);
  const platformUri = platformBase(deps.baseUrl);
  const application = known?.serviceManager;
  return {
    ...(await issueDemoCredentials(access, tenantId, known ?? {})),
    serviceManager: await demoApplication(access, tenantId, platformUri, application),
  };
}

/** A server that listens on every address is called on this machine's own. */
function platformBase(baseUrl: string): string {
  return `${baseUrl.replace(/\/\/(?:0\.0\.0\.0|\[::\])(?=:|$)/, '//127.0.0.1')}/bss`;
}

async function seedCustomers(deps: DemoDeps): Promise<void> {
  const units: CreditUnit[] = [];
  const opened: { readonly customer: DemoCustomer; readonly organizationId: OrganizationId }[] = [];
  for (const customer of [...earlierCustomers, documentCustomer]) {
    await seedPurchase(deps, customer);
    if (await isKnown(deps, customer)) continue;
    const made = deps.parties.newOrganization(demoTenant.tenantId, {
      name: customer.name,
      references: referencesOf(customer),
    });
    assert(made.ok, `no organization for ${customer.name}`);
    const { organizationId, rows } = made.value;
    if (customer === documentCustomer) {
      units.push(...history(deps, opened, documentEntryNumber - 1 - units.length));
    }
    opened.push({ customer, organizationId });
    units.push(figuresOf(deps, customer, organizationId, rows));
  }
  // Handed in together they are committed in their order, a few transactions for all.
  const outcomes = await Promise.all(units.map((unit) => deps.ledger.commit(unit)));
  assert(
    outcomes.every(({ kind }) => kind === 'done'),
    'the customers of the demonstration cannot be added',
  );
}

/** Companies that are known already stay as they are: somebody may have said more of them. */
async function seedCompanies({ companies }: DemoDeps): Promise<void> {
  const { tenantId } = demoTenant;
  const known = await Promise.all(
    demoCompanies.map(({ numbers: [first] }) =>
      companies.company(tenantId, present(first, 'number of a company')),
    ),
  );
  const missing = demoCompanies.filter((_draft, index) => known[index] === null);
  const drafts = missing.map((draft) => ({ draft, asOf: null }));
  const added = await companies.importCompanies(tenantId, drafts, 'import');
  assert(added.ok, 'the companies of the demonstration cannot be added');
}

/**
 * The ruleset of the examples in document 003, under its name: one of the ready ones. Where the
 * number is taken nobody's rules are touched.
 */
async function seedRuleset({ rulesets, rulesetReader }: DemoDeps): Promise<void> {
  const { tenantId } = demoTenant;
  if ((await rulesetReader.ruleset(tenantId, documentRulesetId)) !== null) return;
  const ready = present(
    readyRulesets.find(({ key }) => key === 'balanced'),
    'ready ruleset',
  );
  const call = { tenantId, actor: 'operator:demo' };
  const { content, cases } = ready;
  const said = { name: 'Ruleset nr. 1', content, cases };
  const created = await rulesets.create({ ...call, key: null }, said);
  assert(
    created.kind === 'done' && created.rulesetId === documentRulesetId,
    'the ruleset of the demonstration cannot be made',
  );
  const which = { rulesetId: documentRulesetId, version: 1 };
  const draft = present(await rulesetReader.version(tenantId, which.rulesetId, 1), 'draft');
  const published = await rulesets.publish(call, { ...which, hash: draft.hash });
  assert(published.ok, 'the ruleset of the demonstration cannot be published');
  const active = await rulesets.activate(call, { ...which, from: null });
  assert(active.ok, 'the ruleset of the demonstration cannot come into force');
}

/** What an ERP has reported of the others before: the last figures are those of the data. */
function history(
  deps: DemoDeps,
  opened: readonly { readonly customer: DemoCustomer; readonly organizationId: OrganizationId }[],
  count: number,
): readonly CreditUnit[] {
  if (opened.length === 0) return [];
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const { customer, organizationId } = present(opened[index % opened.length], 'customer');
    const left = BigInt(Math.floor((count - 1 - index) / opened.length));
    const used = money(customer.used.amountMinor + left * 5_00n, customer.used.currency);
    return figuresOf(deps, { ...customer, used }, organizationId, []);
  });
}

function figuresOf(
  { ids }: DemoDeps,
  { limit, used }: DemoCustomer,
  organizationId: OrganizationId,
  rows: readonly RowChange[],
): CreditUnit {
  return {
    tenantId: demoTenant.tenantId,
    key: null,
    credit: [
      {
        type: 'postErpFigures',
        origin: { context: 'INTEGRATIONS', actor: 'operator:demo' },
        policy: defaultPolicy,
        organizationId,
        lineId: ids.next('line'),
        currency: limit.currency,
        usedMinor: used.amountMinor,
        limitMinor: limit.amountMinor,
        availableMinor: limit.amountMinor - used.amountMinor,
        asOf: null,
        expected: null,
        mayOpen: true,
      },
    ],
    rows: { ifDone: rows, ifRefused: [] },
    deadlineAt: null,
  };
}

async function seedPurchase({ platform, ledger }: DemoDeps, { purchase }: DemoCustomer) {
  if (purchase === null) return;
  const { tenantId } = demoTenant;
  const { account, basket } = purchase;
  if ((await platform.account(tenantId, account.accountId)) !== null) return;
  const outcome = await ledger.commit({
    tenantId,
    key: null,
    credit: [],
    rows: { ifDone: [accountRow(tenantId, account), orderRow(tenantId, basket)], ifRefused: [] },
    deadlineAt: null,
  });
  assert(outcome.kind === 'done', 'the baskets of the demonstration cannot be added');
}

async function isKnown({ parties }: DemoDeps, customer: DemoCustomer): Promise<boolean> {
  const [reference] = referencesOf(customer);
  const { tenantId } = demoTenant;
  return reference !== undefined && (await parties.organizationOf(tenantId, reference)) !== null;
}

function referencesOf({ references }: DemoCustomer) {
  return Object.entries(references).map(([name, value]) => {
    const [source = '', kind = ''] = name.split('/');
    return { source, kind, value };
  });
}

function basketOf({ purchase }: DemoCustomer): BasketExample {
  const { basket } = present(purchase, 'basket');
  return { AccountId: Number(basket.accountId), BasketId: basket.orderId };
}
