import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createStandInService,
  type StandInNotice,
  type StandInService,
} from '../../src/assessment/index.ts';
import { defaultPolicy } from '../../src/credit/index.ts';
import { day, instant } from '../../src/kernel/clock.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { createStandInSpool, type SpoolAdapter } from '../../src/storage/index.ts';
import { eur, jpy, noon, organizationId, origin, setting } from '../builders/credit.ts';
import {
  anOrder,
  aRequest,
  basket,
  type DeskRig,
  defaultSettings,
  openDeskRig,
  sqliteDesks,
} from './desk-rig.ts';

/** A platform that answers and a database that does not, or the other way round. */
const away = new Fault('storage.unavailable', { publicText: 'Away.' });

for (const engine of sqliteDesks) {
  const title = engine.missing === null ? engine.name : `${engine.name} (${engine.missing})`;
  describe.skipIf(engine.missing !== null)(`answers without the facts on ${title}`, () => {
    let rig: DeskRig;
    let folder: string;
    let spool: SpoolAdapter;
    let desk: StandInService;
    let isAway: boolean;
    let notices: StandInNotice['kind'][];

    beforeEach(async () => {
      rig = await openDeskRig(engine);
      folder = mkdtempSync(join(tmpdir(), 'aval-spool-'));
      await rig.run(setting({ limitMinor: 1_000_00n }));
      isAway = true;
      start();
      rig.set({ standIn: { mode: 'allow-up-to', allowedMinor: 500_00n } });
    });
    afterEach(async () => {
      await spool.close();
      await rig.close();
      rmSync(folder, { recursive: true, force: true });
    });

    /** A server on the folder, as after a start. */
    function start() {
      notices = [];
      spool = createStandInSpool(folder, rig.store.clock);
      const ledger: typeof rig.deps.ledger = {
        commit: (unit) => (isAway ? Promise.reject(away) : rig.deps.ledger.commit(unit)),
      };
      const { check } = rig.serviceWith({ ledger });
      desk = createStandInService({
        ...rig.deps,
        ledger,
        check,
        spool,
        notify: ({ kind }) => notices.push(kind),
      });
    }

    const ask = async (basketId = basket) => {
      const answer = await desk
        .answer(aRequest(rig.store, basketId))
        .catch((error: unknown) => error);
      return answer instanceof Fault ? answer.code : (answer as { approved: boolean }).approved;
    };
    const other = (end: string) => `${basket.slice(0, -2)}${end}`;
    const decisions = async () =>
      (await rig.decisions()).map(({ kind, verdict }) => `${kind} ${verdict}`).sort();

    test('without the setting a failure is a no, told as a fault, and nothing is counted', async () => {
      rig.set({ standIn: { mode: 'refuse', allowedMinor: 500_00n } });
      expect(await ask()).toBe('storage.unavailable');
      expect(existsSync(join(folder, 'stand-in.jsonl'))).toBe(false);
    });

    test('an amount that the account may have in a day is a yes, and no cent more', async () => {
      expect(await ask(other('01'))).toBe(true);
      expect(await ask(other('02'))).toBe(true);
      rig.platform.say(other('03'), anOrder(eur(20_01n), other('03')));
      expect(await ask(other('03'))).toBe('storage.unavailable');
      rig.platform.say(other('03'), anOrder(eur(20_00n), other('03')));
      expect(await ask(other('03'))).toBe(true);
      expect(notices).toEqual(['given', 'given', 'given']);
    });

    test('a ledger that cannot even be read is stood in for likewise', async () => {
      const { check } = rig.serviceWith({
        books: { basket: () => Promise.reject(away) },
      });
      desk = createStandInService({ ...rig.deps, check, spool, notify: () => {} });
      expect(await ask(other('01'))).toBe(true);
      expect(await ask(other('02'))).toBe(true);
      expect(await ask(other('03'))).toBe('storage.unavailable');
    });

    test('many at once do not share one rest', async () => {
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, index) => ask(other(String(index + 10)))),
      );
      expect(answers.filter((answer) => answer === true)).toHaveLength(2);
    });

    test('what was given is known after a restart, and counts on', async () => {
      await ask(other('01'));
      await ask(other('02'));
      await spool.close();
      appendFileSync(join(folder, 'stand-in.jsonl'), '{"type":"yes","yes":{"acc');
      start();
      expect(await ask(other('01'))).toBe(true);
      expect(await ask(other('03'))).toBe('storage.unavailable');
      expect(notices).toEqual([]);
      expect(statSync(join(folder, 'stand-in.jsonl')).mode & 0o777).toBe(0o600);
    });

    test('the next day has its own allowance', async () => {
      await ask(other('01'));
      await ask(other('02'));
      rig.store.clock.set(instant(noon + day));
      expect(await ask(other('03'))).toBe(true);
    });

    test('a yes that cannot be made durable is none', async () => {
      await spool.close();
      rmSync(folder, { recursive: true });
      spool = createStandInSpool(join(folder, 'gone', 'further'), rig.store.clock);
      desk = createStandInService({
        ...rig.deps,
        check: async () => ({
          approved: false,
          reasons: [],
          decisionId: null,
          unjudged: { total: eur(1n), cause: 'storage.unavailable', fault: away },
        }),
        spool,
        notify: ({ kind }) => notices.push(kind),
      });
      expect(await ask()).toBe('storage.unavailable');
      expect(notices).toEqual(['not_durable']);
    });

    test('an order that did not come, or may not be judged, has no allowance', async () => {
      rig.platform.say(basket, { kind: 'unavailable', reason: 'timeout' });
      expect(await ask()).toBe(false);
      rig.platform.say(basket, { kind: 'unknown' });
      expect(await ask()).toBe(false);
      const foreign = {
        orderId: basket,
        accountId: '999',
        total: eur(1n),
        statusType: 'In progress',
      };
      rig.platform.say(basket, { kind: 'found', order: foreign });
      expect(await ask()).toBe(false);
      rig.platform.say(basket, anOrder(jpy(1n)));
      isAway = false;
      expect(await ask()).toBe(false);
      expect(notices).toEqual([]);
    });

    test('a no of credit is a no, whatever else is missing', async () => {
      isAway = false;
      rig.set({ rules: { ...defaultSettings.rules, overdueMaxMinor: 0n } });
      rig.platform.sayBilling({ kind: 'unavailable', reason: 'timeout' });
      expect(await ask()).toBe(true);
      await rig.run({
        type: 'stopLine',
        organizationId: organizationId('own'),
        reason: 'overdue',
        origin,
        policy: defaultPolicy,
      });
      expect(await ask(other('09'))).toBe(false);
    });

    test('missing facts are status 503 where the tenant wants that', async () => {
      isAway = false;
      rig.set({ standIn: { mode: 'http-503', allowedMinor: 0n } });
      rig.platform.say(basket, { kind: 'unavailable', reason: 'timeout' });
      expect(await ask()).toBe('neighbour.unavailable');
      rig.platform.say(basket, anOrder(eur(9_000_00n)));
      expect(await ask()).toBe(false);
    });

    test('once everything is back, each yes has its decision, and a hold where it fits', async () => {
      await ask(other('01'));
      await ask(other('02'));
      expect(await desk.settle()).toBe(0);
      expect(await rig.decisions()).toEqual([]);
      isAway = false;
      expect(await desk.settle()).toBe(2);
      expect(await decisions()).toEqual([
        'credit_check approved',
        'credit_check approved',
        'stand_in approved',
        'stand_in approved',
      ]);
      expect((await rig.holds()).map(({ heldMinor }) => heldMinor)).toEqual([240_00n, 240_00n]);
      expect(await desk.settle()).toBe(0);
      const [yes] = (await rig.decisions()).filter(({ kind }) => kind === 'stand_in');
      expect(yes?.reasons).toEqual([{ code: 'assessment.stand_in', cause: 'storage.unavailable' }]);
    });

    test('an order that was executed meanwhile is held all the same, and one that does not fit is told', async () => {
      await ask(other('01'));
      await ask(other('02'));
      for (const name of [other('01'), other('02')]) {
        const answer = anOrder(eur(240_00n), name);
        if (answer.kind !== 'found') throw new Error('no order');
        const order = { ...answer.order, statusType: 'Automatic Execute' };
        rig.platform.say(name, { kind: 'found', order });
      }
      isAway = false;
      await rig.run(setting({ limitMinor: 300_00n }));
      expect(await desk.settle()).toBe(2);
      expect((await rig.holds()).map(({ heldMinor }) => heldMinor)).toEqual([240_00n]);
      expect(notices).toEqual(['given', 'given', 'not_covered']);
    });

    test('an account of another installation has an allowance of its own', async () => {
      expect([await ask(other('01')), await ask(other('02'))]).toEqual([true, true]);
      expect(await ask(other('03'))).toBe('storage.unavailable');
      const elsewhere = { ...aRequest(rig.store, other('03')), installation: 'north' };
      expect(await desk.answer(elsewhere)).toEqual({ approved: true });
      isAway = false;
      await desk.settle();
      const subjects = (await rig.decisions()).map(({ subject }) => subject);
      expect(subjects).toContain(`interworks.basket:151/${other('03')}@north`);
    });

    test('a settled yes stays settled after a restart, and is forgotten after its days', async () => {
      await ask(other('01'));
      isAway = false;
      await desk.settle();
      await spool.close();
      start();
      expect(await desk.settle()).toBe(0);
      await spool.close();
      rig.store.clock.set(instant(noon + 3n * day));
      start();
      await spool.given(aRequest(rig.store));
      expect(readFileSync(join(folder, 'stand-in.jsonl'), 'utf8')).toBe('');
    });
  });
}
