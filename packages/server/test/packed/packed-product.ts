import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../free-port.ts';

const packageFolder = join(import.meta.dirname, '..', '..');
const pollMs = 50;
const stopTimeoutMs = 10_000;
const logTextMax = 4_000;

/** A packed server in an empty folder, with a home and a cache that are empty too. */
export type Site = {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly tarball: string;
};

export type Credentials = {
  readonly baseUrl: string;
  readonly creditCheck: { readonly username: string; readonly password: string };
  readonly examples: Readonly<Record<'affordable' | 'tooDear', Record<string, unknown>>>;
};

export type RunningProduct = {
  readonly url: string;
  readonly credentials: Credentials;
  /** Asks it to end, and tells whether it did so by itself. */
  stop(): Promise<boolean>;
};

/** Packs the server as it would be published; returns the path of the tarball. */
export function packServer(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aval-packed-'));
  const report = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: packageFolder,
    encoding: 'utf8',
    env: withoutNpmSettings(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const name = /"filename": "([^"]+)"/.exec(report)?.[1];
  if (name === undefined) throw new Error(`npm pack named no file: ${report}`);
  return join(folder, name);
}

/** A place where nobody has run anything yet; `binFolder` puts another Node first. */
export function emptySite(tarball: string, binFolder: string | null = null): Site {
  const base = mkdtempSync(join(tmpdir(), 'aval-site-'));
  const folder = join(base, 'work');
  for (const name of ['work', 'home', 'cache']) mkdirSync(join(base, name));
  copyFileSync(tarball, join(folder, basename(tarball)));
  const path = process.env['PATH'] ?? '';
  return {
    folder,
    tarball: `./${basename(tarball)}`,
    environment: {
      ...withoutNpmSettings(),
      HOME: join(base, 'home'),
      npm_config_cache: join(base, 'cache'),
      PATH: binFolder === null ? path : `${binFolder}${delimiter}${path}`,
    },
  };
}

export function removeSite({ folder }: Site): void {
  rmSync(join(folder, '..'), { recursive: true, force: true });
}

/** Runs `npx <flags> <tarball> demo` and waits until it is healthy and has its demonstration data. */
export async function startDemo(
  site: Site,
  { flags, within }: { readonly flags: readonly string[]; readonly within: number },
): Promise<RunningProduct> {
  const port = await freePort();
  const child = spawn('npx', ['--yes', ...flags, site.tarball, 'demo'], {
    cwd: site.folder,
    env: { ...site.environment, AVAL_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: npx, its shell and the server end together.
    detached: true,
  });
  const log = collectText(child);
  const url = `http://127.0.0.1:${port}`;
  try {
    const credentials = await poll(child, Date.now() + within, async () => {
      const response = await fetch(`${url}/healthz`).catch(() => null);
      const found = response?.ok === true ? readCredentials(site) : null;
      // The file of an earlier start names another port until this one has finished.
      return found?.baseUrl === url ? found : null;
    });
    return { url, credentials, stop: () => stopGroup(child) };
  } catch (error) {
    signalGroup(child, 'SIGKILL');
    throw new Error(`The demo did not answer. It said: ${log()}`, { cause: error });
  }
}

/** What the demonstration wrote for its user; null until it is whole. */
function readCredentials({ folder }: Site): Credentials | null {
  const path = join(folder, '.aval', 'credentials.json');
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8').trim();
  return text.endsWith('}') ? JSON.parse(text) : null;
}

async function poll<Found>(
  child: ChildProcess,
  deadline: number,
  look: () => Promise<Found | null>,
): Promise<Found> {
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.`);
    if (Date.now() > deadline) throw new Error('It took too long.');
    await delay(pollMs);
  }
}

async function stopGroup(child: ChildProcess): Promise<boolean> {
  const gone = once(child, 'close');
  let isKilled = false;
  const timer = setTimeout(() => {
    isKilled = true;
    signalGroup(child, 'SIGKILL');
  }, stopTimeoutMs);
  signalGroup(child, 'SIGTERM');
  // Until every holder of its output has ended, not only npx itself.
  await gone;
  clearTimeout(timer);
  return !isKilled;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined) process.kill(-child.pid, signal);
}

function collectText(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer): void => {
    text = (text + chunk.toString('utf8')).slice(-logTextMax);
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}

/** What `npm test` hands down would steer the npm under test: its cache, its home, its flags. */
function withoutNpmSettings(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_|INIT_CWD$|NODE_OPTIONS$|VITEST|AVAL_)/i.test(name),
    ),
  );
}
