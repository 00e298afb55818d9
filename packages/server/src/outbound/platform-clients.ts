import { createPlatformClient, type PlatformClient, type PlatformMapping } from '@aval/wire';
import type { ConnectionId } from '../kernel/ids.ts';
import { readBaseUri } from './base-uri.ts';
import { createGuardedTransport, type GuardOptions } from './guarded-transport.ts';

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
  readonly mapping: PlatformMapping;
  /** Until somebody has seen what the mapping finds, no order of it is judged. */
  readonly isMappingConfirmed: boolean;
};

export type PlatformClientDeps = {
  /** Milliseconds on a clock that does not run backwards. */
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly guard?: GuardOptions;
};

export type PlatformClients = {
  /** The client of a connection; null where its address is none. */
  readonly of: (connection: PlatformConnection) => PlatformClient | null;
  readonly close: () => Promise<void>;
};

const clientsMax = 1_000;

/** One client, with its token and its kept-alive connections, for each registered connection. */
export function createPlatformClients(deps: PlatformClientDeps): PlatformClients {
  const clients = new Map<ConnectionId, Connected>();

  const drop = ({ connectionId, close }: Connected) => {
    clients.delete(connectionId);
    void close();
  };

  return {
    of: (connection) => {
      const before = clients.get(connection.connectionId);
      if (before?.version === connection.version) return before.client;
      if (before !== undefined) drop(before);
      const connected = connect(deps, connection);
      if (connected === null) return null;
      const [oldest] = clients.values();
      if (clients.size >= clientsMax && oldest !== undefined) drop(oldest);
      clients.set(connection.connectionId, connected);
      return connected.client;
    },
    close: async () => {
      const open = [...clients.values()];
      clients.clear();
      await Promise.all(open.map(({ close }) => close()));
    },
  };
}

type Connected = {
  readonly connectionId: ConnectionId;
  readonly version: bigint;
  readonly client: PlatformClient;
  readonly close: () => Promise<void>;
};

function connect(deps: PlatformClientDeps, connection: PlatformConnection): Connected | null {
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
    mapping: connection.mapping,
  });
  return { connectionId, version, client, close };
}
