import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createReviewService } from '../../src/decisions/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { day, minute, plus } from '../../src/kernel/clock.ts';
import { createKeyReader, createReviewReader } from '../../src/storage/index.ts';
import {
  eur,
  jpy,
  organizationId,
  origin,
  placing,
  policy,
  setting,
  tenantId,
} from '../builders/credit.ts';
import { noReviewPolicy } from '../builders/review.ts';
import {
  anOrder,
  aRequest,
  basket,
  type DeskRig,
  defaultSettings,
  deskEngines,
  openDeskRig,
} from './desk-rig.ts';

const anna = 'user:user_anna';
const subject = `interworks.basket:151/${basket}`;

for (const engine of deskEngines) {
  const title = engine.missing === null ? engine.name : `${engine.name} (${engine.missing})`;
  describe.skipIf(engine.missing !== null)(`reviews of baskets on ${title}`, () => {
    let rig: DeskRig;
    beforeEach(async () => {
      rig = await openDeskRig(engine);
      await rig.run(setting({ limitMinor: 1_000_00n }));
      rig.set({ rules: { ...defaultSettings.rules, overdueMaxMinor: 0n } });
      rig.platform.sayBilling({ kind: 'found', billing: { overdue: eur(50_00n) } });
    });
    afterEach(() => rig.close());

    const reader = () => createReviewReader(rig.store.storage().db);
    const latest = () => reader().latestReview(tenantId, subject);
    const open = async () => {
      const filter = {
        status: 'open',
        organizationId: null,
        subject: null,
        assignedTo: null,
      } as const;
      return (await reader().reviews(tenantId, filter, { after: null, limit: 50 })).items;
    };

    const move = async (
      by: 'decide' | 'withdraw',
      verdict: 'approved' | 'rejected',
      isOverLimit = false,
    ) => {
      const service = createReviewService({
        reader: reader(),
        commit: rig.store.storage().commit,
        keys: createKeyReader(rig.store.storage().db),
        mayDecide: async () => true,
      });
      const { reviewId, version } = present(await latest(), 'review');
      const call = { tenantId, actor: anna, policy: noReviewPolicy, key: null, deadlineAt: null };
      const request = { reviewId, version, verdict, isOverLimit, reason: 'a good customer' };
      const answer = await service[by](call, request);
      if (answer.kind !== 'done') throw new Error(JSON.stringify(answer));
      return answer.review;
    };
    const decide = (verdict: 'approved' | 'rejected') => move('decide', verdict);
    const approveOverLimit = () => move('decide', 'approved', true);
    const withdraw = () => move('withdraw', 'rejected');

    const codes = async () => {
      const answer = await rig.ask();
      return answer.approved ? 'yes' : answer.reasons.map(({ code }) => code).join();
    };
    const says = (amountMinor: bigint) => rig.platform.say(basket, anOrder(eur(amountMinor)));

    test('a no of the rules opens a review with its decision', async () => {
      const answer = await rig.ask();
      expect(await open()).toMatchObject([
        {
          subject,
          decisionId: answer.decisionId,
          cause: 'rule',
          why: [{ code: 'assessment.overdue', overdueMinor: 50_00n }],
          amountMinor: 240_00n,
          organizationId: 'org_own',
          status: 'open',
          dueAt: plus(rig.store.clock.now(), day),
        },
      ]);
    });

    test('calls that say the same, and a thousand at once, leave one review', async () => {
      await Promise.all(Array.from({ length: 1_000 }, () => rig.ask()));
      await rig.ask();
      expect(await open()).toHaveLength(1);
      expect(await latest()).toMatchObject({ version: 1n });
    });

    test('two servers that judge the same no at once leave one review', async () => {
      const checks = [0, 1, 2, 3].map(() => rig.serviceWith().check);
      const answers = await Promise.all(checks.map((check) => check(aRequest(rig.store))));
      expect(answers.map(({ approved }) => approved)).toEqual([false, false, false, false]);
      expect(await open()).toHaveLength(1);
      // Whoever was slower still has its decision.
      const kept = (await rig.decisions()).map(({ decisionId }) => decisionId);
      for (const { decisionId } of answers) expect(kept).toContain(decisionId);
    });

    test('a fact that is missing and a source that fails are named as the cause', async () => {
      rig.platform.sayBilling({ kind: 'unavailable', reason: 'timeout' });
      await rig.ask();
      expect(await latest()).toMatchObject({ cause: 'source' });
      rig.platform.sayBilling({ kind: 'unknown' });
      await rig.ask();
      expect(await latest()).toMatchObject({
        cause: 'gap',
        why: [{ code: 'assessment.billing_unknown' }],
        version: 2n,
      });
    });

    test.each([
      ['everyNo', ['source', 'gap', 'rule']],
      ['gaps', ['source', 'gap']],
      ['rules', []],
    ] as const)(
      '%s: what the tenant wants opens a review, and nothing else',
      async (openFor, wanted) => {
        rig.set({ reviews: { ...defaultSettings.reviews, openFor } });
        const names = ['01', '02', '03'].map((end) => `${basket.slice(0, -2)}${end}`);
        const answers = [
          { kind: 'unavailable', reason: 'timeout' },
          { kind: 'unknown' },
          { kind: 'found', billing: { overdue: eur(50_00n) } },
        ] as const;
        for (const [index, name] of names.entries()) {
          rig.platform.sayBilling(answers[index] ?? answers[0]);
          expect(await rig.ask(name)).toMatchObject({ approved: false });
        }
        const causes = (await open()).map(({ cause }) => cause);
        expect(causes.sort()).toEqual([...wanted].sort());
      },
    );

    test('a request that is wrong, or an order that is over, waits for nobody', async () => {
      const { order } = anOrder() as Extract<ReturnType<typeof anOrder>, { kind: 'found' }>;
      rig.platform.say(basket, { kind: 'found', order: { ...order, accountId: '999' } });
      await rig.ask();
      rig.platform.say(basket, { kind: 'unavailable', reason: 'timeout' });
      await rig.ask();
      expect(await open()).toEqual([]);
      rig.platform.say(basket, anOrder());
      await rig.ask();
      expect(await open()).toHaveLength(1);
      rig.platform.say(basket, { kind: 'found', order: { ...order, statusType: 'Cancelled' } });
      await rig.ask();
      expect(await latest()).toMatchObject({
        status: 'withdrawn',
        decidedBy: 'job:credit-check',
        reason: 'The order is over.',
      });
    });

    test('an approval makes the next call a yes over the rules, and the decision says who', async () => {
      await rig.ask();
      const { reviewId } = await decide('approved');
      expect(await codes()).toBe('yes');
      const [decision] = await rig.decisions();
      expect(decision).toMatchObject({
        verdict: 'approved',
        rulesVerdict: 'refused',
        ledgerVerdict: 'approved',
        headroomMinor: 760_00n,
        reasons: [{ code: 'assessment.review_approved', reviewId, by: anna }],
      });
      const [hold] = await rig.holds();
      expect(hold).toMatchObject({ kind: 'review', heldMinor: 240_00n });
      expect((hold?.dueAt ?? 0n) - (hold?.placedAt ?? 0n)).toBe(7n * day);
    });

    test('an approval over the limit is a yes whatever the line has left, for that basket alone', async () => {
      rig.platform.sayBilling({ kind: 'found', billing: { overdue: eur(0n) } });
      await rig.run(setting({ limitMinor: 100_00n }));
      expect(await codes()).toBe('credit.insufficient');
      const { reviewId } = await approveOverLimit();
      expect(await codes()).toBe('yes');
      const [decision] = await rig.decisions();
      expect(decision).toMatchObject({
        verdict: 'approved',
        rulesVerdict: 'approved',
        headroomMinor: -140_00n,
        reasons: [{ code: 'assessment.review_approved', reviewId, by: anna }],
      });
      expect(await rig.holds()).toMatchObject([{ kind: 'review', heldMinor: 240_00n }]);
      expect(await codes()).toBe('yes');
      const other = await rig.ask(`${basket.slice(0, -1)}2`);
      expect(other).toMatchObject({ approved: false, reasons: [{ code: 'credit.insufficient' }] });
      expect(await rig.holds()).toHaveLength(1);
      says(240_01n);
      expect(await codes()).toBe('credit.insufficient');
      expect(await rig.holds()).toMatchObject([{ heldMinor: 240_00n }]);
    });

    test('an approval that does not speak of the limit goes over none, and one that does lifts no stop', async () => {
      await rig.run(setting({ limitMinor: 100_00n }));
      await rig.ask();
      await decide('approved');
      expect(await codes()).toBe('credit.insufficient');
      says(240_01n);
      await rig.ask();
      await approveOverLimit();
      const stop = { type: 'stopLine', reason: 'insolvent' } as const;
      await rig.run({ ...stop, organizationId: organizationId('own'), origin, policy: policy() });
      expect(await codes()).toBe('credit.line_stopped');
      expect(await rig.holds()).toEqual([]);
    });

    test('what stands already grows over the limit as far as it was approved', async () => {
      rig.platform.sayBilling({ kind: 'found', billing: { overdue: eur(0n) } });
      expect(await codes()).toBe('yes');
      says(1_500_00n);
      expect(await codes()).toBe('credit.insufficient');
      await approveOverLimit();
      expect(await codes()).toBe('yes');
      expect(await rig.holds()).toMatchObject([{ heldMinor: 1_500_00n }]);
    });

    test('it covers as much and less, and a cent more is a case of its own', async () => {
      await rig.ask();
      await decide('approved');
      says(240_01n);
      expect(await codes()).toBe('assessment.overdue');
      expect(await open()).toMatchObject([{ amountMinor: 240_01n, version: 1n }]);
      says(239_99n);
      expect(await codes()).toBe('yes');
    });

    test('it covers a growth that the tenant allows, and no other currency', async () => {
      const approval = { deviationBasisPoints: 10_00n, validDays: 0 };
      rig.set({ reviews: { ...defaultSettings.reviews, approval } });
      await rig.ask();
      await decide('approved');
      says(264_01n);
      expect(await codes()).toBe('assessment.overdue');
      rig.platform.say(basket, anOrder(jpy(1n)));
      expect(await codes()).toContain('assessment.overdue');
      says(264_00n);
      expect(await codes()).toBe('yes');
    });

    test('it ends with its days', async () => {
      const approval = { deviationBasisPoints: 0n, validDays: 2 };
      rig.set({ reviews: { ...defaultSettings.reviews, approval } });
      await rig.ask();
      await decide('approved');
      rig.store.clock.set(plus(rig.store.clock.now(), 2n * day));
      expect(await codes()).toBe('assessment.overdue');
      expect(await open()).toHaveLength(1);
    });

    test('what somebody took out of the queue comes back with another case alone', async () => {
      await rig.ask();
      await withdraw();
      await rig.ask();
      expect(await open()).toEqual([]);
      says(250_00n);
      await rig.ask();
      expect(await open()).toMatchObject([{ amountMinor: 250_00n }]);
    });

    test('it never stands over the ledger, and nobody is asked again for want of credit', async () => {
      await rig.ask();
      await decide('approved');
      await rig.run(placing({ amount: eur(900_00n) }));
      expect(await codes()).toBe('credit.insufficient');
      expect(await rig.holds()).toHaveLength(1);
      expect(await open()).toEqual([]);
      await rig.run(setting({ limitMinor: 2_000_00n }));
      expect(await codes()).toBe('yes');
    });

    test('a rejection keeps the no and says so, also when the cause is gone', async () => {
      await rig.ask();
      const { reviewId } = await decide('rejected');
      expect(await codes()).toBe('assessment.review_rejected,assessment.overdue');
      rig.platform.sayBilling({ kind: 'found', billing: { overdue: eur(0n) } });
      expect(await codes()).toBe('assessment.review_rejected');
      expect((await rig.decisions())[0]?.reasons).toEqual([
        { code: 'assessment.review_rejected', reviewId, by: anna },
      ]);
      expect(await open()).toEqual([]);
      says(240_01n);
      expect(await codes()).toBe('assessment.review_rejected');
      says(239_99n);
      expect(await codes()).toBe('yes');
    });

    test('a basket that passes by itself leaves the queue with its yes', async () => {
      await rig.ask();
      rig.platform.sayBilling({ kind: 'found', billing: { overdue: eur(0n) } });
      expect(await codes()).toBe('yes');
      expect(await latest()).toMatchObject({
        status: 'withdrawn',
        reason: 'The credit check says yes by now.',
      });
    });

    test('what the ledger refuses inside the transaction opens a review with its reasons', async () => {
      rig.platform.sayBilling({ kind: 'found', billing: { overdue: eur(0n) } });
      const { books } = rig.deps;
      const { check } = rig.serviceWith({
        books: {
          basket: async (...of) => {
            const read = await books.basket(...of);
            await rig.run(placing({ amount: eur(900_00n) }));
            return read;
          },
        },
      });
      const answer = await check(aRequest(rig.store));
      expect(answer).toMatchObject({ reasons: [{ code: 'credit.insufficient' }] });
      expect(await open()).toMatchObject([
        {
          decisionId: answer.decisionId,
          why: [{ code: 'credit.insufficient', shortfallMinor: 140_00n }],
        },
      ]);
    });

    test('a basket that costs nothing is approved over the rules as well', async () => {
      await rig.ask();
      await decide('approved');
      says(0n);
      expect(await rig.ask()).toMatchObject({ approved: true, holdId: null });
      expect((await rig.decisions())[0]).toMatchObject({
        verdict: 'approved',
        rulesVerdict: 'refused',
        reasons: [{ code: 'assessment.review_approved' }],
      });
    });

    test('within its days of grace a yes of the rules stands, for as much and no more', async () => {
      rig.set({ reviews: { ...defaultSettings.reviews, graceDays: 2 } });
      rig.platform.sayBilling({ kind: 'found', billing: { overdue: eur(0n) } });
      expect(await codes()).toBe('yes');
      const [hold] = await rig.holds();
      const after = plus(rig.store.clock.now(), 31n * minute);
      rig.store.clock.set(after);
      await rig.run({
        type: 'expireHold',
        holdId: present(hold, 'hold').holdId,
        origin: { context: 'INTERNAL', actor: 'job:test' },
        policy: defaultSettings.policy,
      });
      rig.platform.sayBilling({ kind: 'found', billing: { overdue: eur(50_00n) } });
      says(240_01n);
      expect(await codes()).toBe('assessment.overdue');
      says(240_00n);
      expect(await codes()).toBe('yes');
      expect((await rig.decisions())[0]).toMatchObject({
        rulesVerdict: 'refused',
        reasons: [{ code: 'assessment.within_grace' }],
      });
    });
  });
}
