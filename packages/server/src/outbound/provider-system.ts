import { type ProviderDriver, providerMessage } from '../fulfilment/index.ts';
import { type Clock, second, toMilliseconds } from '../kernel/clock.ts';
import type { ConnectionId, TenantId } from '../kernel/ids.ts';
import { readBaseUri } from './base-uri.ts';
import { createGuardedTransport, type GuardOptions } from './guarded-transport.ts';
import { keepClients } from './kept-clients.ts';
import { readProviderAnswer, readProviderSilence } from './provider-answer.ts';
import { signMessage } from './sign-message.ts';

/** A provider's own system, as an administrator registered it. */
export type ProviderConnection = {
  readonly connectionId: ConnectionId;
  readonly version: bigint;
  readonly baseUri: string;
  readonly signingSecret: string;
};

export type ProviderSystemDeps = {
  readonly connectionOf: (tenantId: TenantId, name: string) => Promise<ProviderConnection | null>;
  readonly clock: Clock;
  readonly guard?: GuardOptions;
};

export type ProviderSystem = {
  /** The way to a connection of a tenant, as it is when a step is carried out. */
  readonly driver: (tenantId: TenantId, connection: string) => ProviderDriver;
  readonly close: () => Promise<void>;
};

/** An answer says done or why not, in a line: there is no reason to read more. */
const answerBytesMax = 64 * 1024;

/**
 * Tells providers' systems what to do: `POST {base URI}/steps` with the whole step as JSON, signed
 * with the connection's secret. Nothing that the other side does makes it throw. No redirect is
 * followed, and nothing but the registered address is called.
 */
export function createProviderSystem({
  connectionOf,
  clock,
  guard,
}: ProviderSystemDeps): ProviderSystem {
  const clients = keepClients(({ baseUri }: ProviderConnection) => {
    const base = readBaseUri(baseUri);
    if (!base.ok) return null;
    const { transport, close } = createGuardedTransport(base.value, { ...guard, answerBytesMax });
    return { client: { transport, url: `${base.value.text}/steps` }, close };
  });

  return {
    driver: (tenantId, name) => ({
      carryOut: async (step, deadlineMs) => {
        const connection = await connectionOf(tenantId, name);
        if (connection === null) return failed(`There is no connection "${name}".`);
        const client = clients.of(connection);
        if (client === null) return failed('The address of the connection is none.');
        const body = JSON.stringify(providerMessage(step));
        const headers = {
          'Content-Type': 'application/json',
          Accept: 'application/json',
          'User-Agent': 'aval',
          'Idempotency-Key': step.stepId,
          'Aval-Signature': signMessage(connection.signingSecret, clock.now() / second, body),
        };
        const { transport, url } = client;
        try {
          const answer = await transport({ method: 'POST', url, headers, body, deadlineMs });
          return readProviderAnswer(step.operation, answer, toMilliseconds(clock.now()));
        } catch (error) {
          return readProviderSilence(error);
        }
      },
    }),
    close: clients.close,
  };
}

/** Nothing was called: whoever sets it right loses nothing. */
function failed(reason: string) {
  return { kind: 'failed', reason, isFinal: false } as const;
}
