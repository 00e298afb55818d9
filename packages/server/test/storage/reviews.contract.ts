import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  changeOf,
  openedReview,
  type Review,
  type ReviewFilter,
} from '../../src/decisions/index.ts';
import { day, minute, plus } from '../../src/kernel/clock.ts';
import type { ReviewId, TenantId } from '../../src/kernel/ids.ts';
import type { RowChange, RowValues } from '../../src/kernel/unit-of-work.ts';
import { createReviewReader } from '../../src/storage/index.ts';
import { lineId, noon, organizationId, setting } from '../builders/credit.ts';
import { aReview, noReviewPolicy, reviewId } from '../builders/review.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aUnit, reasonsOf } from './units.ts';

const anna = 'user:user_anna';
const bert = 'user:user_bert';

export function reviewsContract(engine: TestEngine): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await engine.open();
  });
  afterAll(() => store.close());

  const reader = () => createReviewReader(store.storage().db);
  const commit = (tenant: string, ...ifDone: RowChange[]) =>
    store.storage().commit(aUnit([], { tenantId: tenant as TenantId, ifDone }));

  async function open(tenant: string, change: Partial<Review> = {}): Promise<Review> {
    const one = aReview({ tenantId: tenant as TenantId, ...change });
    const wait = (change.dueAt ?? plus(noon, day)) - noon;
    const policy = { ...noReviewPolicy, dueAfterUs: wait };
    const outcome = await commit(
      tenant,
      openedReview(one, { reviewId: one.reviewId, policy, now: noon }),
    );
    expect(reasonsOf(outcome)).toEqual([]);
    const found = await reader().review(one.tenantId, one.reviewId);
    if (found === null) throw new Error('no review');
    return found;
  }

  const approved = (by: string, more: RowValues = {}): RowValues => ({
    status: 'approved',
    decided_by: by,
    decided_at_us: noon,
    reason: 'known for years',
    ...more,
  });
  const first = (by: string): RowValues => ({
    first_approved_by: by,
    first_approved_at_us: noon,
    first_reason: 'known for years',
    needs_second: 1n,
  });

  test('a review comes back as it was opened', async () => {
    const review = await open('whole');
    expect(review).toEqual(
      aReview({ tenantId: 'whole' as TenantId, openedAt: review.openedAt, dueAt: plus(noon, day) }),
    );
    expect(await reader().review('other' as TenantId, review.reviewId)).toBeNull();
  });

  test('one review of a subject is open at a time, and the next may follow', async () => {
    const review = await open('one');
    const again = { ...aReview(), tenantId: review.tenantId };
    const second = openedReview(again, {
      reviewId: reviewId('two'),
      policy: noReviewPolicy,
      now: noon,
    });
    expect(await commit('one', second)).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'row.exists', what: 'review_one_open' }],
    });
    await commit('one', changeOf(review, approved(anna)));
    expect(await commit('one', second)).toMatchObject({ kind: 'done' });
    const latest = await reader().latestReview(review.tenantId, review.subject);
    expect(latest?.reviewId).toBe('rev_two');
  });

  test('two decide at once, and the second is refused', async () => {
    const review = await open('race');
    expect(await commit('race', changeOf(review, approved(anna)))).toMatchObject({ kind: 'done' });
    expect(await commit('race', changeOf(review, approved(bert)))).toMatchObject({
      reasons: [{ code: 'row.changed', what: 'review' }],
    });
    expect(await reader().review(review.tenantId, review.reviewId)).toMatchObject({
      decidedBy: anna,
      version: 2n,
    });
  });

  test.each<readonly [string, RowValues]>([
    ['a key', approved('key:cred_1')],
    ['a job', approved('job:reviews')],
    ['nobody', { status: 'approved' }],
    ['a person without a reason', approved(anna, { reason: null })],
    ['one of two persons', approved(anna, { needs_second: 1n })],
    ['the same person twice', approved(anna, first(anna))],
    ['a key before a person', approved(anna, first('key:cred_1'))],
    ['a key, as a no', approved('key:cred_1', { status: 'rejected' })],
    ['a person who says no over the limit', approved(anna, { status: 'rejected', over_limit: 1n })],
    ['nobody, over the limit', { over_limit: 1n }],
  ])('the database itself takes no decision of %s', async (name, set) => {
    const review = await open(`eyes ${name}`);
    await expect(commit(`eyes ${name}`, changeOf(review, set))).rejects.toThrow();
    expect(await reader().review(review.tenantId, review.reviewId)).toEqual(review);
  });

  test('two persons approve what takes two', async () => {
    const review = await open('two');
    await commit('two', changeOf(review, first(anna)));
    const next = { ...review, version: 2n };
    expect(await commit('two', changeOf(next, approved(bert)))).toMatchObject({ kind: 'done' });
  });

  test('the queue is sorted by when it is late, goes on, and can be narrowed', async () => {
    const tenant = 'queue' as TenantId;
    const due = [3n, 1n, 2n, 1n];
    for (const [index, minutes] of due.entries()) {
      await open(tenant, {
        reviewId: `rev_${index}` as ReviewId,
        subject: `interworks.basket:151/${index}`,
        organizationId: organizationId(index === 2 ? 'other' : 'own'),
        dueAt: plus(noon, minutes * minute),
      });
    }
    const list = async (filter: Partial<ReviewFilter>, after: string | null, limit: number) => {
      const all = {
        status: 'open',
        organizationId: null,
        subject: null,
        assignedTo: null,
      } as const;
      const page = await reader().reviews(tenant, { ...all, ...filter }, { after, limit });
      return [page.items.map((one) => one.reviewId.slice(4)).join(''), page.next] as const;
    };
    const [head, next] = await list({}, null, 3);
    expect(head).toBe('132');
    expect(await list({}, next, 3)).toEqual(['0', null]);
    expect(await list({ organizationId: organizationId('own') }, null, 9)).toEqual(['130', null]);
    expect(await list({ subject: 'interworks.basket:151/2' }, null, 9)).toEqual(['2', null]);
    expect(await list({ assignedTo: anna }, null, 9)).toEqual(['', null]);
    for (const index of [0, 1]) {
      const review = await reader().review(tenant, `rev_${index}` as ReviewId);
      if (review === null) throw new Error('no review');
      await commit(tenant, changeOf(review, approved(anna)));
    }
    expect(await list({}, null, 9)).toEqual(['32', null]);
    const [newest, older] = await list({ status: 'approved' }, null, 1);
    expect([newest, await list({ status: 'approved' }, older, 1)]).toEqual(['1', ['0', null]]);
  });

  test('a change of a line reaches the open reviews of everybody below it, and nobody else', async () => {
    const lines = [
      setting({}, { name: 'top' }),
      setting({ parentLineId: lineId('top') }, { name: 'below' }),
      setting({}, { name: 'beside' }),
    ];
    const tenant = 'tree';
    for (const line of lines) {
      await store.storage().commit(aUnit([line], { tenantId: tenant as TenantId }));
    }
    for (const name of ['top', 'below', 'beside']) {
      await open(tenant, {
        reviewId: reviewId(name),
        subject: name,
        organizationId: organizationId(name),
      });
    }
    const reached = async (name: string) => {
      const found = await reader().openReviewsOf(tenant as TenantId, [lineId(name)], 10);
      return found.map(({ subject }) => subject).sort();
    };
    expect(await reached('top')).toEqual(['below', 'top']);
    expect(await reached('below')).toEqual(['below']);
    expect(await reached('nobody')).toEqual([]);
  });
}
