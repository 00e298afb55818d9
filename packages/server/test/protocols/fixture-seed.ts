import { readFileSync } from 'node:fs';
import {
  accountRow,
  type OrderStatus,
  orderRow,
  type PlatformAccount,
  type PlatformOrder,
} from '../../src/commerce/index.ts';
import { platformConnectionName } from '../../src/compose.ts';
import { type CreditCommand, defaultPolicy, type LineTerms } from '../../src/credit/index.ts';
import { assert, present } from '../../src/kernel/assert.ts';
import { parseInstant } from '../../src/kernel/clock.ts';
import type { ChangeContext } from '../../src/kernel/context.ts';
import { currency } from '../../src/kernel/currency.ts';
import type { HoldId, OrganizationId, TenantId } from '../../src/kernel/ids.ts';
import { type Money, parseAmount } from '../../src/kernel/money.ts';
import type { Result } from '../../src/kernel/result.ts';
import { rowsOnly } from '../../src/kernel/unit-of-work.ts';
import type { OpenDesk } from './open-desk.ts';

/** Whatever time the desk has. */
export type SeedDesk = Omit<OpenDesk, 'clock'>;

export const fixture = JSON.parse(
  readFileSync(new URL('../../../wire/exchanges/fixture.json', import.meta.url), 'utf8'),
) as Fixture;

export const demo = 'demo' as TenantId;

/** Brings a new desk into the state that every exchange starts from. */
export async function seedFixture(desk: SeedDesk): Promise<void> {
  for (const { key, currency: code, language } of fixture.tenants) {
    ok(
      await desk.parties.addTenant({
        tenantId: key,
        name: `Tenant ${key}`,
        currency: code,
        language,
        settings: {},
      }),
    );
  }
  await seedCredentials(desk);
  const organizations = await seedOrganizations(desk);
  await seedLedger(desk, organizations);
  await seedPlatform(desk);
}

/** Lets the tenant's platform be the desk's own `/bss`, wherever it listens now, or another one. */
export async function connectPlatform(
  desk: SeedDesk,
  baseUri: string = `${desk.url}/bss`,
): Promise<void> {
  const { items } = await desk.access.connections(demo, { after: null, limit: 100 });
  for (const { connectionId } of items) {
    ok(await desk.access.revokeConnection(demo, connectionId));
  }
  for (const { clientKey, clientSecret, username, password } of fixture.credentials.platformApi) {
    ok(
      await desk.access.addConnection(demo, {
        kind: 'interworks-platform',
        name: platformConnectionName,
        baseUri,
        secret: { clientKey, clientSecret, username, password },
        settings: { mappingConfirmed: 'true' },
      }),
    );
  }
}

async function seedCredentials(desk: SeedDesk): Promise<void> {
  await connectPlatform(desk);
  const common = { expiresAt: null, installation: null, createdBy: 'operator:test' };
  const { one, hook, platformApi } = fixture.credentials;
  for (const { tenant, apiKey, scopes } of one) {
    const input = { ...common, name: 'ERP', scopes };
    const given = { kind: 'one', apiKey } as const;
    ok(await desk.access.addGivenCredential(tenant as TenantId, input, given));
  }
  for (const { tenant, basic, bearer, pathKey, pathKeyEnabled } of hook) {
    const input = { ...common, name: 'Storefront', scopes: ['ask'] };
    const secrets = [
      { kind: 'hook', ...basic },
      { kind: 'hook-bearer', token: bearer },
      { kind: 'hook-path', key: pathKey },
    ] as const;
    for (const given of secrets) {
      ok(await desk.access.addGivenCredential(tenant as TenantId, input, given));
    }
    const settings = { 'hook.pathKey': String(pathKeyEnabled) };
    const change = { settings, expectedVersion: null };
    ok(await desk.parties.changeTenant(tenant as TenantId, change));
  }
  for (const { clientKey, clientSecret, username, password, validToken } of platformApi) {
    const input = { ...common, name: 'Desk', scopes: ['read'] };
    const client = { kind: 'platform', clientKey, clientSecret, username, password } as const;
    ok(await desk.access.addGivenCredential(demo, input, client));
    const token = { kind: 'platform', accessToken: validToken } as const;
    ok(await desk.access.addGivenCredential(demo, { ...input, name: 'Token' }, token));
  }
}

type Organizations = ReadonlyMap<string, OrganizationId>;

async function seedOrganizations(desk: SeedDesk): Promise<Organizations> {
  const made = new Map<string, OrganizationId>();
  for (const { reference, name, interworksAccountId, oneClientId } of fixture.organizations) {
    const references = [
      { source: 'interworks', kind: 'account', value: interworksAccountId },
      { source: 'one', kind: 'client', value: oneClientId },
      { source: 'erp', kind: 'number', value: reference },
    ];
    const organization = ok(await desk.parties.createOrganization(demo, { name, references }));
    made.set(reference, organization.organizationId);
  }
  return made;
}

