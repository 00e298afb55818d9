import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BillingAnswer, replayDecisions, traceDecision } from '../../src/assessment/index.ts';
import {
  createReviewService,
  createRulesetService,
  examineHere,
  type RulesetCase,
  type RulesetContent,
  readyRulesets,
} from '../../src/decisions/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { hour, plus } from '../../src/kernel/clock.ts';
import { createKeyReader, createReviewReader } from '../../src/storage/index.ts';
import { eur, setting, tenantId } from '../builders/credit.ts';
import { someContent, someFacts } from '../builders/decisions.ts';
import { noReviewPolicy } from '../builders/review.ts';
import { anOrder, basket, type DeskRig, deskEngines, openDeskRig } from './desk-rig.ts';

describe.each(deskEngines)('a credit check with a ruleset on $name', (engine) => {
  describe.skipIf(engine.missing !== null)(engine.missing ?? 'at hand', () => {
    let rig: DeskRig;
    beforeEach(async () => {
      rig = await openDeskRig(engine);
      await rig.run(setting({ limitMinor: 1_000_00n }));
    });
    afterEach(() => rig.close());

    const other = (at: number) => `${basket.slice(0, -1)}${at}`;
    const say = (total: bigint, basketId = basket) =>
      rig.platform.say(basketId, anOrder(eur(total), basketId));
    const codes = async (basketId?: string) => {
      const answer = await rig.ask(basketId);
      return answer.approved ? 'yes' : answer.reasons.map(({ code }) => code);
    };
    /** Puts a ruleset into force, and has credit checks ask it. */
    const use = async (content: RulesetContent, cases: readonly RulesetCase[]) => {
      const { rulesets, hash } = rig.deps;
      const reader = rulesets as Parameters<typeof createRulesetService>[0]['rulesets'];
      const { commit } = rig.store.storage();
      const { clock } = rig.store;
      const service = createRulesetService({
        rulesets: reader,
        commit,
        clock,
        hash,
        examine: examineHere,
      });
      const call = { tenantId, actor: 'user:user_anna' };
      const made = await service.create({ ...call, key: null }, { name: 'Ours', content, cases });
      const rulesetId = made.kind === 'done' ? made.rulesetId : 0;
      const draft = present(await reader.version(tenantId, rulesetId, 1), 'a draft');
      const which = { rulesetId, version: 1 };
      expect(await service.publish(call, { ...which, hash: draft.hash })).toMatchObject({
        ok: true,
      });
      await service.activate(call, { ...which, from: null });
      rig.store.clock.set(plus(rig.store.clock.now(), hour));
      rig.set({ rulesetId });
      return draft.hash;
    };
    const useReady = (key: string) => {
      const { content, cases } = present(
        readyRulesets.find((one) => one.key === key),
        key,
      );
      return use(content, cases);
    };
    const upTo = (amount: string, no: 'review' | 'rejected') =>
      use(
        someContent({
          rules: [
            [`<= ${amount}`, 'approved', 'small'],
            [`> ${amount}`, no, 'large'],
          ],
        }),
        [{ name: 'small', facts: someFacts({ amount: '1.00' }), expect: { verdict: 'approved' } }],
      );
    const replayed = () =>
      replayDecisions(
        { decisions: rig.reader, rulesets: rig.deps.rulesets as never },
        tenantId,
        null,
      );

    test('a yes of the ruleset and of the ledger is a hold, and a decision that names the version', async () => {
      const hash = await useReady('balanced');
      expect(await codes()).toBe('yes');
      const [decision] = await rig.decisions();
      expect(decision).toMatchObject({
        verdict: 'approved',
        rulesVerdict: 'approved',
        ledgerVerdict: 'approved',
        rulesetHash: hash,
      });
      expect(JSON.parse(decision?.facts ?? '{}')).toMatchObject({
        ruleset: {
          hash,
          version: 1,
          told: {
            amount: '240.00',
            limit: '1000.00',
            headroom: '1000.00',
            utilisation: '0',
            companyAgeMonths: null,
          },
          said: { verdict: 'approved', riskClass: 'B', limitAdvice: '25000' },
        },
      });
    });

    test('the stricter answer counts: a no of the ruleset is a no, whatever the line has left', async () => {
      await upTo('100', 'rejected');
      const answer = await rig.ask();
      expect(answer).toMatchObject({
        approved: false,
        reasons: [
          {
            code: 'assessment.ruleset_rejected',
            reason: 'large',
            says: 'large',
            wouldPass: 'A basket of at most 100.00 EUR.',
          },
        ],
      });
      expect(await rig.holds()).toEqual([]);
      say(100_00n);
      expect(await codes()).toBe('yes');
    });

    test('a no of the settings stands beside a yes of the ruleset', async () => {
      await upTo('100000', 'rejected');
      say(1_000_01n);
      expect(await codes()).toEqual(['credit.insufficient']);
    });

    test('what the ruleset leaves to a person is a no with a review', async () => {
      rig.set({
        reviews: { ...(await rig.deps.settings.settingsOf(tenantId)).reviews, openFor: 'rules' },
      });
      await upTo('100', 'review');
      expect(await codes()).toEqual(['assessment.ruleset_review']);
      const [decision] = await rig.decisions();
      expect(decision).toMatchObject({ verdict: 'refused', rulesVerdict: 'review' });
      const review = await rig.deps.reviews.latestReview(tenantId, decision?.subject ?? '');
      expect(review).toMatchObject({ status: 'open', cause: 'rule' });
    });

    test('what a person approves passes over the ruleset, and every decision still replays', async () => {
      await upTo('100', 'review');
      await codes();
      const { subject } = present((await rig.decisions())[0], 'decision');
      const { reviewId, version } = present(
        await rig.deps.reviews.latestReview(tenantId, subject),
        'review',
      );
      const { db, commit } = rig.store.storage();
      const service = createReviewService({
        reader: createReviewReader(db),
        commit,
        keys: createKeyReader(db),
        mayDecide: async () => true,
      });
      const call = { tenantId, actor: 'user:user_anna', policy: noReviewPolicy, key: null };
      await service.decide(
        { ...call, deadlineAt: null },
        { reviewId, version, verdict: 'approved', reason: 'known' },
      );
      expect(await codes()).toBe('yes');
      expect((await rig.decisions())[0]).toMatchObject({
        verdict: 'approved',
        rulesVerdict: 'review',
        ledgerVerdict: 'approved',
        reasons: [{ code: 'assessment.review_approved', reviewId }],
      });
      expect(await replayed()).toMatchObject({ decisions: 2, replayed: 2, difference: null });
    });

    test('a repeated no writes one decision', async () => {
      await useReady('cautious');
      rig.platform.sayBilling(overdue(500_00n));
      expect(await codes()).toEqual(['assessment.ruleset_review']);
      await codes();
      await codes();
      expect(await rig.decisions()).toHaveLength(1);
    });

    test('billing information is asked for where the ruleset uses it, and a gap is named without it', async () => {
      await useReady('cautious');
      rig.platform.sayBilling({ kind: 'unknown' });
      expect(await codes()).toEqual(['assessment.ruleset_gap']);
      expect(rig.platform.asked.billings).toBe(1);
      rig.platform.sayBilling(overdue(0n));
      expect(await codes()).toBe('yes');
    });

    test('earlier refusals of other baskets count, and a repeat of one counts once', async () => {
      const content = someContent({
        inputs: { earlierRejected: 'number', amount: 'number' },
        rules: [
          ['>= 2', '-', 'review', 'other'],
          ['< 2', '> 500', 'review', 'large'],
          ['< 2', '<= 500', 'approved', 'small'],
        ],
      });
      const small = someFacts({ amount: '1.00' });
      await use(content, [{ name: 'small', facts: small, expect: { verdict: 'approved' } }]);
      say(600_00n, other(2));
      await codes(other(2));
      await codes(other(2));
      expect(await codes(other(4))).toBe('yes');
      say(700_00n, other(3));
      await codes(other(3));
      say(241_00n);
      expect(await codes()).toEqual(['assessment.ruleset_review']);
    });

    test('without a version in force nothing passes, and a person looks', async () => {
      rig.set({ rulesetId: 7 });
      expect(await codes()).toEqual(['assessment.ruleset_not_in_force']);
    });

    test('every decision replays to the same bytes', async () => {
      await useReady('balanced');
      await codes();
      say(990_00n, other(2));
      await codes(other(2));
      say(5_000_00n, other(3));
      await codes(other(3));
      const report = await replayed();
      expect(report).toEqual({ decisions: 3, replayed: 3, difference: null });
    });

    test('what each rule did is told from the decision alone, whatever is in force by now', async () => {
      await upTo('100', 'rejected');
      await codes();
      const [decision] = await rig.decisions();
      await useReady('open');
      const told = await traceDecision(
        { rulesets: rig.deps.rulesets as never },
        present(decision, 'a decision'),
      );
      expect(told?.tables.map(({ table, rules }) => [table, rules.at(-1)])).toEqual([
        ['Verdict', { rule: 2, outcome: 'matched' }],
      ]);
    });

    test('a decision that was tampered with is the first difference', async () => {
      await useReady('balanced');
      await codes();
      await rig.store.run(
        `update decision set facts = replace(facts, '"riskClass":"B"', '"riskClass":"A"')`,
      );
      const { difference } = await replayed();
      expect(difference?.stored).toContain('"riskClass":"A"');
      expect(difference?.replayed).toContain('"riskClass":"B"');
      expect(difference?.decidedAt).toMatch(/^2026-03-31/);
    });

    test('a total of nothing is asked about, too', async () => {
      await upTo('100', 'rejected');
      say(0n);
      expect(await codes()).toBe('yes');
      await use(
        someContent({ inputs: { earlierRejected: 'number' }, rules: [['-', 'rejected', 'large']] }),
        [{ name: 'no', facts: someFacts(), expect: { verdict: 'rejected' } }],
      );
      expect(await codes()).toEqual(['assessment.ruleset_rejected']);
    });
  });
});

function overdue(amountMinor: bigint): BillingAnswer {
  return { kind: 'found', billing: { overdue: eur(amountMinor) } };
}
