import {
  type BusinessRuleContent,
  type Catalogue,
  type ExternalId,
  type FulfilmentOperation,
  objectRows,
  type StoredService,
  type Subscription,
} from '../../src/fulfilment/index.ts';
import { assert, present } from '../../src/kernel/assert.ts';
import { parseInstant } from '../../src/kernel/clock.ts';
import { rowsOnly } from '../../src/kernel/unit-of-work.ts';
import { createFulfilmentReader } from '../../src/storage/index.ts';
import { demo, fixture as everything, ok, type SeedDesk } from './fixture-seed.ts';

/** The part of the fixture that is about the service manager. */
type ServiceFixture = {
  readonly credentials: {
    readonly serviceManager: readonly {
      readonly tenant: string;
      readonly applicationId: string;
      readonly applicationKey: string;
      readonly registeredBaseUris: readonly string[];
    }[];
  };
  readonly serviceManagerSettings: {
    readonly linkedToCreditLines: boolean;
    readonly credit: StoredService['settings']['credit'];
    readonly preCheckHold: StoredService['settings']['preCheckHold'];
    readonly addonResult: StoredService['settings']['addonResult'];
  };
  readonly serviceDefinition: Pick<
    Catalogue,
    'description' | 'allowMultipleSubscriptions' | 'quantityLimit' | 'scope' | 'derivative'
  > & {
    readonly id: string;
    readonly name: string;
    readonly quantityLimitLocked: boolean;
    readonly attributes: readonly (Omit<
      Catalogue['attributes'][number],
      'values' | 'counts' | 'isLinkedToQuantity'
    > & {
      readonly linkedToQuantity: boolean;
      readonly values: readonly {
        readonly id: string;
        readonly name: string;
        readonly isDefault?: boolean;
      }[];
    })[];
  };
  readonly catalogue: readonly {
    readonly productId: string;
    readonly name: string;
    readonly gross: string;
    readonly cost: string;
    readonly currency: string;
    readonly minQuantity?: number;
    readonly maxQuantity?: number;
    readonly requires?: string | null;
    readonly onePerCustomer?: boolean;
    readonly plan?: string;
    readonly upgradeTo?: readonly string[];
    readonly fits?: readonly string[];
  }[];
  readonly businessRules: readonly {
    readonly code: number;
    readonly watchList?: readonly string[];
    readonly text?: { readonly en: string };
  }[];
  readonly subscriptions: readonly {
    readonly id: string;
    readonly platformId: string;
    readonly account: string;
    readonly productId: string;
    readonly quantity: number;
    readonly status: Subscription['state'];
    readonly orderedAt: string;
    readonly cancelWindowDays: number;
    readonly addons: readonly {
      readonly id: string;
      readonly productId: string;
      readonly quantity: number;
      readonly status: 'active' | 'cancelled';
    }[];
  }[];
};

const fixture = everything as unknown as ServiceFixture;

const installation = 'default';

/** What the fixture says of the service manager: its application, catalogue, rules and objects. */
export async function seedServiceManager(desk: SeedDesk): Promise<void> {
  for (const application of fixture.credentials.serviceManager) {
    const { tenant, applicationId, applicationKey, registeredBaseUris } = application;
    const common = { name: 'Platform', expiresAt: null, installation: null };
    const input = { ...common, scopes: [], createdBy: 'operator:test' };
    const given = { kind: 'service-manager', applicationId, applicationKey } as const;
    const added = { ...input, baseUris: registeredBaseUris };
    ok(await desk.access.addGivenCredential(tenant as typeof demo, added, given));
  }
  const service = ok(
    await desk.services.declare(demo, {
      serviceType: fixture.serviceDefinition.id,
      name: fixture.serviceDefinition.name,
      catalogue: catalogueOfFixture(),
      driver: 'record',
      driverSettings: {},
      settings: {
        isLinkedToCredit: fixture.serviceManagerSettings.linkedToCreditLines,
        credit: fixture.serviceManagerSettings.credit,
        preCheckHold: fixture.serviceManagerSettings.preCheckHold,
        addonResult: fixture.serviceManagerSettings.addonResult,
      },
    }),
  );
  const rows = fixture.subscriptions.flatMap((row) =>
    objectRows({ ...service, installation }, null, subscriptionOf(row, service)),
  );
  const outcome = await desk.storage.commit(rowsOnly(demo, rows));
  if (outcome.kind !== 'done') throw new Error('the subscriptions of the fixture are refused');
  for (const operation of ['create', 'update', 'cancel'] as const) {
    await putRulesInForce(desk, `subscription.${operation}`);
  }
}

/** The service of the fixture, as it is now. */
export async function fixtureService(desk: SeedDesk): Promise<StoredService> {
  const { id } = fixture.serviceDefinition;
  return present(await createFulfilmentReader(desk.storage.db).service(demo, id), id);
}

export async function changeSettings(
  desk: SeedDesk,
  settings: Partial<StoredService['settings']>,
): Promise<void> {
  const { serviceId } = await fixtureService(desk);
  ok(await desk.services.change(demo, serviceId, { settings }, null));
}

