import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type BillingAnswer,
  createRecheckService,
  createWouldPass,
  replayDecisions,
} from '../../src/assessment/index.ts';
import { createRulesetService, examineHere, readyRulesets } from '../../src/decisions/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { calendarDate, day, hour, minute, plus } from '../../src/kernel/clock.ts';
import { currency } from '../../src/kernel/currency.ts';
import type { Money } from '../../src/kernel/money.ts';
import { createPaymentBehaviourService, type PaymentFigures } from '../../src/parties/index.ts';
import {
  createPartyReader,
  createPaymentBehaviourReader,
  createReviewReader,
} from '../../src/storage/index.ts';
import { eur, organizationId, setting, tenantId } from '../builders/credit.ts';
import { aCompany, aUnit } from '../storage/units.ts';
import { anOrder, basket, type DeskRig, deskEngines, openDeskRig } from './desk-rig.ts';

const prompt: PaymentFigures = {
  overdue: eur(0n),
  overdueDays: 0,
  oldestOpenItemDays: 0,
  paymentBehaviour: 'prompt',
  asOf: calendarDate('2026-03-31'),
};

describe.each(deskEngines)('a check that asks how an organization pays, on $name', (engine) => {
  describe.skipIf(engine.missing !== null)(engine.missing ?? 'at hand', () => {
    let rig: DeskRig;
    beforeEach(async () => {
      rig = await openDeskRig(engine);
      await rig.store.run(`insert into tenant (tenant_id, name, currency, language, settings, version, created_at_us)
        values ('${tenantId}', 'Test', 'EUR', 'en', '{}', 1, 1)`);
      await rig.store.storage().commit(aUnit([], { ifDone: [aCompany('own')] }));
      await rig.run(setting({ limitMinor: 1_000_00n }));
    });
    afterEach(() => rig.close());

    const useReady = async (key: string) => {
      const ready = present(
        readyRulesets.find((one) => one.key === key),
        key,
      );
      const { rulesets, hash, clock } = rig.deps;
      const reader = rulesets as Parameters<typeof createRulesetService>[0]['rulesets'];
      const { commit } = rig.store.storage();
      const service = createRulesetService({
        ...{ rulesets: reader, commit, clock, hash, examine: examineHere },
      });
      const call = { tenantId, actor: 'user:user_anna' };
      const { content, cases } = ready;
      const made = await service.create({ ...call, key: null }, { name: 'Ours', content, cases });
      const rulesetId = made.kind === 'done' ? made.rulesetId : 0;
      const draft = present(await reader.version(tenantId, rulesetId, 1), 'a draft');
      const which = { rulesetId, version: 1 };
      await service.publish(call, { ...which, hash: draft.hash });
      await service.activate(call, { ...which, from: null });
      rig.store.clock.set(plus(rig.store.clock.now(), hour));
      rig.set({ rulesetId });
    };
    const record = async (said: Partial<PaymentFigures>) => {
      const { db, commit } = rig.store.storage();
      const service = createPaymentBehaviourService({
        reader: createPaymentBehaviourReader(db),
        organizations: createPartyReader(db),
        commit,
        clock: rig.store.clock,
        currencyOf: async () => currency('EUR'),
      });
      const figures = { ...prompt, ...said };
      const put = { figures, source: 'api', recordedBy: 'key:one', expected: null } as const;
      expect(await service.record(tenantId, organizationId('own'), put)).toMatchObject({
        ok: true,
      });
    };
    const other = (at: number) => `${basket.slice(0, -1)}${at}`;
    let count = 0;
    /** What a basket of its own comes to: yes, or the first reason. */
    const answerOf = async () => {
      count = (count % 8) + 1;
      rig.platform.say(other(count), anOrder(eur(100_00n), other(count)));
      const answer = await rig.ask(other(count));
      if (answer.approved) return 'yes';
      const [first] = answer.reasons;
      return first !== undefined && 'reason' in first ? first.reason : first?.code;
    };
    const live = (overdue: Money): BillingAnswer => ({ kind: 'found', billing: { overdue } });
    const pass = (microseconds: bigint) =>
      rig.store.clock.set(plus(rig.store.clock.now(), microseconds));
    const told = async () => {
      const [newest] = await rig.decisions();
      return JSON.parse(newest?.facts ?? '{}').ruleset.told;
    };

    test('the verdict of a ready ruleset changes with each figure', async () => {
      await useReady('balanced');
      expect(await answerOf()).toBe('yes');
      expect(await told()).toMatchObject({ overdueDays: null, paymentBehaviour: null });
      await record({});
      expect(await answerOf()).toBe('yes');
      expect(await told()).toMatchObject({
        overdueDays: 0,
        overdueAmount: '0.00',
        oldestOpenItemDays: 0,
        paymentBehaviour: 'prompt',
      });
      await record({ paymentBehaviour: 'bad' });
      expect(await answerOf()).toBe('risk_high');
      await record({ overdueDays: 61 });
      expect(await answerOf()).toBe('risk_too_high');
      await record({ oldestOpenItemDays: 121 });
      expect(await answerOf()).toBe('risk_high');
      await record({ overdue: eur(500_01n), overdueDays: 1 });
      expect(await answerOf()).toBe('overdue');
      await record({ overdue: null, overdueDays: null, oldestOpenItemDays: null });
      expect(await answerOf()).toBe('yes');
    });

    test('rules that need what is overdue name the gap, and judge once it is recorded', async () => {
      await useReady('cautious');
      rig.platform.sayBilling({ kind: 'unavailable', reason: 'timeout' });
      expect(await answerOf()).toBe('fact_missing');
      await record({});
      expect(await answerOf()).toBe('yes');
      await record({ overdue: eur(1_000_01n), overdueDays: 3 });
      expect(await answerOf()).toBe('much_overdue');
      // What the platform says now is fresher than any record.
      rig.platform.sayBilling(live(eur(0n)));
      expect((await told()).overdueAmount).toBe('1000.01');
      await answerOf();
      expect(await told()).toMatchObject({ overdueAmount: '0.00', overdueDays: 3 });
    });

    test('days grow with the calendar, and a record that is too old is not known', async () => {
      await useReady('balanced');
      rig.set({ behaviourMaxAgeUs: 35n * day });
      await record({ overdueDays: 29, overdue: null });
      expect(await answerOf()).toBe('yes');
      pass(2n * day);
      expect(await answerOf()).toBe('risk_high');
      expect((await told()).overdueDays).toBe(31);
      pass(33n * day);
      expect(await answerOf()).toBe('risk_too_high');
      pass(day);
      expect(await answerOf()).toBe('yes');
      expect(await told()).toMatchObject({ overdueDays: null, paymentBehaviour: null });
    });

    test('every decision replays to the same bytes, whatever is recorded by then', async () => {
      await useReady('balanced');
      await record({ overdueDays: 31, overdue: eur(640_00n), paymentBehaviour: 'slow' });
      await answerOf();
      pass(day);
      await record({ asOf: calendarDate('2026-04-01') });
      await answerOf();
      const sources = { decisions: rig.reader, rulesets: rig.deps.rulesets as never };
      expect(await replayDecisions(sources, tenantId, null)).toEqual({
        decisions: 2,
        replayed: 2,
        difference: null,
      });
    });

    test('a review is looked at again by a new record, and nobody is asked twice for it', async () => {
      await useReady('balanced');
      await record({ overdueDays: 40 });
      const asked = { 1: anOrder(eur(100_00n)) };
      rig.platform.say(basket, asked[1]);
      expect((await rig.ask()).approved).toBe(false);
      const reader = createReviewReader(rig.store.storage().db);
      const { recheck } = createRecheckService({
        reviews: reader,
        credit: rig.deps.credit,
        payments: createPaymentBehaviourReader(rig.store.storage().db),
        ledger: rig.deps.ledger,
        wouldPass: createWouldPass(rig.deps),
        rulesOf: async () => 'one',
        clock: rig.store.clock,
      });
      const passes = async () =>
        (await reader.latestReview(tenantId, `interworks.basket:151/${basket}`))?.passesNow;
      // The first round looks at every review, and the second at what it then has to follow.
      await recheck();
      expect(await recheck()).toEqual({ asked: 0, changed: 0 });
      await record({});
      expect(await recheck()).toEqual({ asked: 1, changed: 1 });
      expect(await passes()).toBe(true);
      expect(await recheck()).toEqual({ asked: 0, changed: 0 });
      rig.platform.say(basket, { kind: 'unavailable', reason: 'timeout' });
      await record({ overdueDays: 50 });
      expect(await recheck()).toEqual({ asked: 1, changed: 0 });
      expect(await passes()).toBe(true);
      rig.platform.say(basket, asked[1]);
      expect(await recheck()).toEqual({ asked: 1, changed: 1 });
      expect(await passes()).toBe(false);
      // A platform that stays away is waited for no longer than ten minutes.
      rig.platform.say(basket, { kind: 'unavailable', reason: 'timeout' });
      await record({});
      pass(11n * minute);
      expect((await recheck()).asked).toBe(1);
      expect((await recheck()).asked).toBe(0);
    });
  });
});
