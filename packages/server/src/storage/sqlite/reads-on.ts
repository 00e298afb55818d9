import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type LimitNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  ValueNode,
} from 'kysely';
import { Defect } from '../../kernel/assert.ts';
import { type Reads, runDirectly } from '../reads/reads.ts';
import type { Tables } from '../schema/tables.ts';
import type { SqliteValue } from './driver.ts';

/** Where statements are run: a connection of this thread, or another thread. */
export type StatementRunner = {
  readonly read: (
    text: string,
    values: readonly SqliteValue[],
  ) => readonly unknown[] | Promise<readonly unknown[]>;
  readonly close: () => void | Promise<void>;
};

/**
 * Kysely on reads of ours. They are single statements, so nobody waits for the connection: the queue
 * that Kysely's own SQLite driver keeps wakes all who wait for each one that leaves.
 */
export function readsOn({ read, close }: StatementRunner): Reads {
  const connection: DatabaseConnection = {
    executeQuery: async <Row>({ sql, parameters }: CompiledQuery) => ({
      rows: (await read(sql, parameters as readonly SqliteValue[])) as Row[],
    }),
    streamQuery: () => {
      throw new Error('reads do not stream');
    },
  };
  const readOnly = () => Promise.reject(new Error('a handle for reads only reads'));
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: readOnly,
    commitTransaction: readOnly,
    rollbackTransaction: readOnly,
    destroy: async () => close(),
  };
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new PlainLimits(),
    },
  });
  runDirectly(db, (text, values) => read(text, values as readonly SqliteValue[]));
  return db;
}

/**
 * A limit that is a parameter is a part of the plan to SQLite: it makes the statement anew whenever
 * values are bound, which costs as much as thirty reads. Limits are numbers of ours, so they stand in
 * the text.
 */
class PlainLimits extends SqliteQueryCompiler {
  protected override visitLimit({ limit }: LimitNode): void {
    if (!ValueNode.is(limit)) throw new Defect('a limit is a number');
    this.append('limit ');
    this.visitValue(ValueNode.createImmediate(Number(limit.value)));
  }
}
