import {
  createPlatformClient,
  type PlatformClient,
  type PlatformMapping,
  type PlatformVersions,
} from '@aval/wire';
import type { ConnectionId } from '../kernel/ids.ts';
import { readBaseUri } from './base-uri.ts';
import { createGuardedTransport, type GuardOptions } from './guarded-transport.ts';
import { type KeptClients, keepClients } from './kept-clients.ts';

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
  readonly versions: PlatformVersions;
  /** Until somebody has seen what the mapping finds, no order of it is judged. */
  readonly isMappingConfirmed: boolean;
};

export type PlatformClientDeps = {
  /** Milliseconds on a clock that does not run backwards. */
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly guard?: GuardOptions;
};

export type PlatformClients = KeptClients<PlatformConnection, PlatformClient>;

/** One client, with its token and its kept-alive connections, for each registered connection. */
export function createPlatformClients(deps: PlatformClientDeps): PlatformClients {
  return keepClients((connection) => connect(deps, connection));
}

function connect(deps: PlatformClientDeps, connection: PlatformConnection) {
  const base = readBaseUri(connection.baseUri);
  if (!base.ok) return null;
  const { transport, close } = createGuardedTransport(base.value, deps.guard);
  const { clientKey, clientSecret, username, password } = connection;
  const client = createPlatformClient({
    baseUrl: base.value.text,
    credentials: { clientKey, clientSecret, username, password },
    transport,
    now: deps.nowMs,
    wait: deps.wait,
    mapping: connection.mapping,
    versions: connection.versions,
  });
  return { client, close };
}