/**
 * Entries 1 to 59 by ordinary commands, so that the books prove themselves. Rows 55 to 59 are those
 * of the fixture; of the generated ones before them the first and most are, and a few open the other
 * lines, which no recorded answer shows.
 */
async function seedLedger(desk: SeedDesk, organizations: Organizations): Promise<void> {
  // Units that are handed in together are committed in their order, a few transactions for all.
  const run = async (...commands: readonly CreditCommand[]) => {
    const outcomes = await Promise.all(
      commands.map((command) =>
        desk.storage.commit({
          tenantId: demo,
          key: null,
          credit: [command],
          rows: { ifDone: [], ifRefused: [] },
          deadlineAt: null,
        }),
      ),
    );
    assert(
      outcomes.every(({ kind }) => kind === 'done'),
      'the fixture is refused',
    );
  };
  const of = (reference: string, context: ChangeContext) => ({
    organizationId: present(organizations.get(reference), reference),
    origin: { context, actor: 'job:fixture' },
    policy: defaultPolicy,
  });
  const limited = (reference: string, context: ChangeContext, limit: string): CreditCommand => ({
    ...of(reference, context),
    type: 'setLine',
    lineId: desk.ports.ids.next('line'),
    currency: currency('EUR'),
    terms: { limitMinor: eur(limit).amountMinor } satisfies Partial<LineTerms>,
    expected: null,
    approved: true,
    reason: null,
  });
  const reported = (reference: string, context: ChangeContext): CreditCommand => {
    const { line } = present(
      fixture.organizations.find((each) => each.reference === reference),
      reference,
    );
    const [limit, used] = [eur(line.limit ?? '0.00'), eur(line.erpUsed ?? '0.00')];
    return {
      ...of(reference, context),
      type: 'postErpFigures',
      lineId: desk.ports.ids.next('line'),
      currency: limit.currency,
      usedMinor: used.amountMinor,
      limitMinor: limit.amountMinor,
      availableMinor: limit.amountMinor - used.amountMinor,
      asOf: parseInstant(line.erpAsOf ?? ''),
      expected: null,
      mayOpen: false,
    };
  };
  const holdId: HoldId = desk.ports.ids.next('hold');

  await run(
    limited('ORG-2', 'INTERNAL', '500.00'),
    limited('ORG-1', 'BACKOFFICE', '9000.00'),
    limited('ORG-3', 'BACKOFFICE', '5000.00'),
    limited('ORG-4', 'INTEGRATIONS', '100.00'),
    limited('ORG-5', 'BACKOFFICE', '10000.00'),
    { ...of('ORG-3', 'BACKOFFICE'), type: 'stopLine', reason: 'as the fixture says' },
    {
      ...of('ORG-1', 'APPLICATION'),
      type: 'placeHold',
      holdId,
      kind: 'native',
      amount: eur('1.00'),
      rate: null,
      source: null,
      ifLive: 'refuse',
      due: { afterUs: 3_600_000_000n },
    },
  );
  for (const reference of ['ORG-2', 'ORG-3', 'ORG-5']) {
    await run(reported(reference, 'INTERNAL'));
  }
  const generated = fixture.oneFeed.generated.to - 10;
  await run(
    ...Array.from({ length: generated }, (_, index) =>
      limited('ORG-2', 'INTERNAL', index % 2 === 0 ? '499.00' : '498.00'),
    ),
  );
  await run(
    limited('ORG-1', 'BACKOFFICE', '10000.00'),
    {
      type: 'releaseHold',
      holdId,
      origin: { context: 'APPLICATION', actor: 'job:fixture' },
      policy: defaultPolicy,
      reason: null,
    },
    limited('ORG-2', 'INTERNAL', '500.00'),
    { ...of('ORG-4', 'INTEGRATIONS'), type: 'closeLine', expected: null, reason: null },
  );
  await run(reported('ORG-1', 'INTEGRATIONS'));
}

async function seedPlatform({ storage }: SeedDesk): Promise<void> {
  const rows = [
    ...fixture.platformAccounts.map((account) => accountRow(demo, accountOf(account))),
    ...fixture.platformOrders.map((order) => orderRow(demo, orderOf(order))),
    ...fixture.platformFaults.map(({ id: orderId }) =>
      orderRow(demo, { orderId, accountId: 151n, isFailing: true }),
    ),
  ];
  const outcome = await storage.commit(rowsOnly(demo, rows));
  assert(outcome.kind === 'done', 'the platform of the fixture is refused');
}

