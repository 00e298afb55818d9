import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CreditOutcome } from '../../src/credit/index.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { eur, holdId, organizationId, placing, setting } from '../builders/credit.ts';
import { ask, clock, inParallel, openServers, tenantId, unitOf } from '../race/postgres-rig.ts';
import { type CutProxy, startCutProxy } from './cut-proxy.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { createTestDatabase, type TestDatabase, whyNoPostgres } from './test-database.ts';

/** Travels with the commit, and with nothing else. */
const lastWord = 'statement_timeout = 0';
const place = (name: string) => unitOf(name, placing({ holdId: holdId(name), amount: eur(1n) }));

async function open(url: string): Promise<Storage> {
  const [storage] = await openServers(url, 1, { lanes: 2 });
  if (storage === undefined) throw new Error('no server');
  await storage.commit(unitOf('open', setting({ limitMinor: 1_000_000_000n })));
  return storage;
}

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

describe.skipIf(whyNoPostgres() !== null)('a line to PostgreSQL that breaks', () => {
  let database: TestDatabase;
  let proxy: CutProxy;
  let storage: Storage;
  beforeEach(async () => {
    database = await createTestDatabase();
    proxy = await startCutProxy(database.url);
    storage = await open(proxy.url);
  });
  afterEach(async () => {
    await storage.close();
    await proxy.close();
    await database.drop();
  });
  const held = async () =>
    (await storage.credit.levels(tenantId, organizationId('own')))?.[0].heldMinor;

  test('after the commit: the outcome is unknown, and a repeat with the key tells it', async () => {
    proxy.cutAt(lastWord, 'after');
    const fault = await faultOf(storage.commit(place('one')));
    expect(fault).toMatchObject({ code: 'storage.commit_unknown', outcome: 'unknown' });
    expect(proxy.cuts()).toBe(1);
    expect(await storage.commit(place('one'))).toMatchObject({ kind: 'done', repeated: true });
    expect(await held()).toBe(1n);
  });

  test('before the commit reaches the server: unknown as well, and a repeat does it', async () => {
    proxy.cutAt(lastWord, 'before');
    expect(await faultOf(storage.commit(place('one')))).toMatchObject({ outcome: 'unknown' });
    expect(await storage.commit(place('one'))).toMatchObject({ kind: 'done', repeated: false });
    expect(await held()).toBe(1n);
  });

  test('before anything was written: nothing was changed, and the fault says so', async () => {
    proxy.cutAt('for update', 'before');
    const fault = await faultOf(storage.commit(place('one')));
    expect(fault).toMatchObject({ code: 'storage.unavailable', outcome: 'none', retryable: true });
    expect(await held()).toBe(0n);
    expect(await storage.commit(place('one'))).toMatchObject({ kind: 'done', repeated: false });
  });

  test('a key whose batch was cut off is not left behind without an answer', async () => {
    proxy.cutAt('for update', 'before');
    await faultOf(storage.commit(place('one')));
    await storage.commit(place('one'));
    const keys = await ask(
      database.url,
      `select count(*) as open from request_key where outcome = ''`,
    );
    expect(keys).toEqual([{ open: 0n }]);
  });
});

const patience = { timeout: 60_000 };

