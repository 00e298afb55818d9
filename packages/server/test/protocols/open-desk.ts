import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeDesk, composeServer, type Desk } from '../../src/compose.ts';
import { listen, noLog } from '../../src/http/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { type Clock, type Instant, parseInstant } from '../../src/kernel/clock.ts';
import type { CompanyProvider } from '../../src/parties/index.ts';
import { openSqliteStorage, type Storage } from '../../src/storage/index.ts';
import { createSystemPorts } from '../../src/system-ports.ts';

/** Time that stands still until a test moves it. */
export type TestClock = Clock & { readonly set: (at: string) => void };

/** The whole server on an embedded database of its own, listening on a port of its own. */
export type OpenDesk = Desk & {
  readonly url: string;
  readonly clock: TestClock;
  /** What runs beside the requests, once. */
  readonly sweep: () => Promise<unknown>;
  readonly close: () => Promise<void>;
};

export type DeskOptions = {
  /** A data folder that the desk begins with; it is copied, never changed. */
  readonly from?: string;
  /** The folder itself, which stays afterwards; without it the desk has one of its own. */
  readonly folder?: string;
  /** Where companies are looked up that the register does not have. */
  readonly companyProvider?: CompanyProvider;
};

export const fixtureNoon = '2020-03-01T12:00:00Z';

export async function openDesk(options: DeskOptions = {}): Promise<OpenDesk> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'aval-desk-'));
  if (options.from !== undefined) cpSync(options.from, folder, { recursive: true });
  const clock = createTestClock();
  const storage = await openSqliteStorage({
    folder,
    writer: 'inThread',
    clock,
    onFatal: (error) => {
      throw error;
    },
  });
  const { companyProvider } = options;
  const more = companyProvider === undefined ? {} : { companyProvider };
  const desk = await openDeskOn(storage, clock, more);
  return {
    ...desk,
    clock,
    close: async () => {
      await desk.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The same on a database of either engine. Closing the desk closes it. */
export async function openDeskOn(
  storage: Storage,
  clock: Clock,
  more: Pick<DeskOptions, 'companyProvider'> = {},
): Promise<Omit<OpenDesk, 'clock'>> {
  const secret = 'a-secret-of-the-tests-that-is-long-enough';
  const desk = composeDesk(storage, secret, createSystemPorts(clock), more);
  const server = composeServer(desk, {
    log: noLog,
    version: '0.0.0-test',
    commit: null,
    sweepEveryMs: null,
    spoolFolder: null,
  });
  const url = await listen(server.app, { host: '127.0.0.1', port: 0 });
  return { ...desk, url, sweep: server.sweep, close: server.close };
}

function createTestClock(): TestClock {
  let now = read(fixtureNoon);
  return {
    now: () => now,
    set: (at) => {
      now = read(at);
    },
  };
}

function read(text: string): Instant {
  return present(parseInstant(text), `instant ${text}`);
}