/** The ready rules of an operation, and what else the fixture has of rules for a Create. */
export async function putRulesInForce(
  desk: SeedDesk,
  operation: FulfilmentOperation,
  more: { readonly needsOverdue?: boolean } = {},
): Promise<void> {
  const rules = desk.businessRules;
  const { serviceId } = await fixtureService(desk);
  const call = { tenantId: demo, serviceId, operation, actor: 'user:user_test' };
  const ready = ok(await rules.draft(call, 'ready', null));
  const isCreate = operation === 'subscription.create';
  const content = isCreate ? withWatchList(ready.content, more) : ready.content;
  const known = isCreate ? { accountId: '1', overdueAmount: '0' } : {};
  const cases = ready.cases.map((one) => ({ ...one, facts: { ...one.facts, ...known } }));
  const draft = ok(await rules.draft(call, { content, cases }, null));
  ok(await rules.publish(call, { version: draft.version, hash: draft.hash }));
  ok(await rules.activate(call, draft.version));
}

/**
 * The fixture's own rule, for the back office: customers on a list. `needsOverdue` adds one that
 * asks for a fact of the platform.
 */
function withWatchList(
  content: BusinessRuleContent,
  { needsOverdue = false }: { readonly needsOverdue?: boolean },
): BusinessRuleContent {
  const rule = present(
    fixture.businessRules.find(({ watchList }) => watchList !== undefined),
    'rule with a list',
  );
  const { model } = content;
  const decision = present(model.decisions[0], 'table');
  const table = decision.expression;
  assert(table?.type === 'table', 'no table');
  const added = [
    { name: 'accountId', typeRef: 'string' },
    ...(needsOverdue ? [{ name: 'overdueAmount', typeRef: 'number' }] : []),
  ];
  const watched = (rule.watchList ?? []).map((account) => JSON.stringify(account)).join(', ');
  const rules = table.rules.map((row) => ({
    ...row,
    tests: [...row.tests, ...added.map(() => '-')],
  }));
  const own = {
    tests: [...table.inputs.map(() => '-'), watched, ...added.slice(1).map(() => '-')],
    outputs: [String(rule.code), '"watch_list"'],
    annotation: null,
  };
  const overdue = {
    tests: [...table.inputs.map(() => '-'), '-', '> 1000000'],
    outputs: ['-10011', '"watch_list"'],
    annotation: null,
  };
  return {
    ...content,
    messages: {
      ...content.messages,
      watch_list: { audience: 'back_office', texts: rule.text ?? {} },
    },
    model: {
      ...model,
      inputs: [...model.inputs, ...added.map((one) => ({ ...one, id: `input-${one.name}` }))],
      decisions: [
        {
          ...decision,
          requires: [
            ...decision.requires,
            ...added.map(({ name }) => ({ kind: 'input' as const, ref: `input-${name}` })),
          ],
          expression: {
            ...table,
            inputs: [
              ...table.inputs,
              ...added.map(({ name, typeRef }) => ({
                label: name,
                text: name,
                typeRef,
                values: null,
              })),
            ],
            rules: [...rules, own, ...(needsOverdue ? [overdue] : [])],
          },
        },
      ],
    },
  };
}

function catalogueOfFixture(): Catalogue {
  const { serviceDefinition, catalogue } = fixture;
  const listing = (row: (typeof catalogue)[number]) => ({
    price: { gross: row.gross, cost: row.cost, currency: row.currency },
    chosen: row.plan === undefined ? {} : { plan: row.plan },
  });
  return {
    description: serviceDefinition.description,
    allowMultipleSubscriptions: serviceDefinition.allowMultipleSubscriptions,
    quantityLimit: serviceDefinition.quantityLimit,
    isQuantityLimitLocked: serviceDefinition.quantityLimitLocked,
    scope: serviceDefinition.scope,
    derivative: serviceDefinition.derivative,
    attributes: serviceDefinition.attributes.map((attribute) => ({
      id: attribute.id,
      name: attribute.name,
      description: attribute.description,
      counts: 'other',
      kind: attribute.kind,
      isRequired: attribute.isRequired,
      isLinkedToQuantity: attribute.linkedToQuantity,
      values: attribute.values.map(({ id, name, isDefault = false }) => ({ id, name, isDefault })),
    })),
    products: catalogue
      .filter(({ fits }) => fits === undefined)
      .map((row) => ({
        productId: row.productId,
        platformId: null,
        name: row.name,
        minQuantity: row.minQuantity ?? null,
        maxQuantity: row.maxQuantity ?? null,
        requires: row.requires ?? null,
        onePerCustomer: row.onePerCustomer ?? false,
        upgradeTo: row.upgradeTo ?? [],
        cancelWindowDays: null,
        ...listing(row),
      })),
    addons: catalogue.flatMap((row) =>
      row.fits === undefined
        ? []
        : [
            {
              productId: row.productId,
              platformId: null,
              name: row.name,
              fits: row.fits,
              ...listing(row),
            },
          ],
    ),
  };
}

function subscriptionOf(
  row: (typeof fixture.subscriptions)[number],
  { serviceType }: StoredService,
): Subscription {
  return {
    externalId: row.id as ExternalId,
    platformId: row.platformId,
    accountId: row.account,
    serviceType,
    productId: row.productId,
    state: row.status,
    isTrial: false,
    quantity: row.quantity,
    attributes: {},
    addons: row.addons.map((addon) => ({
      externalId: addon.id as ExternalId,
      productId: addon.productId,
      state: addon.status,
      quantity: addon.quantity,
      attributes: {},
    })),
    orderedAt: present(parseInstant(row.orderedAt), row.orderedAt),
    renewedAt: null,
    cancelWindowDays: row.cancelWindowDays,
    createdAs: `created-${row.id}`,
  };
}