describe.skipIf(whyNoPostgres() !== null)('a PostgreSQL that dies under load', patience, () => {
  let server: PostgresServer;
  let storage: Storage;
  beforeEach(async () => {
    server = await startPostgres();
    storage = await open(server.url);
  });
  afterEach(async () => {
    await storage.close();
    await server.stop();
  });

  type Answer = CreditOutcome | Fault;

  const untilBack = () => vi.waitFor(() => storage.check(), { timeout: 15_000, interval: 20 });

  /** Clients that go on through whatever happens, each with one hold after the other. */
  async function loadUntil(isOver: () => boolean, onAnswer: (count: number) => void) {
    const answers = new Map<string, Answer>();
    const commitOne = async (name: string) => {
      try {
        answers.set(name, await storage.commit(place(name)));
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        answers.set(name, error);
        await untilBack();
      }
      onAnswer(answers.size);
    };
    await Promise.all(
      Array.from({ length: 16 }, async (_, client) => {
        for (let count = 0; !isOver(); count += 1) await commitOne(`${client}_${count}`);
      }),
    );
    return answers;
  }

  /** Repeats every key and counts what the answers and the database disagree about. */
  async function settle(answers: ReadonlyMap<string, Answer>) {
    const seen = { acknowledged: 0, unknown: 0, none: 0, lost: 0, ghosts: 0 };
    const all = [...answers.entries()];
    await inParallel(32, all.length, async (index) => {
      const [name, answer] = all[index] as [string, Answer];
      const again = await storage.commit(place(name));
      expect(again.kind).toBe('done');
      if (!(answer instanceof Fault)) {
        seen.acknowledged += 1;
        if (!again.repeated) seen.lost += 1;
      } else if (answer.outcome === 'unknown') seen.unknown += 1;
      else {
        seen.none += 1;
        if (again.repeated) seen.ghosts += 1;
      }
    });
    const [row] = await ask(server.url, 'select count(*) as holds from credit_hold');
    expect(row).toEqual({ holds: BigInt(answers.size) });
    expect((await storage.verify()).difference).toBeNull();
    return seen;
  }

  test('SIGKILL of a backend: what was acknowledged stands, and the storage goes on', async () => {
    let afterwards: Promise<number> | null = null;
    let enough = Number.POSITIVE_INFINITY;
    const kill = async () => {
      const rows = await ask(
        server.url,
        `select pid::bigint from pg_stat_activity where application_name = 'aval'
        order by (state = 'idle'), pid limit 1`,
      );
      const { pid } = rows[0] as { readonly pid: bigint };
      process.kill(Number(pid), 'SIGKILL');
      // One backend's death ends them all: the server starts over.
      await vi.waitFor(
        async () => {
          const left = await ask(server.url, 'select 1 from pg_stat_activity where pid = $1', [
            pid,
          ]);
          expect(left).toEqual([]);
        },
        { timeout: 15_000, interval: 20 },
      );
      await untilBack();
      return 300;
    };
    let count = 0;
    const answers = await loadUntil(
      () => count > enough,
      (size) => {
        count = size;
        if (size < 300) return;
        afterwards ??= kill().then((more) => {
          enough = count + more;
          return enough;
        });
      },
    );
    await afterwards;
    const seen = await settle(answers);
    expect(seen).toMatchObject({ lost: 0, ghosts: 0 });
    expect(seen.acknowledged).toBeGreaterThan(300);
    expect(seen.unknown + seen.none).toBeGreaterThan(0);
  });

  test('the whole server killed: faults while it is away, and work when it is back', async () => {
    let isBack = false;
    let restarted: Promise<void> | null = null;
    const restart = async () => {
      await server.kill();
      const fault = await faultOf(storage.commit(place('meanwhile')));
      expect(fault).toMatchObject({ code: 'storage.unavailable', outcome: 'none' });
      await expect(storage.check()).rejects.toMatchObject({ code: 'storage.unavailable' });
      await server.restart();
      isBack = true;
    };
    const answers = await loadUntil(
      () => isBack,
      (size) => {
        if (size >= 300) restarted ??= restart();
      },
    );
    await restarted;
    await storage.check();
    const seen = await settle(answers);
    expect(seen).toMatchObject({ lost: 0, ghosts: 0 });
    expect(seen.acknowledged).toBeGreaterThanOrEqual(299);
    expect(seen.unknown + seen.none).toBeGreaterThan(0);
  });

  test('a unit past its deadline is not begun, whether or not the database is there', async () => {
    await server.kill();
    const fault = await faultOf(storage.commit({ ...place('late'), deadlineAt: clock.now() }));
    expect(fault).toMatchObject({ code: 'deadline.exceeded', outcome: 'none' });
    await server.restart();
  });
});
