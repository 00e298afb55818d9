import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createDueHoldService,
  type DueHoldService,
  type OrderAnswer,
} from '../../src/assessment/index.ts';
import { holdDueCapUs, holdTtlUs } from '../../src/credit/index.ts';
import { hour, type Instant, instant, minute, plus } from '../../src/kernel/clock.ts';
import type { Money } from '../../src/kernel/money.ts';
import { createInquiryReader } from '../../src/storage/index.ts';
import {
  anOrder,
  basket,
  type DeskRig,
  defaultSettings,
  openDeskRig,
} from '../assessment/desk-rig.ts';
import {
  capturing,
  eur,
  holdId,
  jpy,
  noon,
  organizationId,
  placing,
  releasing,
  setting,
  tenantId,
} from '../builders/credit.ts';
import { engines } from '../storage/engines.ts';

const ttl = holdTtlUs.basket;

for (const engine of engines) {
  const title = engine.missing === null ? engine.name : `${engine.name} (${engine.missing})`;
  describe.skipIf(engine.missing !== null)(`holds that fall due on ${title}`, () => {
    let rig: DeskRig;
    let desk: DueHoldService;
    let told: string[];
    beforeEach(async () => {
      rig = await openDeskRig(engine);
      told = [];
      desk = createDueHoldService({
        ...rig.deps,
        inquiries: createInquiryReader(rig.store.storage().db),
        notify: ({ reason }) => told.push(reason.code),
      });
      await rig.run(setting({ limitMinor: 1_000_00n }));
      await rig.ask();
    });
    afterEach(() => rig.close());

    const say = (statusType: string, total: Money = eur(240_00n)) => {
      const answer = anOrder(total);
      if (answer.kind !== 'found') throw new Error('no order');
      rig.platform.say(basket, { kind: 'found', order: { ...answer.order, statusType } });
    };
    const silent: OrderAnswer = { kind: 'unavailable', reason: 'timeout' };
    const settleAt = (at: Instant) => {
      rig.store.clock.set(at);
      return desk.settle();
    };
    const after = (us: bigint) => plus(noon, us + 1_000n);
    const hold = async () => {
      const [one, ...others] = await rig.holds();
      if (one === undefined || others.length > 0) throw new Error('not one hold');
      return one;
    };
    const figures = async () => {
      const levels = await rig.deps.credit.levels(tenantId, organizationId('own'));
      return { held: levels?.[0].heldMinor, captured: levels?.[0].capturedMinor };
    };
    /** A desk during whose questions something else happens. */
    const asking = (meanwhile: () => Promise<void>) =>
      createDueHoldService({
        ...rig.deps,
        platform: {
          order: async (...of) => {
            await meanwhile();
            return rig.platform.order(...of);
          },
        },
        inquiries: createInquiryReader(rig.store.storage().db),
        notify: () => {},
      });
    const inquiries = () => rig.store.rows('select * from hold_inquiry');
    const notices = async () =>
      (await rig.decisions())
        .filter(({ kind }) => kind === 'hold_due')
        .map(({ verdict, reasons, holdId }) => [verdict, reasons[0]?.code, holdId]);

    test('nobody is asked about a hold before it falls due', async () => {
      const asked = rig.platform.asked.orders;
      await settleAt(plus(noon, ttl - minute));
      expect(rig.platform.asked.orders).toBe(asked);
      expect((await hold()).state).toBe('open');
    });

    test('an executed order is captured, and nothing is left to ask', async () => {
      say('Automatic Execute');
      expect(await settleAt(after(ttl))).toMatchObject({ capture: 1 });
      expect((await hold()).state).toBe('captured');
      expect(await figures()).toEqual({ held: 0n, captured: 240_00n });
      expect(await inquiries()).toEqual([]);
      const captures = await rig.store.storage().credit.captures(tenantId, (await hold()).holdId);
      expect(captures.map(({ reference }) => reference)).toEqual([basket]);
    });

    test('the platform is asked about what a person approved as about any other basket', async () => {
      const other = `${basket.slice(0, -1)}2`;
      const source = `interworks.basket:151/${other}`;
      const review = { holdId: holdId('review'), kind: 'review', source } as const;
      await rig.run(placing({ ...review, amount: eur(50_00n), due: { afterUs: 2n * ttl } }));
      const answer = anOrder(eur(50_00n), other);
      if (answer.kind !== 'found') throw new Error('no order');
      const order = { ...answer.order, statusType: 'Automatic Execute' };
      rig.platform.say(other, { kind: 'found', order });
      await settleAt(after(2n * ttl));
      const states = (await rig.holds()).map(({ kind, state }) => `${kind} ${state}`);
      expect(states).toContain('review captured');
    });

    test('of an order that was executed for less the rest is free, and for more it is booked', async () => {
      say('Automatic Execute', eur(100_00n));
      await settleAt(after(ttl));
      expect(await figures()).toEqual({ held: 0n, captured: 100_00n });
      const other = `${basket.slice(0, -1)}2`;
      await rig.ask(other);
      const answer = anOrder(eur(300_00n), other);
      if (answer.kind !== 'found') throw new Error('no order');
      rig.platform.say(other, {
        kind: 'found',
        order: { ...answer.order, statusType: 'automatic execute' },
      });
      await settleAt(after(2n * ttl + minute));
      expect(await figures()).toEqual({ held: 0n, captured: 400_00n });
    });

    test('what counts of recurring charges is captured as it was held', async () => {
      const rules = { ...defaultSettings.rules, recurringBase: { months: 3 } };
      rig.set({ rules });
      const answer = anOrder(eur(240_00n));
      if (answer.kind !== 'found') throw new Error('no order');
      const recurring = [{ gross: eur(100_00n), net: null, periodMonths: 1, termMonths: null }];
      const order = { ...answer.order, recurring };
      rig.platform.say(basket, { kind: 'found', order });
      await rig.ask();
      expect(await figures()).toEqual({ held: 440_00n, captured: 0n });
      const executed = { ...order, statusType: 'Automatic Execute' };
      rig.platform.say(basket, { kind: 'found', order: executed });
      expect(await settleAt(after(ttl))).toMatchObject({ capture: 1 });
      expect(await figures()).toEqual({ held: 0n, captured: 440_00n });
    });

    test('what was captured already is not captured again', async () => {
      await rig.run(capturing(eur(200_00n), { holdId: (await hold()).holdId }));
      say('Automatic Execute');
      await settleAt(after(ttl));
      expect(await figures()).toEqual({ held: 0n, captured: 240_00n });
    });

    test('an executed order without a price, or in another currency, cannot strand the hold', async () => {
      say('Automatic Execute', jpy(1_000n));
      await settleAt(after(ttl));
      expect(await figures()).toEqual({ held: 0n, captured: 240_00n });
    });

    test('a cancelled order gives everything back', async () => {
      say('Cancelled');
      expect(await settleAt(after(ttl))).toMatchObject({ release: 1 });
      expect((await hold()).state).toBe('released');
      expect(await figures()).toEqual({ held: 0n, captured: 0n });
      expect(await inquiries()).toEqual([]);
    });

    test('an order in progress extends its hold once, then it expires with a notice', async () => {
      expect(await settleAt(after(ttl))).toMatchObject({ extend: 1 });
      expect((await hold()).dueAt).toBeGreaterThanOrEqual(noon + 2n * ttl);
      expect(await settleAt(after(2n * ttl - minute))).toMatchObject({ extend: 0, expire: 0 });
      expect(await settleAt(after(2n * ttl + minute))).toMatchObject({ expire: 1 });
      expect((await hold()).state).toBe('expired');
      expect(await notices()).toEqual([
        ['expired', 'assessment.due_in_progress', (await hold()).holdId],
      ]);
      expect(told).toEqual(['assessment.due_in_progress']);
      expect(await inquiries()).toEqual([]);
      // Nothing is lost: who asks again is judged anew.
      expect(await rig.ask()).toMatchObject({ approved: true });
    });

    test('without an answer it is asked again after 1, 2, 5, 15, 60 minutes, then expires at the cap', async () => {
      rig.platform.say(basket, silent);
      const asked = () => rig.platform.asked.orders;
      const before = asked();
      const fellDue = noon + ttl;
      const questions: bigint[] = [];
      for (let at = 0n; at <= holdDueCapUs + hour; at += minute / 2n) {
        const count = asked();
        await settleAt(instant(fellDue + at));
        if (asked() > count) questions.push(at / minute);
        if ((await hold()).state !== 'open') break;
      }
      expect(questions.slice(0, 7)).toEqual([0n, 1n, 3n, 8n, 23n, 83n, 143n]);
      expect(asked() - before).toBe(questions.length);
      const [last = 0n] = questions.slice(-1);
      expect(last).toBeGreaterThanOrEqual(holdDueCapUs / minute);
      expect(last).toBeLessThanOrEqual(holdDueCapUs / minute + 60n);
      expect((await hold()).state).toBe('expired');
      expect(await notices()).toEqual([
        ['expired', 'assessment.due_unanswered', (await hold()).holdId],
      ]);
    });

    test('a hold that nobody could look after for days is asked about before it expires', async () => {
      say('Automatic Execute');
      expect(await settleAt(after(10n * 24n * hour))).toMatchObject({ capture: 1, expire: 0 });
    });

    test('an order that the platform does not know is told at once, and only once', async () => {
      rig.platform.say(basket, { kind: 'unknown' });
      expect(await settleAt(after(ttl))).toMatchObject({ ask_again: 1 });
      await settleAt(after(ttl + 2n * minute));
      expect(told).toEqual(['assessment.due_order_unknown']);
      expect((await hold()).state).toBe('open');
      expect((await notices()).map(([verdict]) => verdict)).toEqual(['review']);
      say('Automatic Execute');
      await settleAt(after(ttl + hour));
      expect((await hold()).state).toBe('captured');
    });

    test('the order of another account says nothing about the hold', async () => {
      rig.platform.say(basket, {
        kind: 'found',
        order: { orderId: basket, accountId: '999', total: eur(1n), statusType: 'Cancelled' },
      });
      expect(await settleAt(after(ttl))).toMatchObject({ ask_again: 1 });
      expect((await hold()).state).toBe('open');
    });

    test('what was asked is known after a restart', async () => {
      rig.platform.say(basket, silent);
      await settleAt(after(ttl));
      await rig.store.reopen();
      const storage = rig.store.storage();
      const again = createDueHoldService({
        ...rig.deps,
        ledger: { commit: storage.commit },
        credit: storage.credit,
        inquiries: createInquiryReader(storage.db),
        notify: ({ reason }) => told.push(reason.code),
      });
      const asked = rig.platform.asked.orders;
      rig.store.clock.set(after(ttl + minute / 2n));
      await again.settle();
      expect(rig.platform.asked.orders).toBe(asked);
      rig.store.clock.set(after(ttl + 2n * minute));
      await again.settle();
      expect(rig.platform.asked.orders).toBe(asked + 1);
      expect(await storage.db.selectFrom('hold_inquiry').select('asked_count').execute()).toEqual([
        { asked_count: 2n },
      ]);
    });

    test('two servers at once ask once and write once', async () => {
      say('Automatic Execute');
      const asked = rig.platform.asked.orders;
      rig.store.clock.set(after(ttl));
      const rounds = await Promise.all([desk.settle(), desk.settle(), desk.settle()]);
      expect(rounds.map(({ capture }) => capture).sort()).toEqual([0, 0, 1]);
      expect(rig.platform.asked.orders).toBe(asked + 1);
      expect(await figures()).toEqual({ held: 0n, captured: 240_00n });
    });

    test('what somebody captures while the platform is asked is captured once', async () => {
      const { holdId } = await hold();
      const late = asking(() => rig.run(capturing(eur(240_00n), { holdId })));
      say('Automatic Execute');
      rig.store.clock.set(after(ttl));
      await late.settle();
      expect((await hold()).state).toBe('captured');
      expect(await figures()).toEqual({ held: 0n, captured: 240_00n });
      await late.settle();
      expect(await inquiries()).toEqual([]);
    });

    test('what somebody releases while the platform is asked is owed where it was executed', async () => {
      const { holdId } = await hold();
      const late = asking(() => rig.run(releasing({ holdId })));
      say('Automatic Execute');
      rig.store.clock.set(after(ttl));
      await late.settle();
      expect((await hold()).state).toBe('released');
      expect(await figures()).toEqual({ held: 0n, captured: 240_00n });
      expect(await inquiries()).toEqual([]);
    });

    test('a platform that is away holds nothing up but itself', async () => {
      const names = Array.from(
        { length: 20 },
        (_, index) => `${basket.slice(0, -2)}${String(index + 10)}`,
      );
      for (const name of names) {
        rig.platform.say(name, anOrder(eur(1_00n), name));
        await rig.ask(name);
        rig.platform.say(name, silent);
      }
      rig.platform.say(basket, silent);
      const asked = rig.platform.asked.orders;
      await settleAt(after(ttl));
      expect(rig.platform.asked.orders - asked).toBe(8);
      await settleAt(after(ttl));
      expect(rig.platform.asked.orders - asked).toBe(16);
    });

    test('the books agree with all of it', async () => {
      say('Automatic Execute', eur(500_00n));
      await settleAt(after(ttl));
      expect((await rig.store.storage().verify()).difference).toBeNull();
    });
  });
}
