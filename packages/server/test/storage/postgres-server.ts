import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import {
  findPostgres,
  type PostgresBinaries,
  type ServerUser,
  serverUser,
} from './postgres-binaries.ts';

export type PostgresServer = {
  /** Of the superuser, without a password, on loopback. */
  readonly url: string;
  /** Ends the server in good order and removes its data. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash does; the data stay for `restart`. */
  kill(): Promise<void>;
  /** Starts it again on the same data and address. */
  restart(): Promise<void>;
};

/** Settings of the server by name, as its command line takes them. */
export type Settings = Readonly<Record<string, string>>;

type Cluster = {
  readonly binary: string;
  readonly user: ServerUser;
  readonly data: string;
  readonly settings: Settings;
};

const startTimeoutMs = 30_000;
const stopTimeoutMs = 20_000;
const retryAfterMs = 100;
const logLinesMax = 50;

/**
 * A PostgreSQL server of its own, on a free port of the loopback interface, with `fsync` on as in
 * production unless `settings` say otherwise. Works for root too: the server then runs as an
 * unprivileged user. Throws when this machine has no PostgreSQL.
 */
export async function startPostgres(settings: Settings = {}): Promise<PostgresServer> {
  const user = serverUser();
  const scratch = mkdtempSync(join(tmpdir(), 'aval-postgres-'));
  try {
    chmodSync(scratch, 0o755);
    const binaries = findPostgres(user, scratch);
    const data = createCluster(binaries, user, scratch);
    return await serve({ binary: binaries.postgres, user, data, settings }, scratch);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    throw error;
  }
}

function createCluster(binaries: PostgresBinaries, user: ServerUser, scratch: string): string {
  const data = join(scratch, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (user !== null) chownSync(data, user.uid, user.gid);
  // A collation that differs from byte order shows every query that forgot to name its own.
  const collation = binaries.major >= 15 ? ['--locale-provider=icu', '--icu-locale=en-US'] : [];
  const made = spawnSync(
    binaries.initdb,
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N', ...collation],
    { cwd: scratch, encoding: 'utf8', ...user },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  return data;
}

async function serve(cluster: Cluster, scratch: string): Promise<PostgresServer> {
  const port = await freePort();
  let child = await launch(cluster, port);
  // A run that is interrupted gets no further than this, and its data are large.
  const leave = (): void => {
    child.kill('SIGQUIT');
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', leave);

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      process.off('exit', leave);
      await end(child, 'SIGINT');
      rmSync(scratch, { recursive: true, force: true });
    },
    async kill() {
      const backends = childrenOf(child);
      await end(child, 'SIGKILL');
      // Alone they would find out at their next wait only, and commit until then.
      for (const pid of backends) killIfThere(pid);
    },
    async restart() {
      child = await launch(cluster, port);
    },
  };
}

/**
 * Starts the process and waits until it takes connections. Tries again while something that is
 * about to vanish is in the way: the memory of children that outlive a killed server for a moment,
 * or somebody's short-lived socket on our port.
 */
async function launch(cluster: Cluster, port: number): Promise<ChildProcess> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const { child, failure } = await launchOnce(cluster, port);
    if (failure === null) return child;
    await end(child, 'SIGQUIT');
    if (!/in use/.test(failure) || Date.now() > deadline) {
      throw new Error(`PostgreSQL did not start: ${failure}`);
    }
    await delay(retryAfterMs);
  }
}

async function launchOnce(
  { binary, user, data, settings: own }: Cluster,
  port: number,
): Promise<{ readonly child: ChildProcess; readonly failure: string | null }> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    fsync: 'on',
    logging_collector: 'off',
    ...own,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binary, ['-D', data, ...flags], {
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...user,
  });

  const lines: string[] = [];
  const failure = await new Promise<string | null>((resolve) => {
    const timer = setTimeout(
      () => resolve(`not ready in time: ${lines.join('\n')}`),
      startTimeoutMs,
    );
    const settle = (result: string | null): void => {
      clearTimeout(timer);
      resolve(result);
    };
    // Reading goes on after the start: a full pipe would stop the server.
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (lines.length > logLinesMax) lines.shift();
      if (line.includes('database system is ready to accept connections')) settle(null);
    });
    child.once('error', (error) => settle(error.message));
    child.once('exit', () => settle(lines.join('\n')));
  });
  return { child, failure };
}

function childrenOf({ pid }: ChildProcess): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').map(Number);
  } catch {
    // Not Linux, or gone already.
    return [];
  }
}

function killIfThere(pid: number): void {
  try {
    if (pid > 0) process.kill(pid, 'SIGKILL');
  } catch {
    // Gone with its server.
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await gone;
  clearTimeout(timer);
}
