import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createWatchService,
  type OrderFacts,
  type WatchService,
} from '../../src/assessment/index.ts';
import { day, hour, type Instant, minute, plus } from '../../src/kernel/clock.ts';
import { createWatchReader } from '../../src/storage/index.ts';
import { anOrder, basket, type DeskRig, openDeskRig } from '../assessment/desk-rig.ts';
import {
  eur,
  expiring,
  jpy,
  noon,
  organizationId,
  policy,
  releasing,
  setting,
  tenantId,
} from '../builders/credit.ts';
import { engines } from '../storage/engines.ts';

/**
 * The desk says no, and the order waits at the platform. There a person executes it all the same: it
 * is owed, although nothing was ever held for it. So the platform is asked, and the books follow.
 */
for (const engine of engines) {
  const title = engine.missing === null ? engine.name : `${engine.name} (${engine.missing})`;
  describe.skipIf(engine.missing !== null)(`orders that were refused, on ${title}`, () => {
    let rig: DeskRig;
    let desk: WatchService;
    let told: string[];
    beforeEach(async () => {
      rig = await openDeskRig(engine);
      told = [];
      desk = aDesk();
      await rig.run(setting({ limitMinor: 100_00n }));
    });
    afterEach(() => rig.close());

    /** A server on the database, as after a start. */
    const aDesk = () =>
      createWatchService({
        ...rig.deps,
        watches: createWatchReader(rig.store.storage().db),
        notify: ({ reason }) => told.push(reason),
      });
    const say = (change: Partial<OrderFacts>) => {
      const answer = anOrder(eur(240_00n));
      if (answer.kind !== 'found') throw new Error('no order');
      rig.platform.say(basket, { kind: 'found', order: { ...answer.order, ...change } });
    };
    const executed = { statusType: 'Automatic Execute' };
    const settleAt = (at: Instant) => {
      rig.store.clock.set(at);
      return desk.settle();
    };
    const after = (us: bigint) => plus(noon, us + 1_000n);
    /** The round in which the watch begins, and the one in which its first turn comes. */
    const settleTwice = async () => {
      await settleAt(after(0n));
      return settleAt(after(16n * minute));
    };
    const figures = async () => {
      const levels = await rig.deps.credit.levels(tenantId, organizationId('own'));
      return { held: levels?.[0].heldMinor, captured: levels?.[0].capturedMinor };
    };
    const marks = async () =>
      (await rig.decisions())
        .filter(({ kind }) => kind === 'executed_outside')
        .map(({ verdict, ledgerVerdict, amountMinor, reasons }) => [
          verdict,
          ledgerVerdict,
          amountMinor,
          ...reasons.map(({ code }) => code),
        ]);

    test('what was executed by hand is booked without a hold, beyond the line, and marked', async () => {
      expect(await rig.ask()).toMatchObject({ approved: false });
      say(executed);
      expect(await settleTwice()).toBe(1);
      expect(await figures()).toEqual({ held: 0n, captured: 240_00n });
      expect(await marks()).toEqual([
        ['review', 'approved', 240_00n, 'assessment.executed_outside'],
      ]);
      expect(told).toEqual(['assessment.executed_outside']);
      expect((await rig.holds()).map(({ state, source }) => [state, source])).toEqual([
        ['captured', `interworks.basket:151/${basket}`],
      ]);
      // Once: neither a later round, nor a server that starts, books it again.
      await settleAt(after(day));
      desk = aDesk();
      await settleAt(after(2n * day));
      expect(await figures()).toEqual({ held: 0n, captured: 240_00n });
      expect(await rig.ask()).toMatchObject({ reasons: [{ code: 'assessment.order_not_open' }] });
      expect((await rig.store.storage().verify()).difference).toBeNull();
    });

    test('two servers that ask at once book it once', async () => {
      await rig.ask();
      say(executed);
      await settleAt(after(0n));
      rig.store.clock.set(after(16n * minute));
      const found = await Promise.all([aDesk().settle(), aDesk().settle(), desk.settle()]);
      expect(found.reduce((sum, count) => sum + count)).toBe(1);
      expect(await figures()).toEqual({ held: 0n, captured: 240_00n });
    });

    test('while it waits, it is asked about more and more seldom, and not beyond its days', async () => {
      await rig.ask();
      await settleAt(after(0n));
      const asked = async (us: bigint) => {
        const before = rig.platform.asked.orders;
        await settleAt(after(us));
        return rig.platform.asked.orders - before;
      };
      expect(await asked(14n * minute)).toBe(0);
      expect(await asked(16n * minute)).toBe(1);
      expect(await asked(hour)).toBe(0);
      expect(await asked(2n * hour)).toBe(1);
      expect(await asked(5n * hour)).toBe(0);
      expect(await asked(7n * hour)).toBe(1);
      expect(await asked(20n * hour)).toBe(1);
      expect(await asked(15n * day)).toBe(0);
      expect(await asked(16n * day)).toBe(0);
    });

    test.each([
      ['was cancelled', { statusType: 'Cancelled' }],
      ["is another account's", { ...executed, accountId: '152' }],
    ])('an order that %s is not asked about again', async (_, change) => {
      await rig.ask();
      say(change);
      await settleTwice();
      const before = rig.platform.asked.orders;
      say(executed);
      expect(await settleAt(after(day))).toBe(0);
      expect(rig.platform.asked.orders).toBe(before);
      expect(await figures()).toEqual({ held: 0n, captured: 0n });
    });

    test('a basket that got its yes meanwhile is left to its hold', async () => {
      await rig.ask();
      await settleAt(after(0n));
      await rig.run(setting({ limitMinor: 1_000_00n }));
      expect(await rig.ask()).toMatchObject({ approved: true });
      say(executed);
      expect(await settleAt(after(16n * minute))).toBe(0);
      expect(await figures()).toEqual({ held: 240_00n, captured: 0n });
    });

    test('what is left of a hold that a person released is booked', async () => {
      await rig.run(setting({ limitMinor: 1_000_00n }));
      const answer = await rig.ask();
      if (!answer.approved || answer.holdId === null) throw new Error('no hold');
      const { holdId } = answer;
      await rig.run(releasing({ holdId }), setting({ limitMinor: 0n }));
      say(executed);
      expect(await settleTwice()).toBe(1);
      expect(await figures()).toEqual({ held: 0n, captured: 240_00n });
      expect(await rig.holds()).toHaveLength(1);
      expect(await marks()).toHaveLength(1);
      expect((await rig.store.storage().verify()).difference).toBeNull();
    });

    test.each([
      ['revive', [240_00n, ['approved', 'assessment.executed_outside']]],
      ['refuse', [0n, ['refused', 'credit.hold_not_open']]],
    ] as const)(
      'of a hold that expired, hold.lateCapture decides: %s',
      async (lateCapture, then) => {
        rig.set({ policy: policy({ lateCapture }) });
        await rig.run(setting({ limitMinor: 1_000_00n }));
        const answer = await rig.ask();
        if (!answer.approved || answer.holdId === null) throw new Error('no hold');
        rig.store.clock.set(after(31n * minute));
        await rig.run(expiring({ holdId: answer.holdId }));
        say(executed);
        await settleAt(after(31n * minute));
        expect(await settleAt(after(hour))).toBe(1);
        const [captured, [ledger, code]] = then;
        expect(await figures()).toEqual({ held: 0n, captured });
        expect(await marks()).toEqual([['review', ledger, 240_00n, code]]);
      },
    );

    test('an order in a currency without a rate cannot be booked, and is told once', async () => {
      await rig.ask();
      say({ ...executed, total: jpy(1_000n) });
      expect(await settleTwice()).toBe(1);
      expect(await figures()).toEqual({ held: 0n, captured: 0n });
      expect(await marks()).toEqual([['review', 'refused', 1_000n, 'credit.no_rate']]);
      expect(await settleAt(after(day))).toBe(0);
      expect(told).toEqual(['credit.no_rate']);
    });

    test('a platform that gives no answer is asked again', async () => {
      await rig.ask();
      rig.platform.say(basket, { kind: 'unavailable', reason: 'timeout' });
      expect(await settleTwice()).toBe(0);
      say(executed);
      expect(await settleAt(after(2n * hour))).toBe(1);
    });

    test('a tenant may do without', async () => {
      rig.set({ watchUs: null });
      await rig.ask();
      say(executed);
      expect(await settleTwice()).toBe(0);
      expect(await figures()).toEqual({ held: 0n, captured: 0n });
      // Whoever looks again finds nothing to begin with, and so others are not kept waiting.
      const reader = createWatchReader(rig.store.storage().db);
      expect(await reader.unwatched(noon, 10)).toEqual([]);
    });
  });
}
