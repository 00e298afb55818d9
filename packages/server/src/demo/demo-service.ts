import type { AccessService } from '../access/index.ts';
import type {
  BusinessRuleService,
  Catalogue,
  FulfilmentReader,
  ServiceRegister,
} from '../fulfilment/index.ts';
import { assert } from '../kernel/assert.ts';
import type { ServiceId, TenantId } from '../kernel/ids.ts';

/** What a platform presents to the service manager of the demonstration. */
export type DemoApplication = { readonly applicationId: string; readonly applicationKey: string };

export type DemoServiceDeps = {
  readonly services: ServiceRegister;
  readonly serviceReader: Pick<FulfilmentReader, 'service'>;
  readonly businessRules: Pick<BusinessRuleService, 'draft' | 'publish' | 'activate'>;
};

/** What a first call may name, as the wire spells it. */
export const demoServiceExample = {
  ServiceType: 'cloud-backup',
  ProductID: 'BACKUP-STD',
  AddonProductID: 'BACKUP-ARCHIVE',
} as const;

/** A service with two plans and an add-on, linked to credit lines or not, with the ready rules in force. */
export async function seedDemoService(
  deps: DemoServiceDeps,
  tenantId: TenantId,
  settings: { readonly isLinkedToCredit: boolean } = { isLinkedToCredit: true },
): Promise<void> {
  const { ServiceType: serviceType } = demoServiceExample;
  if ((await deps.serviceReader.service(tenantId, serviceType)) !== null) return;
  const declared = await deps.services.declare(tenantId, {
    serviceType,
    name: 'Cloud Backup',
    catalogue: demoCatalogue,
    driver: 'record',
    driverSettings: {},
    settings,
  });
  assert(declared.ok, 'the service of the demonstration cannot be declared');
  const { serviceId } = declared.value;
  for (const step of ['create', 'update', 'cancel'] as const) {
    await putReadyRulesInForce(deps, { tenantId, serviceId }, `subscription.${step}`);
  }
}

/** The application that is known already where it is still good, else a new one. */
export async function demoApplication(
  access: Pick<AccessService, 'application' | 'addCredential'>,
  tenantId: TenantId,
  platformUri: string,
  known: DemoApplication | undefined,
): Promise<DemoApplication> {
  if (known !== undefined) {
    const answer = await access.application(known.applicationId, [known.applicationKey]);
    // Its own address is the one of the first start: a call that names another is told so.
    if (answer.ok) return known;
  }
  const issued = await access.addCredential(tenantId, {
    kind: 'service-manager',
    name: 'Demonstration',
    scopes: [],
    expiresAt: null,
    installation: null,
    baseUris: [platformUri],
    createdBy: 'operator:demo',
  });
  assert(issued.ok, 'no application for the demonstration');
  const { secret } = issued.value;
  assert(secret.kind === 'service-manager', 'another kind of secret');
  return { applicationId: secret.applicationId, applicationKey: secret.applicationKey };
}

async function putReadyRulesInForce(
  { businessRules }: DemoServiceDeps,
  of: { readonly tenantId: TenantId; readonly serviceId: ServiceId },
  operation: 'subscription.create' | 'subscription.update' | 'subscription.cancel',
): Promise<void> {
  const call = { ...of, operation, actor: 'operator:demo' };
  const draft = await businessRules.draft(call, 'ready', null);
  assert(draft.ok, 'the rules of the demonstration cannot be drafted');
  const { version, hash } = draft.value;
  const published = await businessRules.publish(call, { version, hash });
  assert(published.ok, 'the rules of the demonstration cannot be published');
  const active = await businessRules.activate(call, version);
  assert(active.ok, 'the rules of the demonstration cannot come into force');
}

const euros = (gross: string, cost: string) => ({ gross, cost, currency: 'EUR' });

const demoCatalogue: Catalogue = {
  description: 'Backup in the cloud, by the seat',
  allowMultipleSubscriptions: false,
  quantityLimit: 0,
  isQuantityLimitLocked: false,
  scope: 'Customer',
  derivative: 'SUBSCRIPTION',
  attributes: [
    {
      id: 'storageGb',
      name: 'Storage in GB',
      description: '',
      counts: 'amount',
      kind: 'Numeric',
      isRequired: false,
      isLinkedToQuantity: true,
      values: [],
    },
    {
      id: 'archive',
      name: 'Archive',
      description: '',
      counts: 'feature',
      kind: 'Boolean',
      isRequired: false,
      isLinkedToQuantity: false,
      values: [],
    },
  ],
  products: [
    {
      productId: 'BACKUP-STD',
      platformId: null,
      name: 'Cloud Backup Standard',
      minQuantity: 3,
      maxQuantity: 500,
      requires: null,
      onePerCustomer: true,
      upgradeTo: ['BACKUP-PRO'],
      cancelWindowDays: 14,
      price: euros('4.00', '2.50'),
      chosen: { storageGb: '50' },
    },
    {
      productId: 'BACKUP-PRO',
      platformId: null,
      name: 'Cloud Backup Pro',
      minQuantity: 3,
      maxQuantity: 500,
      requires: null,
      onePerCustomer: true,
      upgradeTo: [],
      cancelWindowDays: 14,
      price: euros('9.00', '6.00'),
      chosen: { storageGb: '200' },
    },
  ],
  addons: [
    {
      productId: 'BACKUP-ARCHIVE',
      platformId: null,
      name: 'Long-term archive',
      fits: ['BACKUP-STD', 'BACKUP-PRO'],
      price: euros('1.50', '1.00'),
      chosen: { archive: '1' },
    },
  ],
};
