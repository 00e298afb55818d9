import { type ClientConfig, type CustomTypesConfig, Pool, types as standardTypes } from 'pg';
import { judgeConnection } from './start-checks.ts';

const connectTimeoutMs = 5_000;
const idleTimeoutMs = 60_000;
const keepAliveAfterMs = 10_000;
/** Longer than any statement may take in the database: this ends waits for a peer that is gone. */
const answerTimeoutMs = 30_000;

const int8 = 20;

/** Whole numbers of the database are bigints, in these connections and nowhere else. */
const types: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === int8 && format !== 'binary'
      ? BigInt
      : standardTypes.getTypeParser(oid, format)) as CustomTypesConfig['getTypeParser'],
};

/**
 * What every connection of ours is. A transaction pooler may stand in between: nothing is set on a
 * session but its name, no statement has a name, nobody listens.
 */
export function connectionConfig(url: string): ClientConfig {
  return {
    connectionString: url,
    types,
    application_name: 'aval',
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveAfterMs,
  };
}

/**
 * Connections that are judged before they are used, so that a server that came back with other
 * settings, or as a standby, is not written to. Statements of a transaction travel together, and an
 * answer that does not come ends its connection.
 */
export function createPool(url: string, connectionsMax: number): Pool {
  const pool = new Pool({
    ...connectionConfig(url),
    max: connectionsMax,
    idleTimeoutMillis: idleTimeoutMs,
    pipeline: true,
    query_timeout: answerTimeoutMs,
    onConnect: judgeConnection,
  });
  // Who waits for an answer of a connection that breaks learns it from that answer. Nobody else
  // needs to: the next use opens another one.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
