import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from '../compose.ts';
import type { Config } from '../config/index.ts';
import type { Log } from '../http/index.ts';
import { present } from '../kernel/assert.ts';
import type { OrganizationId } from '../kernel/ids.ts';
import { type RunningServer, startServer } from '../main.ts';
import type { DemoCredentials } from './demo-credentials.ts';
import { affordableCustomer, demoTenant } from './demo-data.ts';
import { demoDepsOf } from './demo-deps.ts';
import { greet } from './greeting.ts';
import { seedDemo } from './seed-demo.ts';

export type RunningDemo = RunningServer & {
  /** What a person sees: where things are, and a call for each wire that works. */
  readonly greeting: string;
};

/**
 * Starts the server with demonstration data. What it made up (credentials) stands in
 * `credentials.json` in the data folder, for this user alone; a second start finds it again.
 * `command` is what runs `aval` in a shell, for the lines that are printed.
 */
export async function startDemo(
  config: Config,
  log: Log,
  onFatal: (error: Error) => void,
  command: string,
): Promise<RunningDemo> {
  const file = join(config.dataFolder, 'credentials.json');
  let greeting = '';
  const running = await startServer(config, log, onFatal, async (desk, baseUrl) => {
    const isFirstStart = (await desk.parties.tenant(demoTenant.tenantId)) === null;
    const demo = await seedDemo(demoDepsOf(desk, baseUrl, readKnown(file)));
    writeSecretly(file, { baseUrl, ...demo.credentials, examples: demo.examples });
    const organizationId = await holdsExample(desk);
    greeting = greet({ baseUrl, file, demo, organizationId, command, isFirstStart });
  });
  return { ...running, greeting };
}

/** Credentials of an earlier start; a file that cannot be read counts as none. */
function readKnown(file: string): Partial<DemoCredentials> | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<DemoCredentials>;
  } catch {
    return null;
  }
}

/** Whole or not at all, and never readable by others on the way. */
function writeSecretly(file: string, content: object): void {
  const half = `${file}.new`;
  writeFileSync(half, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(half, 0o600);
  renameSync(half, file);
}

/** The customer of the first basket: 3,800.00 are left before anything is held. */
async function holdsExample({ parties }: Desk): Promise<OrganizationId> {
  const [reference] = Object.entries(affordableCustomer.references);
  const [source = '', kind = ''] = present(reference, 'reference')[0].split('/');
  const value = present(reference, 'reference')[1];
  const { tenantId } = demoTenant;
  const found = await parties.organizationOf(tenantId, { source, kind, value });
  return present(found, 'customer of the demonstration').organizationId;
}
