import type { ConnectionId } from '../kernel/ids.ts';

/** What every registered connection has; another version means that address or secret may have changed. */
export type VersionedConnection = {
  readonly connectionId: ConnectionId;
  readonly version: bigint;
};

export type KeptClients<Connection, Client> = {
  /** The client of a connection; null where its address is none. */
  readonly of: (connection: Connection) => Client | null;
  readonly close: () => Promise<void>;
};

const clientsMax = 1_000;

/** One client, with its kept-alive sockets, for each registered connection, in its newest version. */
export function keepClients<Connection extends VersionedConnection, Client>(
  connect: (
    connection: Connection,
  ) => { readonly client: Client; readonly close: () => Promise<void> } | null,
): KeptClients<Connection, Client> {
  const kept = new Map<
    ConnectionId,
    { readonly version: bigint; readonly client: Client; readonly close: () => Promise<void> }
  >();

  const drop = (connectionId: ConnectionId) => {
    void kept.get(connectionId)?.close();
    kept.delete(connectionId);
  };

  return {
    of: (connection) => {
      const { connectionId, version } = connection;
      const before = kept.get(connectionId);
      if (before?.version === version) return before.client;
      drop(connectionId);
      const made = connect(connection);
      if (made === null) return null;
      const [oldest] = kept.keys();
      if (kept.size >= clientsMax && oldest !== undefined) drop(oldest);
      kept.set(connectionId, { version, ...made });
      return made.client;
    },
    close: async () => {
      const open = [...kept.values()];
      kept.clear();
      await Promise.all(open.map(({ close }) => close()));
    },
  };
}
