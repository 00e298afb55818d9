import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { accountReference, type JudgeBasket } from '../../src/assessment/index.ts';
import { judgeBeside } from '../../src/compose/basket-beside.ts';
import { present } from '../../src/kernel/assert.ts';
import { plus, second } from '../../src/kernel/clock.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { createPartyService } from '../../src/parties/index.ts';
import { createPartyReader } from '../../src/storage/index.ts';
import { dataFilesOf } from '../../src/storage/sqlite/data-folder.ts';
import { loadDriver } from '../../src/storage/sqlite/driver.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts';
import { startWorkerEngine } from '../../src/storage/sqlite/worker-client.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { createSystemPorts, systemClock } from '../../src/system-ports.ts';
import { account, anOrder, defaultSettings } from '../assessment/desk-rig.ts';
import { lineId, origin, setting } from '../builders/credit.ts';
import { aUnit } from './units.ts';

const tenantId = 'baskets' as TenantId;
const sourceOf = (basketId: string) => `interworks.basket:${account}/${basketId}`;

let folder: string;
let fatal: Error[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aval-worker-beside-'));
  fatal = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(workerPath = inject('storageWorkerPath')): Promise<Storage> {
  return openSqliteStorage({
    folder,
    writer: { workerPath },
    clock: systemClock,
    onFatal: (error) => fatal.push(error),
  });
}

/** The file of a thread that does this with each message. */
function aWorker(onMessage: string): string {
  const file = join(folder, 'worker.mjs');
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads';
     parentPort.on('message', ${onMessage});
     parentPort.postMessage({ type: 'ready' });`,
  );
  return file;
}

/** Storage with a customer that may order for 1000 euro: four baskets of 240. */
async function startWithCustomer(): Promise<Storage> {
  const storage = await start();
  const { clock, ids } = createSystemPorts();
  const { commit } = storage;
  const parties = createPartyService({ reader: createPartyReader(storage.db), commit, clock, ids });
  const tenant = { tenantId, name: 'T', currency: 'EUR', language: 'en', settings: {} };
  expect((await parties.addTenant(tenant)).ok).toBe(true);
  const references = [accountReference('default', account)];
  const made = await parties.createOrganization(tenantId, { name: 'Mill', references });
  if (!made.ok) throw new Error('no organization');
  const { organizationId } = made.value;
  const line = setting({ limitMinor: 1_000_00n }, { organizationId, lineId: lineId('mill') });
  expect((await commit(aUnit([line], { tenantId }))).kind).toBe('done');
  return storage;
}

function judgeOn({ askBeside }: Storage): JudgeBasket {
  const here = () => Promise.reject(new Error('judged in the thread that asked'));
  return judgeBeside(present(askBeside, 'what works beside the connection'), here);
}

function aBasket(basketId: string, deadlineAt = plus(systemClock.now(), 30n * second)) {
  return {
    request: {
      tenantId,
      installation: 'default',
      accountId: account,
      basketId,
      origin,
      deadlineAt,
    },
    settings: defaultSettings,
    facts: { order: anOrder(undefined, basketId), account: null, billing: null, carrier: account },
    chosen: null,
  } satisfies Parameters<JudgeBasket>[0];
}

describe('a basket that the storage worker judges', () => {
  test('is a yes whose hold can be read at once, and the same living yes again', async () => {
    const storage = await startWithCustomer();
    const judge = judgeOn(storage);
    const yes = await judge(aBasket('one'));
    const hold = await storage.credit.holdOfSource(tenantId, sourceOf('one'));
    expect(hold).toMatchObject({ state: 'open', kind: 'basket', heldMinor: 240_00n });
    expect(yes).toMatchObject({ approved: true, holdId: hold?.holdId });
    const decisions = () => storage.db.selectFrom('decision').selectAll().execute();
    expect(await decisions()).toMatchObject([
      { decision_id: yes.decisionId, hold_id: hold?.holdId, verdict: 'approved' },
    ]);

    expect(await judge(aBasket('one'))).toEqual({ ...yes, decisionId: null });
    expect(await decisions()).toHaveLength(1);
    expect(await storage.verify()).toMatchObject({ holds: 1, difference: null });
    await storage.close();
    expect(fatal).toEqual([]);
  });

  test('never takes a line past its limit, however many come at once', async () => {
    const storage = await startWithCustomer();
    const judge = judgeOn(storage);
    // More than the worker has under way at once, twice.
    const names = Array.from({ length: 300 }, (_, index) => `b${index}`);
    const answers = await Promise.all(names.map((name) => judge(aBasket(name))));
    expect(answers.filter(({ approved }) => approved)).toHaveLength(4);
    for (const answer of answers) {
      if (!answer.approved) expect(answer.reasons[0]?.code).toBe('credit.insufficient');
    }
    expect(await storage.verify()).toMatchObject({ holds: 4, difference: null });
    await storage.close();
  });
});

describe('a question to the storage worker', () => {
  test('whose time is over is answered with the fault, and nothing is held', async () => {
    const storage = await startWithCustomer();
    const judge = judgeOn(storage);
    const late = judge(aBasket('late', plus(systemClock.now(), -second)));
    const error = await late.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Fault);
    expect(error).toMatchObject({ code: 'deadline.exceeded', outcome: 'none' });
    expect(await storage.credit.holdOfSource(tenantId, sourceOf('late'))).toBeNull();
    expect(await judge(aBasket('late'))).toMatchObject({ approved: true });
    await storage.close();
  });

  test('that is none is an error for who asked it, and for nobody else', async () => {
    const storage = await startWithCustomer();
    const judge = judgeOn(storage);
    const ask = present(storage.askBeside, 'what works beside the connection');
    const before = judge(aBasket('before'));
    const wrong = [null, 'no question', { place: 5, settings: null }].map(ask);
    const behind = judge(aBasket('behind'));
    for (const result of await Promise.allSettled(wrong)) {
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(Error) });
      expect((result as PromiseRejectedResult).reason).not.toBeInstanceOf(Fault);
    }
    expect(await before).toMatchObject({ approved: true });
    expect(await behind).toMatchObject({ approved: true });
    expect(await judge(aBasket('later'))).toMatchObject({ approved: true });
    await storage.close();
    expect(fatal).toEqual([]);
  });

  test('comes to its end before storage closes, what it held stays, and a later one is refused', async () => {
    const storage = await startWithCustomer();
    const judge = judgeOn(storage);
    const asked = ['one', 'two', 'three'].map((name) => judge(aBasket(name)));
    const closed = storage.close();
    const closedFault = { code: 'storage.closed', outcome: 'none' };
    await expect(judge(aBasket('late'))).rejects.toMatchObject(closedFault);
    for (const answer of await Promise.all(asked)) expect(answer.approved).toBe(true);
    await closed;
    await expect(judge(aBasket('later'))).rejects.toMatchObject(closedFault);
    expect(fatal).toEqual([]);
    const again = await start();
    expect(await again.verify()).toMatchObject({ holds: 3, difference: null });
    await again.close();
  });

  test('lets who hears the answer see what was committed, also in a turn that has read before', async () => {
    await (await start()).close();
    // Answers come one by one, and many of them within one turn of the thread that asked.
    const workerPath = aWorker(`
      ({ type, firstId, questions }) => {
        if (type === 'close') process.exit(0);
        questions.forEach((answer, index) =>
          parentPort.postMessage({ type: 'answers', ids: [firstId + index], answers: [answer] }));
      }`);
    const storage = await start(workerPath);
    const ask = present(storage.askBeside, 'what works beside the connection');
    const { open } = await loadDriver();
    const writer = open(dataFilesOf(folder).data);
    const insert = writer.prepare('insert into organization values (?, ?, ?, 1, 1)');
    const { db } = storage;
    const count = db.selectFrom('organization').select(db.fn.countAll<bigint>().as('rows'));
    const each = Array.from({ length: 200 }, (_, index) => index);
    const seen = await Promise.all(
      each.map(async (index) => {
        await ask(index);
        const { rows } = await count.executeTakeFirstOrThrow();
        insert.run(tenantId, `org_${index}`, 'Mill');
        return rows;
      }),
    );
    expect(seen).toEqual(each.map(BigInt));
    writer.close();
    await storage.close();
  });

  test('is unknown where the worker dies over it, and later ones are not begun', async () => {
    // A thread that ends on its first message: the bundled one dies of mistakes of ours alone.
    const workerPath = aWorker('() => process.exit(7)');
    const engine = await startWorkerEngine({
      workerPath,
      file: join(folder, 'aval.db'),
      mayMigrate: true,
      quickCheck: false,
      onFatal: (error) => fatal.push(error),
    });
    const lost = await Promise.allSettled(['a', 'b'].map(engine.ask));
    for (const result of lost) {
      expect(result).toMatchObject({
        reason: { name: 'Fault', code: 'storage.commit_unknown', outcome: 'unknown' },
      });
    }
    expect(fatal).toHaveLength(1);
    const next = engine.ask('c');
    await expect(next).rejects.toMatchObject({ code: 'storage.unavailable', outcome: 'none' });
    await engine.close();
  });
});
