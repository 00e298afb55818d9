/** Where our server answers; the platform stores a full address for each operation. Our choice. */
export const serviceManagerBase = '/service-manager';

/** What a call brings and gets; `unknown` where no public document shows the shape. */
export type ServiceManagerBody =
  | 'none'
  | 'service'
  | 'account'
  | 'fields'
  | 'registration'
  | 'unknown';
export type ServiceManagerReply =
  | 'service_result'
  | 'account_result'
  | 'result'
  | 'custom_fields'
  | 'setting_fields'
  | 'errors'
  | 'product_types'
  | 'texts'
  | 'discovery'
  | 'registration'
  | 'unknown';

export type ServiceManagerOperationInfo = {
  readonly verb: 'GET' | 'POST';
  /** Below the base, in the spelling that we send. */
  readonly path: string;
  readonly body: ServiceManagerBody;
  readonly reply: ServiceManagerReply;
  /** One of the thirteen endpoints of document 001. */
  readonly hasPreCheck: boolean;
  /** Whether application id and key are asked for. */
  readonly needsCredentials: boolean;
  /** Whether we answer it; any other operation gets Code -1 with status 200. */
  readonly isServed: boolean;
};

/** The operations that carry a service definition: all thirteen have a pre-check. Document 001. */
export const serviceOperations = [
  'Subscriptions/Create',
  'Subscriptions/Update',
  'Subscriptions/Activate',
  'Subscriptions/Suspend',
  'Subscriptions/Cancel',
  'Subscriptions/UpgradeDowngrade',
  'Subscriptions/UpgradeToPaid',
  'Addons/Create',
  'Addons/Update',
  'Addons/Cancel',
  'Assets/Create',
  'Assets/Update',
  'Assets/Cancel',
] as const;
export type ServiceOperation = (typeof serviceOperations)[number];

const usual = { hasPreCheck: false, needsCredentials: true, isServed: true } as const;

const setUpOperations = {
  'Accounts/SyncOptions': get('custom_fields'),
  'Accounts/Exists': post('account', 'result'),
  'Accounts/Synchronize': post('account', 'account_result'),
  'Accounts/Delete': post('account', 'result'),
  'Fields/Get': get('setting_fields'),
  'Fields/Validate': post('fields', 'errors'),
  'Fields/ServiceDefinition': get('product_types'),
  'Fields/AdditionalInfo': get('texts'),
  Discover: { ...get('discovery'), needsCredentials: false },
  'Registration/Check': {
    ...get('registration'),
    path: '/api/Registration',
    needsCredentials: false,
  },
  'Registration/Add': {
    ...post('registration', 'registration'),
    path: '/api/Registration',
    needsCredentials: false,
  },
} as const;

/** Observed in the vendor's code or named by its pages, and not answered by us. */
const otherOperations = [
  ...['Accounts/IsReseller', 'Accounts/Customer', 'Ppu/Usages', 'Ppu/BillingItems'],
  ...['Users/Get/Customers', 'Users/Get/Customer', 'Users/Get/List', 'Users/Get', 'Users/Add'],
  ...['Users/Update', 'Users/Delete', 'Users/Disable', 'Users/Activate', 'Users/Provision'],
  ...['Users/DeProvision', 'Users/Password/Reset', 'Users/Service/Get/List'],
  ...['Users/Service/Add', 'Users/Service/Delete'],
] as const;

export type SetUpOperation = keyof typeof setUpOperations;
export type OtherOperation = (typeof otherOperations)[number];
export type ServiceManagerOperation = ServiceOperation | SetUpOperation | OtherOperation;

/** Every operation of the wire. Names are ours: the group, a slash, the action. */
export const serviceManagerOperations: Readonly<
  Record<ServiceManagerOperation, ServiceManagerOperationInfo>
> = Object.fromEntries([
  ...serviceOperations.map((name) => [
    name,
    { ...at(name, post('service', 'service_result')), hasPreCheck: true },
  ]),
  ...Object.entries(setUpOperations).map(([name, info]) => [name, at(name, info)]),
  ...otherOperations.map((name) => [
    name,
    { ...at(name, post('unknown', 'unknown')), isServed: false },
  ]),
]) as Record<ServiceManagerOperation, ServiceManagerOperationInfo>;

/** What an operation works on, and what it does: `Addon Create`, as the documents write it. */
export function labelOf(operation: ServiceOperation): string {
  const [group = '', action = ''] = operation.split('/');
  return `${group.slice(0, -1)} ${action === 'UpgradeDowngrade' ? 'Upgrade/Downgrade' : action}`;
}

function get(reply: ServiceManagerReply): Omit<ServiceManagerOperationInfo, 'path'> {
  return { ...usual, verb: 'GET', body: 'none', reply };
}

function post(
  body: ServiceManagerBody,
  reply: ServiceManagerReply,
): Omit<ServiceManagerOperationInfo, 'path'> {
  return { ...usual, verb: 'POST', body, reply };
}

function at(
  name: string,
  info: Omit<ServiceManagerOperationInfo, 'path'> & { readonly path?: string },
): ServiceManagerOperationInfo {
  return { path: `/api/${name}`, ...info };
}