function accountOf(account: FixtureAccount): PlatformAccount {
  const { billing, totals } = account;
  const part = (name: 'debitInvoices' | 'creditInvoices' | 'payments' | 'refunds') => ({
    total: eur(totals?.[name] ?? '0.00'),
    count: totals?.[`${name}Count`] ?? 0,
  });
  return {
    accountId: BigInt(account.id),
    name: account.name,
    code: account.code,
    tradingName: account.tradingName ?? null,
    registrationNumber: account.registrationNumber ?? null,
    email: account.email ?? null,
    mayOrder: account.enableOrdering,
    creditLimit: eur(account.creditLimit),
    billing: {
      balance: eur(billing.balance),
      monthlyRunRate: eur(billing.monthlyRunRate),
      overdue: eur(billing.overdueInvoicesAmount),
    },
    totals: {
      debitInvoices: part('debitInvoices'),
      creditInvoices: part('creditInvoices'),
      payments: part('payments'),
      refunds: part('refunds'),
    },
  };
}

/** An order of the fixture: one item with the quantity and the total of the order. */
export function orderOf(order: FixtureOrder): PlatformOrder {
  const total = present(parseAmount(order.grossTotal, currency(order.currency)), order.grossTotal);
  return {
    orderId: order.id,
    accountId: BigInt(order.accountId),
    code: order.code,
    billToAccountId: BigInt(order.accountId),
    total,
    status: { name: order.statusName, type: order.statusType },
    items: [{ productId: 'VX-STD', name: 'Standard', quantity: order.quantity, total }],
  };
}

function eur(text: string): Money {
  return present(parseAmount(text, currency('EUR')), text);
}

export function ok<Value>(result: Result<Value, { readonly code: string }>): Value {
  assert(result.ok, `refused: ${result.ok ? '' : result.refusal.code}`);
  return result.value;
}

type Texts<Names extends string> = { readonly [name in Names]: string };

export type FixtureOrder = Texts<'id' | 'code' | 'grossTotal' | 'currency' | 'statusName'> & {
  readonly accountId: number;
  readonly statusType: OrderStatus['type'];
  readonly quantity: number;
};

type FixtureAccount = Texts<'code' | 'name' | 'creditLimit'> &
  Partial<Texts<'tradingName' | 'registrationNumber' | 'email'>> & {
    readonly id: number;
    readonly enableOrdering: boolean;
    readonly billing: Texts<'balance' | 'monthlyRunRate' | 'overdueInvoicesAmount'>;
    readonly totals?: Texts<'debitInvoices' | 'creditInvoices' | 'payments' | 'refunds'> & {
      readonly [name in `${'debitInvoices' | 'creditInvoices' | 'payments' | 'refunds'}Count`]: number;
    };
  };

type FixtureCompany =
  | (Texts<'regNumber' | 'name' | 'address' | 'zipcode' | 'city' | 'country'> &
      Partial<Texts<'branchNumber' | 'legalForm'>> & {
        readonly active?: boolean;
        readonly sbi?: readonly (Texts<'code' | 'text'> & {
          readonly is_main_activity: boolean;
        })[];
      })
  | { readonly regNumber: string; readonly error: true };

type Fixture = {
  readonly bases: { readonly [file: string]: string };
  readonly placeholders: { readonly [placeholder: string]: string };
  readonly tenants: readonly Texts<'key' | 'currency' | 'language'>[];
  readonly credentials: {
    readonly one: readonly (Texts<'tenant' | 'apiKey'> & { readonly scopes: readonly string[] })[];
    readonly dmm: readonly (Texts<'tenant' | 'username' | 'password'> & {
      readonly access: boolean;
    })[];
    readonly hook: readonly (Texts<'tenant' | 'installation' | 'bearer' | 'pathKey'> & {
      readonly pathKeyEnabled: boolean;
      readonly basic: Texts<'username' | 'password'>;
    })[];
    readonly platformApi: readonly Texts<
      'installation' | 'clientKey' | 'clientSecret' | 'username' | 'password' | 'validToken'
    >[];
  };
  readonly organizations: readonly (Texts<
    'reference' | 'name' | 'interworksAccountId' | 'oneClientId'
  > & { readonly line: Partial<Texts<'limit' | 'erpUsed' | 'erpAsOf'>> })[];
  readonly platformAccounts: readonly FixtureAccount[];
  readonly platformOrders: readonly FixtureOrder[];
  readonly platformFaults: readonly Texts<'id'>[];
  readonly dmm: {
    readonly rulesets: readonly {
      readonly name: string;
      readonly texts: { readonly [code: string]: Texts<'EN' | 'NL' | 'DE'> };
    }[];
    readonly companies: readonly FixtureCompany[];
  };
  readonly oneFeed: { readonly generated: { readonly to: number } };
};
