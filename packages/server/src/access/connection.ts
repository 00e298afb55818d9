import type { Instant } from '../kernel/clock.ts';
import type { ConnectionId, TenantId } from '../kernel/ids.ts';
import type { StoredConnection } from './ports.ts';

type ConnectionKindFacts = {
  readonly doc: string;
  /** Members of the secret; all of them are needed. */
  readonly secret: readonly string[];
  /** Settings with the words that each may have; the first one is the default. */
  readonly settings: Readonly<Record<string, readonly string[]>>;
  /** Facts whose place can be told by a setting `map.<field>`: paths, joined by commas. */
  readonly mapped: readonly string[];
  /** Calls whose version of the API can be told by a setting `version.<call>`. */
  readonly versioned: readonly string[];
};

/** Undocumented names of the platform: where an installation keeps them is told by its connection. */
const platformFields = [
  ...['order.id', 'order.accountId', 'order.billToAccountId', 'order.currency'],
  ...['order.grossTotal', 'order.netTotal', 'order.statusType', 'order.statusName'],
  ...['order.lines', 'line.productId', 'line.quantity', 'line.gross'],
  ...['line.recurringGross', 'line.recurringNet', 'line.periodMonths', 'line.termMonths'],
  ...['billing.currency', 'billing.balance', 'billing.overdue', 'billing.monthlyRunRate'],
  ...['account.creditLimit', 'account.unlimited', 'account.orderingEnabled'],
];

/** Systems of others that the desk calls, and what it needs to call them. */
export const connectionKinds = {
  'interworks-platform': {
    doc: 'an installation of the interworks.cloud platform, asked for orders, accounts and billing',
    secret: ['clientKey', 'clientSecret', 'username', 'password'],
    settings: { mappingConfirmed: ['false', 'true'] },
    mapped: platformFields,
    versioned: ['order', 'account', 'billingInfo'],
  },
  kvk: {
    doc: "the KVK's API of the Dutch business register, asked for companies with your own key",
    secret: ['apiKey'],
    settings: {},
    mapped: [],
    versioned: [],
  },
  'provider-system': {
    doc: "a provider's own system, told what its services have to do, with signed calls",
    secret: ['signingSecret'],
    settings: {},
    mapped: [],
    versioned: [],
  },
} as const satisfies Readonly<Record<string, ConnectionKindFacts>>;

export type ConnectionKind = keyof typeof connectionKinds;

/** Whether a setting of a connection says where a fact is, and says it in a readable way. */
export function isMappingSetting(kind: ConnectionKind, name: string, text: string): boolean {
  const [, field = ''] = /^map\.(.+)$/.exec(name) ?? [];
  const isField = (connectionKinds[kind].mapped as readonly string[]).includes(field);
  return isField && text.length <= 500 && /^(?:[\w-]+(?:[.,][\w-]+)*)?$/.test(text);
}

/** Whether a setting of a connection says which version of its API a call is for. */
export function isVersionSetting(kind: ConnectionKind, name: string, text: string): boolean {
  const [, call = ''] = /^version\.(.+)$/.exec(name) ?? [];
  const isCall = (connectionKinds[kind].versioned as readonly string[]).includes(call);
  return isCall && /^(?:[1-9]\d?(?:\.\d{1,2})?|latest)$/.test(text);
}

export function isConnectionKind(text: string): text is ConnectionKind {
  return Object.hasOwn(connectionKinds, text);
}

/** A registered system of somebody else, as administrators see it: everything but the secret. */
export type Connection = {
  readonly tenantId: TenantId;
  readonly connectionId: ConnectionId;
  readonly kind: ConnectionKind;
  readonly name: string;
  readonly baseUri: string;
  readonly settings: { readonly [name: string]: string };
  readonly version: bigint;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
};

/** What an outgoing call needs. The secret belongs to the base address and goes nowhere else. */
export type OpenedConnection = Connection & {
  readonly secret: { readonly [member: string]: string };
};

export function fromStoredConnection(stored: StoredConnection): Connection {
  const kind = stored.kind as ConnectionKind;
  return {
    tenantId: stored.tenantId,
    connectionId: stored.connectionId,
    kind,
    name: stored.name,
    baseUri: stored.baseUri,
    settings: JSON.parse(stored.settings) as { readonly [name: string]: string },
    version: stored.version,
    createdAt: stored.createdAt,
    revokedAt: stored.revokedAt,
  };
}

/**
 * A base address in the one form that is compared: scheme, host and port in lower case, a path
 * without a slash at its end. Null for anything with a user, a query or a fragment. Whether the host
 * may be called is decided by the guard of outgoing calls, not here.
 */
export function readBaseUri(text: string): string | null {
  if (text.length > 500 || /[\s\\]/.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.username !== '' || url.password !== '' || /[?#@]/.test(text)) return null;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
