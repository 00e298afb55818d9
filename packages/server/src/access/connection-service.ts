import type { Clock } from '../kernel/clock.ts';
import { createFreshCache } from '../kernel/fresh-cache.ts';
import type { ConnectionId, Ids, TenantId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { type RowChange, type RowValues, rowsOnly } from '../kernel/unit-of-work.ts';
import {
  type Connection,
  type ConnectionKind,
  connectionKinds,
  fromStoredConnection,
  isConnectionKind,
  isMappingSetting,
  isVersionSetting,
  type OpenedConnection,
  readBaseUri,
} from './connection.ts';
import type { AccessReader, CommitRows, Keyring, StoredConnection } from './ports.ts';
import { readName } from './readable-name.ts';
import type { AdministrationRefusal } from './refusals.ts';

type Answer<Value> = Promise<Result<Value, AdministrationRefusal>>;

export type ConnectionService = {
  readonly connections: (
    tenantId: TenantId,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<Connection>>;
  readonly addConnection: (tenantId: TenantId, input: NewConnection) => Answer<Connection>;
  /**
   * Another secret, other settings, or both; what is null stays. Another mapping has to be confirmed
   * anew.
   */
  readonly rotateConnection: (
    tenantId: TenantId,
    connectionId: ConnectionId,
    change: ConnectionChange,
  ) => Answer<Connection>;
  /** Forgets the secret and ends the connection; its name is free again. */
  readonly revokeConnection: (tenantId: TenantId, connectionId: ConnectionId) => Answer<Connection>;
  /** The same by its id. */
  readonly openConnectionById: (
    tenantId: TenantId,
    connectionId: ConnectionId,
  ) => Promise<OpenedConnection | null>;
  /**
   * A connection with its secret, for an outgoing call; null when there is none in force. Remembered
   * for five seconds, as one object; a change in this process is felt at once.
   */
  readonly openConnection: (
    tenantId: TenantId,
    kind: ConnectionKind,
    name: string,
  ) => Promise<OpenedConnection | null>;
};

export type NewConnection = {
  readonly kind: string;
  readonly name: string;
  readonly baseUri: string;
  readonly secret: { readonly [member: string]: string };
  readonly settings: { readonly [name: string]: string };
};

export type ConnectionChange = {
  readonly secret: NewConnection['secret'] | null;
  readonly settings: NewConnection['settings'] | null;
};

type ConnectionDeps = {
  readonly reader: AccessReader;
  readonly commit: CommitRows;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keyring: Keyring;
};

export function createConnectionService(deps: ConnectionDeps): ConnectionService {
  const { reader, commit, clock, ids, keyring } = deps;
  const inUse = createFreshCache<OpenedConnection>(clock, { rowsMax: 1_000 });

  const found = async (tenantId: TenantId, connectionId: ConnectionId): Answer<Connection> => {
    const stored = await reader.connection(tenantId, connectionId);
    if (stored === null) return refuse({ code: 'access.connection_unknown' });
    return accept(fromStoredConnection(stored));
  };

  const opened = (stored: StoredConnection | null): OpenedConnection | null => {
    if (stored === null || stored.revokedAt !== null) return null;
    const text = keyring.open(stored.secret, ownerOf(stored.tenantId, stored.connectionId));
    const secret = JSON.parse(text) as OpenedConnection['secret'];
    return { ...fromStoredConnection(stored), secret };
  };

  const change = async (stored: StoredConnection, set: RowValues): Answer<Connection> => {
    const { tenantId, connectionId, version } = stored;
    const row: RowChange = {
      op: 'update',
      table: 'connection',
      set: { ...set, version: version + 1n },
      where: { tenant_id: tenantId, connection_id: connectionId, version },
    };
    const outcome = await commit(rowsOnly(tenantId, [row]));
    inUse.forgetAll();
    if (outcome.kind === 'refused') return refuse({ code: 'access.changed_meanwhile' });
    return found(tenantId, connectionId);
  };

  return {
    connections: async (tenantId, page) => {
      const { items, next } = await reader.connections(tenantId, page);
      return { items: items.map(fromStoredConnection), next };
    },
    addConnection: async (tenantId, input) => {
      const name = readName(input.name);
      if (name === null) return refuse({ code: 'access.name_invalid' });
      const { kind } = input;
      if (!isConnectionKind(kind)) {
        return refuse({ code: 'access.kind_unknown', known: Object.keys(connectionKinds) });
      }
      const baseUri = readBaseUri(input.baseUri);
      if (baseUri === null) return refuse({ code: 'access.address_invalid' });
      const secret = readSecret(kind, input.secret);
      if (!secret.ok) return secret;
      const settings = readSettings(kind, input.settings);
      if (!settings.ok) return settings;
      const connectionId = ids.next('conn');
      const row: RowChange = {
        op: 'insert',
        table: 'connection',
        values: {
          tenant_id: tenantId,
          connection_id: connectionId,
          kind,
          name,
          base_uri: baseUri,
          secret: keyring.seal(JSON.stringify(secret.value), ownerOf(tenantId, connectionId)),
          settings: JSON.stringify(settings.value),
          version: 1n,
          created_at_us: { blank: 'instant' },
          revoked_at_us: null,
        },
      };
      const outcome = await commit(rowsOnly(tenantId, [row]));
      if (outcome.kind === 'refused') return refuse({ code: 'access.connection_exists' });
      return found(tenantId, connectionId);
    },
    rotateConnection: async (tenantId, connectionId, { secret, settings }) => {
      const stored = await reader.connection(tenantId, connectionId);
      if (stored === null) return refuse({ code: 'access.connection_unknown' });
      const { kind, settings: before } = fromStoredConnection(stored);
      if (stored.revokedAt !== null) return refuse({ code: 'access.connection_over' });
      const nextSecret = secret === null ? null : readSecret(kind, secret);
      if (nextSecret?.ok === false) return nextSecret;
      // Another version may call its members otherwise.
      const isRemapped = Object.keys(settings ?? {}).some((name) =>
        /^(?:map|version)\./.test(name),
      );
      const confirmation = isRemapped ? { mappingConfirmed: 'false' } : {};
      const nextSettings = readSettings(kind, { ...before, ...confirmation, ...settings });
      if (!nextSettings.ok) return nextSettings;
      const owner = ownerOf(tenantId, connectionId);
      return change(stored, {
        settings: JSON.stringify(nextSettings.value),
        ...(nextSecret === null
          ? {}
          : { secret: keyring.seal(JSON.stringify(nextSecret.value), owner) }),
      });
    },
    revokeConnection: async (tenantId, connectionId) => {
      const stored = await reader.connection(tenantId, connectionId);
      if (stored === null) return refuse({ code: 'access.connection_unknown' });
      if (stored.revokedAt !== null) return accept(fromStoredConnection(stored));
      return change(stored, { secret: '', revoked_at_us: { blank: 'instant' } });
    },
    openConnectionById: async (tenantId, connectionId) =>
      opened(await reader.connection(tenantId, connectionId)),
    openConnection: (tenantId, kind, name) =>
      inUse.get(`${tenantId}/${kind}/${name}`, async () =>
        opened(await reader.connectionByName(tenantId, kind, name)),
      ),
  };
}

function ownerOf(tenantId: TenantId, connectionId: ConnectionId): string {
  return `connection/${tenantId}/${connectionId}`;
}

function readSecret(
  kind: ConnectionKind,
  secret: NewConnection['secret'],
): Result<NewConnection['secret'], AdministrationRefusal> {
  const members: readonly string[] = connectionKinds[kind].secret;
  const isWhole =
    Object.keys(secret).length === members.length &&
    members.every((member) => /^.{1,512}$/su.test(secret[member] ?? ''));
  return isWhole ? accept(secret) : refuse({ code: 'access.secret_invalid', members });
}

/** The settings with the default of each that is not named. */
function readSettings(
  kind: ConnectionKind,
  settings: NewConnection['settings'],
): Result<NewConnection['settings'], AdministrationRefusal> {
  const table: Readonly<Record<string, readonly string[]>> = connectionKinds[kind].settings;
  for (const [name, text] of Object.entries(settings)) {
    const isChoice = Object.hasOwn(table, name) && table[name]?.includes(text) === true;
    const isTold = isMappingSetting(kind, name, text) || isVersionSetting(kind, name, text);
    if (!isChoice && !isTold) {
      return refuse({ code: 'access.setting_invalid', name });
    }
  }
  const defaults = Object.entries(table).map(([name, words]) => [name, words[0] ?? ''] as const);
  return accept({ ...Object.fromEntries(defaults), ...settings });
}
