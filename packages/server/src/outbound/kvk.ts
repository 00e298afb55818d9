import { createCircuitBreaker } from '../kernel/circuit-breaker.ts';
import type { ConnectionId, TenantId } from '../kernel/ids.ts';
import type { CompanyProvider } from '../parties/index.ts';
import { readBaseUri } from './base-uri.ts';
import { createGuardedTransport, type GuardOptions } from './guarded-transport.ts';
import { keepClients } from './kept-clients.ts';
import { createKvkClient } from './kvk-client.ts';

/** A tenant's access to the KVK's API, with the tenant's own key. */
export type KvkConnection = {
  readonly connectionId: ConnectionId;
  /** Another version means that address or key may have changed. */
  readonly version: bigint;
  readonly baseUri: string;
  readonly apiKey: string;
};

export type KvkDeps = {
  readonly connectionOf: (tenantId: TenantId) => Promise<KvkConnection | null>;
  /** Milliseconds on a clock that does not run backwards. */
  readonly nowMs: () => number;
  readonly today: () => string;
  readonly guard?: GuardOptions;
};

export type KvkAdapter = CompanyProvider & { readonly close: () => Promise<void> };

/**
 * The KVK as a provider of companies: KvK numbers and branch numbers, with the tenant's own
 * connection. Nothing that the KVK does makes it throw; whoever does not answer is left alone for a
 * while, each connection by itself.
 */
export function createKvk(deps: KvkDeps): KvkAdapter {
  const clients = keepClients((connection: KvkConnection) => connect(deps, connection));

  return {
    lookUp: async (tenantId, number, timeoutMs) => {
      if (number.scheme !== 'kvk' && number.scheme !== 'kvk-branch') return { kind: 'absent' };
      const connection = await deps.connectionOf(tenantId);
      if (connection === null) return { kind: 'absent' };
      const to = clients.of(connection);
      if (to === null) return { kind: 'silent', reason: 'base_uri_invalid' };
      if (!to.breaker.mayCall()) return { kind: 'silent', reason: 'circuit_open' };
      const answer = await to.kvk.profile(number, timeoutMs);
      if (answer.kind === 'silent') to.breaker.failed();
      else to.breaker.succeeded();
      return answer;
    },
    close: clients.close,
  };
}

function connect(deps: KvkDeps, connection: KvkConnection) {
  const base = readBaseUri(connection.baseUri);
  if (!base.ok) return null;
  const { transport, close } = createGuardedTransport(base.value, deps.guard);
  const kvk = createKvkClient({
    baseUrl: base.value.text,
    apiKey: connection.apiKey,
    transport,
    today: deps.today,
  });
  return { client: { kvk, breaker: createCircuitBreaker(deps.nowMs) }, close };
}
