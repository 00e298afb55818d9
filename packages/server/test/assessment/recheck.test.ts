import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createRecheckService,
  createWouldPass,
  type RecheckDeps,
} from '../../src/assessment/index.ts';
import { openedReview } from '../../src/decisions/index.ts';
import { day, minute, plus } from '../../src/kernel/clock.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { createPaymentBehaviourReader, createReviewReader } from '../../src/storage/index.ts';
import {
  eur,
  lineId,
  organizationId,
  placing,
  posting,
  releasing,
  setting,
  tenantId,
} from '../builders/credit.ts';
import { aReview, noReviewPolicy, reviewId } from '../builders/review.ts';
import { aUnit } from '../storage/units.ts';
import {
  anOrder,
  basket,
  type DeskRig,
  defaultSettings,
  deskEngines,
  openDeskRig,
} from './desk-rig.ts';

for (const engine of deskEngines) {
  const title = engine.missing === null ? engine.name : `${engine.name} (${engine.missing})`;
  describe.skipIf(engine.missing !== null)(`reviews looked at again on ${title}`, () => {
    let rig: DeskRig;
    let rules: string;
    beforeEach(async () => {
      rig = await openDeskRig(engine);
      rules = 'one';
      const { store } = rig;
      await store.run(`insert into tenant (tenant_id, name, currency, language, settings, version, created_at_us)
        values ('${tenantId}', 'Test', 'EUR', 'en', '{}', 1, 1)`);
      await rig.run(setting({ limitMinor: 1_000_00n }));
      rig.platform.say(basket, anOrder(eur(1_240_00n)));
      await rig.ask();
    });
    afterEach(() => rig.close());

    const reader = () => createReviewReader(rig.store.storage().db);
    const recheck = (change: Partial<RecheckDeps> = {}) =>
      createRecheckService({
        reviews: reader(),
        credit: rig.deps.credit,
        payments: createPaymentBehaviourReader(rig.store.storage().db),
        ledger: rig.deps.ledger,
        wouldPass: createWouldPass(rig.deps),
        rulesOf: async () => rules,
        clock: rig.store.clock,
        ...change,
      }).recheck();
    const latest = async () => reader().latestReview(tenantId, `interworks.basket:151/${basket}`);
    const passes = async () => (await latest())?.passesNow;
    const count = async () => {
      const decisions = await rig.decisions();
      const holds = await rig.holds();
      return [decisions.length, holds.length];
    };

    test('a higher limit, and figures of the ERP, say when it would pass and when no more', async () => {
      await recheck();
      expect(await passes()).toBe(false);
      const before = await count();
      await rig.run(setting({ limitMinor: 1_240_00n }));
      await recheck();
      expect(await passes()).toBe(true);
      await rig.run(posting(1n));
      await recheck();
      expect(await passes()).toBe(false);
      await rig.run(posting(0n));
      await recheck();
      expect(await latest()).toMatchObject({ status: 'open', passesNow: true, version: 4n });
      // It is only asked what would be: nobody's answer is written.
      expect(await count()).toEqual(before);
    });

    test('a hold of somebody else that is given back helps as well', async () => {
      rig.platform.say(basket, anOrder(eur(240_00n)));
      await rig.run(placing({ amount: eur(900_00n) }));
      await rig.ask();
      await recheck();
      expect(await passes()).toBe(false);
      const [hold] = (await rig.holds()).filter(({ state }) => state === 'open');
      if (hold === undefined) throw new Error('no hold');
      await rig.run(releasing({ holdId: hold.holdId }));
      await recheck();
      expect(await passes()).toBe(true);
    });

    test('a limit of the group above is a change of everybody below', async () => {
      await rig.run(
        setting({ limitMinor: 1_000_00n }, { name: 'group' }),
        setting({ limitMinor: 5_000_00n, parentLineId: lineId('group') }),
      );
      await recheck();
      expect(await passes()).toBe(false);
      await rig.run(setting({ limitMinor: 9_000_00n }, { name: 'group' }));
      await recheck();
      expect(await passes()).toBe(true);
    });

    test('other rules, and another day, are reasons to look at all of them', async () => {
      const temporary = {
        mode: 'override',
        amountMinor: 5_000_00n,
        from: '2026-04-01',
        to: '2026-04-01',
      } as const;
      rig.set({ rules: { ...defaultSettings.rules, overdueMaxMinor: 0n } });
      rig.platform.sayBilling({ kind: 'found', billing: { overdue: eur(1n) } });
      await rig.run(setting({ limitMinor: 2_000_00n }));
      await recheck();
      expect(await passes()).toBe(false);
      expect(await recheck()).toEqual({ asked: 0, changed: 0 });
      rig.set({ rules: defaultSettings.rules });
      rules = 'two';
      expect(await recheck()).toEqual({ asked: 1, changed: 1 });
      expect(await passes()).toBe(true);
      await rig.run(setting({ limitMinor: 1_000_00n, temporaryLimits: [temporary as never] }));
      await recheck();
      expect(await passes()).toBe(false);
      rig.store.clock.set(plus(rig.store.clock.now(), day));
      expect(await recheck()).toEqual({ asked: 1, changed: 1 });
    });

    test('what happens to others asks nobody anything, and nothing is read twice', async () => {
      await recheck();
      await rig.run(setting({ limitMinor: 1n }, { name: 'other' }));
      const asked = rig.platform.asked.orders;
      expect(await recheck()).toEqual({ asked: 0, changed: 0 });
      expect(await recheck()).toEqual({ asked: 0, changed: 0 });
      expect(rig.platform.asked.orders).toBe(asked);
      expect(await reader().reviewWatch(tenantId)).toMatchObject({ nextNumber: 3n });
    });

    test('an order that is over leaves the queue', async () => {
      await recheck();
      rig.platform.say(basket, { kind: 'unknown' });
      const { order } = anOrder() as Extract<ReturnType<typeof anOrder>, { kind: 'found' }>;
      rig.platform.say(basket, { kind: 'found', order: { ...order, statusType: 'Cancelled' } });
      await rig.run(posting(0n));
      await recheck();
      expect(await latest()).toMatchObject({ status: 'withdrawn', reason: 'The order is over.' });
      expect(await recheck()).toEqual({ asked: 0, changed: 0 });
    });

    test('while the platform is away the change waits, for a while', async () => {
      await recheck();
      const order = anOrder(eur(1_240_00n));
      rig.platform.say(basket, { kind: 'unavailable', reason: 'timeout' });
      await rig.run(setting({ limitMinor: 2_000_00n }));
      expect(await recheck()).toEqual({ asked: 1, changed: 0 });
      expect(await recheck()).toEqual({ asked: 1, changed: 0 });
      rig.platform.say(basket, order);
      expect(await recheck()).toEqual({ asked: 1, changed: 1 });
      expect(await passes()).toBe(true);
      rig.platform.say(basket, { kind: 'unavailable', reason: 'timeout' });
      await rig.run(setting({ limitMinor: 1_000_00n }));
      rig.store.clock.set(plus(rig.store.clock.now(), 11n * minute));
      expect(await recheck()).toEqual({ asked: 1, changed: 0 });
      expect(await recheck()).toEqual({ asked: 0, changed: 0 });
    });

    test('two servers that look at the same time say it once', async () => {
      await recheck();
      await rig.run(setting({ limitMinor: 2_000_00n }));
      const counts = await Promise.all([recheck(), recheck(), recheck()]);
      expect(counts.reduce((sum, { changed }) => sum + changed, 0)).toBe(1);
      expect(await latest()).toMatchObject({ passesNow: true, version: 2n });
    });

    test('a tenant whose platform fails holds up nobody else', async () => {
      const other = 'other' as TenantId;
      await rig.store.run(`insert into tenant (tenant_id, name, currency, language, settings, version, created_at_us)
        values ('other', 'Test', 'EUR', 'en', '{}', 1, 1)`);
      const one = aReview({
        tenantId: other,
        reviewId: reviewId('other'),
        organizationId: organizationId('own'),
      });
      const opening = { reviewId: one.reviewId, policy: noReviewPolicy, now: one.openedAt };
      const unit = aUnit([], { tenantId: other, ifDone: [openedReview(one, opening)] });
      await rig.store.storage().commit(unit);
      const wouldPass = createWouldPass(rig.deps);
      const asked = await recheck({
        wouldPass: (review) =>
          review.tenantId === other ? Promise.resolve(null) : wouldPass(review),
      });
      expect(asked).toEqual({ asked: 2, changed: 0 });
      expect(await reader().reviewWatch(tenantId)).toMatchObject({ version: 1n });
    });
  });
}
