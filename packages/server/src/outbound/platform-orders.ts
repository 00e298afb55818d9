import {
  createPlatformClient,
  type PlatformClient,
  type PlatformField,
  type PlatformMapping,
  type ResolvedOrder,
  readGuid,
  toMinorRounded,
} from '@aval/wire';
import type { OrderAnswer, OrderFacts, PlatformOrders } from '../assessment/index.ts';
import { exponentOf, isCurrency } from '../kernel/currency.ts';
import type { ConnectionId, TenantId } from '../kernel/ids.ts';
import { amountMinorMax, type Money, money } from '../kernel/money.ts';
import { readBaseUri } from './base-uri.ts';
import { createGuardedTransport, type GuardOptions } from './guarded-transport.ts';
import { createSharedLookUps } from './shared-look-ups.ts';

/** A tenant's platform, as an operator registered and confirmed it. */
export type PlatformConnection = {
  readonly connectionId: ConnectionId;
  /** Another version means that address or credentials may have changed. */
  readonly version: bigint;
  readonly baseUri: string;
  readonly clientKey: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
  /** Null: the default candidates. */
  readonly mapping: PlatformMapping | null;
  /** Until somebody has seen what the mapping finds, no order of it is judged. */
  readonly isMappingConfirmed: boolean;
};

export type PlatformOrdersDeps = {
  readonly connectionOf: (tenantId: TenantId) => Promise<PlatformConnection | null>;
  /** Milliseconds on a clock that does not run backwards. */
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly guard?: GuardOptions;
};

export type PlatformOrdersAdapter = PlatformOrders & { readonly close: () => Promise<void> };

/**
 * Orders of a tenant's platform, over one client (and its token and connections) for each
 * registered connection. Nothing that a platform does makes it throw: what it cannot tell is
 * `unavailable` with a word for the decision, or `incomplete` with the fields that did not resolve.
 */
export function createPlatformOrders(deps: PlatformOrdersDeps): PlatformOrdersAdapter {
  const clients = new Map<ConnectionId, Connected>();
  const lookUps = createSharedLookUps<OrderAnswer>();

  const clientFor = (connection: PlatformConnection): PlatformClient | null => {
    const before = clients.get(connection.connectionId);
    if (before?.version === connection.version) return before.client;
    if (before !== undefined) drop(clients, before);
    const connected = connect(deps, connection);
    if (connected === null) return null;
    const [oldest] = clients.values();
    if (clients.size >= clientsMax && oldest !== undefined) drop(clients, oldest);
    clients.set(connection.connectionId, connected);
    return connected.client;
  };

  return {
    order: async (tenantId, orderId, deadlineMs) => {
      const startedMs = deps.nowMs();
      const connection = await deps.connectionOf(tenantId);
      if (connection === null) return unavailable('no_connection');
      if (!connection.isMappingConfirmed) return unavailable('mapping_not_confirmed');
      const client = clientFor(connection);
      if (client === null) return unavailable('base_uri_invalid');
      const endsAtMs = startedMs + deadlineMs - reserveOf(deadlineMs);
      return lookUps.join(`${connection.connectionId}/${orderId}`, endsAtMs, () =>
        lookUp(client, orderId, endsAtMs - deps.nowMs()),
      );
    },
    close: async () => {
      const open = [...clients.values()];
      clients.clear();
      await Promise.all(open.map(({ close }) => close()));
    },
  };
}

async function lookUp(
  client: PlatformClient,
  orderId: string,
  leftMs: number,
): Promise<OrderAnswer> {
  if (leftMs <= 0) return unavailable('timeout');
  const result = await client.getOrder(orderId, { deadlineMs: leftMs });
  switch (result.kind) {
    case 'unknown':
      return { kind: 'unknown' };
    case 'unavailable':
      return unavailable(result.reason);
    case 'found':
      return factsOf(orderId, result.facts);
  }
}

type Connected = {
  readonly connectionId: ConnectionId;
  readonly version: bigint;
  readonly client: PlatformClient;
  readonly close: () => Promise<void>;
};

const clientsMax = 1_000;

function connect(deps: PlatformOrdersDeps, connection: PlatformConnection): Connected | null {
  const base = readBaseUri(connection.baseUri);
  if (!base.ok) return null;
  const { transport, close } = createGuardedTransport(base.value, deps.guard);
  const { connectionId, version, clientKey, clientSecret, username, password } = connection;
  const client = createPlatformClient({
    baseUrl: base.value.text,
    credentials: { clientKey, clientSecret, username, password },
    transport,
    now: deps.nowMs,
    wait: deps.wait,
    ...(connection.mapping === null ? {} : { mapping: connection.mapping }),
  });
  return { connectionId, version, client, close };
}

function drop(clients: Map<ConnectionId, Connected>, { connectionId, close }: Connected): void {
  clients.delete(connectionId);
  void close();
}

/** What of a deadline is kept for the ledger, so that a slow platform still leaves a decision. */
function reserveOf(deadlineMs: number): number {
  return Math.min(250, deadlineMs / 5);
}

function factsOf(orderId: string, order: ResolvedOrder): OrderAnswer {
  const total = totalOf(order);
  const { accountId, statusType } = order;
  const isOther = order.id !== null && (readGuid(order.id) ?? order.id) !== orderId;
  if (accountId !== null && statusType !== null && total !== null && !isOther) {
    const facts: OrderFacts = { orderId, accountId, total, statusType };
    return { kind: 'found', order: facts };
  }
  const hasCurrency = order.currency !== null && isCurrency(order.currency);
  const missing: readonly (readonly [PlatformField, boolean])[] = [
    ['order.id', isOther],
    ['order.accountId', accountId === null],
    ['order.statusType', statusType === null],
    ['order.currency', !hasCurrency],
    ['order.grossTotal', order.grossTotal === null || (hasCurrency && total === null)],
  ];
  return { kind: 'incomplete', gaps: missing.filter(([, is]) => is).map(([field]) => field) };
}

/** More decimals than the currency has are rounded half up (our choice). */
function totalOf({ currency, grossTotal }: ResolvedOrder): Money | null {
  if (currency === null || grossTotal === null || !isCurrency(currency)) return null;
  const read = toMinorRounded(grossTotal, exponentOf(currency));
  if (!read.ok) return null;
  const { minor } = read.value;
  return minor > amountMinorMax || minor < -amountMinorMax ? null : money(minor, currency);
}

function unavailable(reason: string): OrderAnswer {
  return { kind: 'unavailable', reason };
}
