import { afterAll, beforeAll, expect, test } from 'vitest';
import { openedReview } from '../../src/decisions/index.ts';
import { calendarDate } from '../../src/kernel/clock.ts';
import { currency } from '../../src/kernel/currency.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { money } from '../../src/kernel/money.ts';
import type { RowChange } from '../../src/kernel/unit-of-work.ts';
import {
  createPaymentBehaviourService,
  followedPaymentBehaviour,
  type PaymentBehaviourReader,
  type PaymentBehaviourService,
  type PaymentFigures,
} from '../../src/parties/index.ts';
import { createPartyReader, createPaymentBehaviourReader } from '../../src/storage/index.ts';
import { eur, noon, organizationId } from '../builders/credit.ts';
import { aReview, noReviewPolicy, reviewId } from '../builders/review.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aCompany, aUnit } from './units.ts';

const figures: PaymentFigures = {
  overdue: eur(640_00n),
  overdueDays: 12,
  oldestOpenItemDays: 41,
  paymentBehaviour: 'slow',
  asOf: calendarDate('2026-03-30'),
};
const notKnown: PaymentFigures = {
  overdue: null,
  overdueDays: null,
  oldestOpenItemDays: null,
  paymentBehaviour: null,
  asOf: calendarDate('2026-03-30'),
};

export function paymentBehaviourContract(engine: TestEngine): void {
  let store: TestStore;
  let reader: PaymentBehaviourReader;
  let service: PaymentBehaviourService;
  let tenant: TenantId;
  let count = 0;

  beforeAll(async () => {
    store = await engine.open();
    const { db, commit } = store.storage();
    reader = createPaymentBehaviourReader(db);
    service = createPaymentBehaviourService({
      reader,
      organizations: createPartyReader(db),
      commit,
      clock: store.clock,
      currencyOf: async () => currency('EUR'),
    });
  });
  afterAll(() => store.close());

  const commit = (...ifDone: RowChange[]) =>
    store.storage().commit(aUnit([], { tenantId: tenant, ifDone }));
  /** A tenant of the test's own, with these organizations. */
  const begin = async (...names: string[]) => {
    count += 1;
    tenant = `payment-${count}` as TenantId;
    for (const name of names) await commit(aCompany(name, tenant));
  };
  const put = (
    name: string,
    said: Partial<PaymentFigures> = {},
    expected: bigint | 'absent' | 'present' | null = null,
  ) =>
    service.record(tenant, organizationId(name), {
      figures: { ...figures, ...said },
      source: 'api',
      recordedBy: 'key:one',
      expected,
    });
  const outcomeOf = async (answer: ReturnType<typeof put>) => {
    const recorded = await answer;
    return recorded.ok ? recorded.value.outcome : recorded.refusal.code;
  };
  const inForce = (name: string) => reader.paymentBehaviour(tenant, organizationId(name));
  const openReview = (name: string) => {
    const review = aReview({
      tenantId: tenant,
      reviewId: reviewId(name),
      subject: name,
      organizationId: organizationId(name),
    });
    const opened = { reviewId: review.reviewId, policy: noReviewPolicy, now: noon };
    return commit(openedReview(review, opened));
  };
  const toFollow = async () =>
    (await reader.paymentBehaviourToFollow(tenant, 10)).map((record) => record.organizationId);

  test('figures come back as they were recorded, and what is not known stays null', async () => {
    await begin('own');
    expect(await inForce('own')).toBeNull();
    expect(await put('own')).toMatchObject({ ok: true, value: { outcome: 'created' } });
    expect(await inForce('own')).toMatchObject({
      ...figures,
      source: 'api',
      recordedBy: 'key:one',
      version: 1n,
    });
    await put('own', notKnown);
    expect(await inForce('own')).toMatchObject({ ...notKnown, version: 2n });
  });

  test('the same figures again change nothing, whoever brings them', async () => {
    await begin('own');
    await put('own');
    const before = await inForce('own');
    expect(await outcomeOf(put('own'))).toBe('unchanged');
    expect(await inForce('own')).toEqual(before);
  });

  test('figures of an earlier day do not replace later ones, unless the version is named', async () => {
    await begin('own');
    await put('own');
    const earlier = { asOf: calendarDate('2026-03-29'), overdueDays: 11 };
    expect(await outcomeOf(put('own', earlier))).toBe('parties.payment_behaviour_older');
    expect(await outcomeOf(put('own', earlier, 'present'))).toBe('parties.payment_behaviour_older');
    expect(await outcomeOf(put('own', earlier, 7n))).toBe('parties.version_changed');
    expect(await outcomeOf(put('own', earlier, 1n))).toBe('updated');
    expect(await inForce('own')).toMatchObject({ ...earlier, version: 2n });
  });

  test('of many who say that there is none yet, one is right', async () => {
    await begin('own');
    const many = [1, 2, 3, 4, 5].map((overdueDays) => put('own', { overdueDays }, 'absent'));
    const outcomes = await Promise.all(many.map(outcomeOf));
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'parties.version_changed')).toHaveLength(4);
    expect((await inForce('own'))?.version).toBe(1n);
  });

  test('an organization that is unknown here has no record', async () => {
    await begin('own');
    await put('own');
    await begin('other');
    expect(await outcomeOf(put('own'))).toBe('parties.organization_unknown');
    expect(await inForce('own')).toBeNull();
  });

  test.each<readonly [string, Partial<PaymentFigures>]>([
    ['negative days', { overdueDays: -1 }],
    ['a part of a day', { oldestOpenItemDays: 1.5 }],
    ['more than a hundred years', { oldestOpenItemDays: 36_501 }],
    ['an amount below 0', { overdue: eur(-1n) }],
    ['another currency', { overdue: money(1_00n, currency('USD')) }],
    ['a day that has begun nowhere', { asOf: calendarDate('2026-04-02') }],
  ])('%s is refused', async (_name, said) => {
    await begin('own');
    expect(await outcomeOf(put('own', said))).toBe('parties.payment_behaviour_invalid');
    expect(await inForce('own')).toBeNull();
  });

  test.each([
    ['negative days', 'overdue_days = -1'],
    ['a class that rules do not know', `behaviour = 'late'`],
    ['an amount without a currency', 'overdue_currency = null'],
    ['a source that is none', `source = 'guess'`],
    ['an organization that is none', `organization_id = 'org_nobody'`],
  ])('the database itself refuses %s', async (_name, change) => {
    await begin('own');
    await put('own');
    const statement = `update payment_behaviour set ${change} where tenant_id = '${tenant}'`;
    await expect(store.run(statement)).rejects.toThrow();
  });

  test('a change is followed for open reviews once, and again after the next one', async () => {
    await begin('own', 'calm', 'silent');
    await openReview('own');
    await openReview('silent');
    await put('own');
    await put('calm');
    expect(await toFollow()).toEqual(['org_own']);
    const record = await inForce('own');
    if (record === null) throw new Error('no record');
    await put('own', { overdueDays: 13 });
    // What was looked at was the version before.
    expect(await commit(followedPaymentBehaviour(record))).toMatchObject({ kind: 'refused' });
    const newest = await inForce('own');
    if (newest === null) throw new Error('no record');
    await commit(followedPaymentBehaviour(newest));
    expect(await toFollow()).toEqual([]);
    expect((await inForce('own'))?.version).toBe(2n);
    await put('own', { overdueDays: 14 });
    expect(await toFollow()).toEqual(['org_own']);
  });
}
