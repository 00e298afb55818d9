import { type Administration, createLocalAdministration } from './api/admin/index.ts';
import { type ReplayReport, replayDecisions } from './assessment/index.ts';
import {
  type ComposedServer,
  checkConnection,
  composeDesk,
  composeServer,
  type Desk,
} from './compose.ts';
import { type Config, providerModulePaths, readServerSecret } from './config/index.ts';
import { type Log, listen } from './http/index.ts';
import type { Instant } from './kernel/clock.ts';
import type { TenantId } from './kernel/ids.ts';
import {
  assertSecretMark,
  createDecisionReader,
  createPartyReader,
  createRulesetReader,
  openPostgresStorage,
  openSqliteStorage,
  prepareDataFolder,
  readDataFolder,
  type Storage,
  type VerifyReport,
  verifyDataFolder,
} from './storage/index.ts';
import { createSystemPorts, type SystemPorts } from './system-ports.ts';
import { createRulesetThread, type RulesetThread } from './workers/index.ts';

export {
  type AdminCall,
  type Administration,
  createRemoteAdministration,
} from './api/admin/index.ts';

export type RunningServer = {
  readonly baseUrl: string;
  readonly desk: Desk;
  readonly server: ComposedServer;
  readonly close: () => Promise<void>;
};

const sweepEveryMs = 5_000;

/**
 * Opens the database that the settings name. Throws `StorageRefused` where it must not be used. With
 * the embedded database and no worker file beside this one (a source tree), writing runs in this
 * thread.
 */
export async function openStorage(
  config: Config,
  ports: SystemPorts,
  writer: 'inWorker' | 'inThread',
  onFatal: (error: Error) => void,
): Promise<Storage> {
  const { mayMigrate } = config;
  const { clock } = ports;
  if (config.databaseUrl !== null) {
    const readersMax = Math.max(1, config.databaseConnections - lanes);
    return openPostgresStorage({ url: config.databaseUrl, clock, mayMigrate, lanes, readersMax });
  }
  return openSqliteStorage({
    folder: config.dataFolder,
    writer: writer === 'inThread' ? 'inThread' : { workerPath: workerFile() },
    clock,
    onFatal,
    mayMigrate,
  });
}

/** Lanes of PostgreSQL; the other connections read. */
const lanes = 4;

/** The bundles of the workers lie beside the bundle that this file is part of. */
function workerFile(): URL {
  return new URL('./storage-worker.js', import.meta.url);
}

function rulesetWorkerFile(): URL {
  return new URL('./ruleset-worker.js', import.meta.url);
}

/** The rooms on the database of the settings, without a server: for commands. */
export async function openDesk(config: Config): Promise<Desk> {
  const ports = createSystemPorts();
  const secret = secretOf(config);
  const storage = await openStorage(config, ports, 'inThread', (error) => {
    throw error;
  });
  return markedDesk(storage, secret, ports);
}

/** The rooms on a database whose credentials were made with this secret; else it is let go. */
async function markedDesk(
  storage: Storage,
  secret: string,
  ports: SystemPorts,
  looks: Partial<Pick<RulesetThread, 'examine' | 'lookAtRules'>> = {},
): Promise<Desk> {
  const desk = composeDesk(storage, secret, ports, looks);
  try {
    await assertSecretMark(storage, Buffer.from(desk.keyFor('secret mark')).toString('hex'));
    return desk;
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/**
 * Starts the server: database, wires, workers, and then the port, so that nothing is answered before
 * everything can be. `onFatal` is told when the database's state is not known any more; the process
 * must end then. `prepare` does what needs the server's own address; requests that come before it is
 * done wait for it.
 */
export async function startServer(
  config: Config,
  log: Log,
  onFatal: (error: Error) => void,
  prepare: (desk: Desk, baseUrl: string) => Promise<void> = async () => {},
): Promise<RunningServer> {
  const ports = createSystemPorts();
  // First: what it refuses must not leave a database open behind it.
  const secret = secretOf(config);
  const storage = await openStorage(config, ports, 'inWorker', onFatal);
  const rulesets = createRulesetThread({ workerPath: rulesetWorkerFile() });
  const desk = await markedDesk(storage, secret, ports, rulesets);
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const server = composeServer(desk, {
    log,
    version: __AVAL_VERSION__,
    commit: __AVAL_COMMIT__,
    metricsToken: config.metricsToken,
    sweepEveryMs,
    spoolFolder: config.dataFolder,
    providerModules: providerModulePaths(config),
    opened,
  });
  const close = async () => {
    await server.close();
    await rulesets.close();
  };
  try {
    const baseUrl = await listen(server.app, config);
    await prepare(desk, baseUrl);
    open();
    return { baseUrl, desk, server, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** With PostgreSQL the key is given, and no folder is needed. */
function secretOf(config: Config): string {
  if (config.secret === null) prepareDataFolder(config.dataFolder);
  return readServerSecret(config);
}

/** Administration on the database of the settings, by its operator; refused while a server holds it. */
export async function openAdministration(
  config: Config,
): Promise<Administration & { readonly close: () => Promise<void> }> {
  const { access, parties, companies, storage, keyFor } = await openDesk(config);
  const cursorSecret = keyFor('cursors');
  const services = { access, parties, companies, cursorSecret, checkConnection };
  return { ...createLocalAdministration(services), close: storage.close };
}

/** Proves the books of the database of the settings, beside a running server too. */
export async function verifyDatabase(config: Config): Promise<VerifyReport> {
  if (config.databaseUrl === null) return verifyDataFolder(config.dataFolder);
  const unchanged = { ...config, mayMigrate: false };
  const storage = await openStorage(unchanged, createSystemPorts(), 'inThread', () => {});
  try {
    return await storage.verify();
  } finally {
    await storage.close();
  }
}

/**
 * Judges the decisions of a tenant again, by the rulesets and on the facts that they name, and gives
 * the first that comes out otherwise; beside a running server too. Null where there is no such tenant.
 */
export async function replayDatabase(
  config: Config,
  { tenantId, since }: { readonly tenantId: TenantId; readonly since: Instant | null },
): Promise<ReplayReport | null> {
  const replay = async (db: Storage['db']) => {
    if ((await createPartyReader(db).tenant(tenantId)) === null) return null;
    const decisions = createDecisionReader(db, db);
    return replayDecisions({ decisions, rulesets: createRulesetReader(db) }, tenantId, since);
  };
  if (config.databaseUrl === null) {
    const db = await readDataFolder(config.dataFolder);
    try {
      return await replay(db);
    } finally {
      await db.destroy();
    }
  }
  const unchanged = { ...config, mayMigrate: false };
  const storage = await openStorage(unchanged, createSystemPorts(), 'inThread', () => {});
  try {
    return await replay(storage.db);
  } finally {
    await storage.close();
  }
}
