import { afterAll, beforeAll, expect, test } from 'vitest';
import { minute, plus } from '../../../src/kernel/clock.ts';
import { demo, ok } from '../../access/rooms.ts';
import { eur } from '../builders.ts';
import { openReview } from '../open-review.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  ok(
    await api.rooms.parties.changeTenant(demo, {
      settings: { 'reviews.secondApprovalAbove': '1000.00', 'reviews.dueAfter': '8 h' },
      expectedVersion: null,
    }),
  );
  // The settings of a tenant are kept in memory for a few seconds.
  api.rooms.clock.pass(10_000_000n);
});
afterAll(() => api.close());

const approve = (version: number) => ({ version, verdict: 'approved', reason: 'known' }) as const;

test('a review says why it waits, in words, and until when', async () => {
  const reviewId = await openReview(api);
  const read = await api.client().getReview({ params: { reviewId } });
  expect(read).toMatchObject({
    status: 200,
    body: {
      reviewId,
      status: 'open',
      cause: 'rule',
      reasons: [
        {
          code: 'assessment.overdue',
          text: 'Invoices of 100.00 EUR are overdue; 0.00 EUR are allowed.',
          remedy: 'Payments after which at most 0.00 EUR are overdue.',
        },
      ],
      amount: eur('250.00'),
      needsSecond: false,
      passesNow: false,
      decidedBy: null,
      version: 1,
    },
  });
  const { openedAt, dueAt } = read.ok ? read.body : { openedAt: '', dueAt: '' };
  expect(Math.round((Date.parse(dueAt) - Date.parse(openedAt)) / 60_000)).toBe(8 * 60);
});

test.each(['approved', 'rejected'] as const)(
  'one person decides what is below: %s',
  async (verdict) => {
    const reviewId = await openReview(api);
    const decided = await api
      .client(api.tokens.approver)
      .decideReview({ params: { reviewId }, body: { ...approve(1), verdict } });
    expect(decided).toMatchObject({
      status: 200,
      body: {
        review: {
          status: verdict,
          decidedBy: expect.stringMatching(/^user:user_/),
          reason: 'known',
          version: 2,
        },
      },
    });
    const read = await api.client().getReview({ params: { reviewId } });
    expect(read.ok && read.body).toEqual(decided.ok && decided.body.review);
  },
);

test('two persons approve what is above, one after the other', async () => {
  const reviewId = await openReview(api, { amountMinor: 1_000_01n });
  const params = { reviewId };
  const first = await api.client(api.tokens.controller).decideReview({ params, body: approve(1) });
  expect(first).toMatchObject({
    body: {
      review: {
        status: 'open',
        needsSecond: true,
        firstApproval: { by: expect.stringMatching(/^user:user_/), reason: 'known' },
        decidedBy: null,
        version: 2,
      },
    },
  });
  const second = await api.client(api.tokens.approver).decideReview({ params, body: approve(2) });
  const { firstApproval } = first.ok ? first.body.review : { firstApproval: null };
  expect(second).toMatchObject({ body: { review: { status: 'approved', firstApproval } } });
  const read = await api.client().getReview({ params });
  expect(read.ok && read.body).toEqual(second.ok && second.body.review);
});

test('an approval holds over the limit where everybody who approves says so', async () => {
  const over = (version: number) => ({ ...approve(version), overLimit: true }) as const;
  const controller = api.client(api.tokens.controller);
  const approver = api.client(api.tokens.approver);
  const one = { reviewId: await openReview(api) };
  const alone = await approver.decideReview({ params: one, body: over(1) });
  expect(alone).toMatchObject({ body: { review: { status: 'approved', overLimit: true } } });
  const read = await api.client().getReview({ params: one });
  expect(read.ok && read.body).toEqual(alone.ok && alone.body.review);
  for (const [first, second, overLimit] of [
    [over(1), over(2), true],
    [over(1), approve(2), false],
    [approve(1), over(2), false],
  ] as const) {
    const params = { reviewId: await openReview(api, { amountMinor: 1_000_01n }) };
    await controller.decideReview({ params, body: first });
    const both = await approver.decideReview({ params, body: second });
    expect(both).toMatchObject({ body: { review: { status: 'approved', overLimit } } });
  }
});

test('who says no says nothing of the limit', async () => {
  const params = { reviewId: await openReview(api) };
  const body = { ...approve(1), verdict: 'rejected', overLimit: true } as const;
  const told = await api.client(api.tokens.approver).decideReview({ params, body });
  expect(told).toMatchObject({ body: { review: { status: 'rejected', overLimit: false } } });
});

test('a repeat with the same key tells what the first call did, whatever came after', async () => {
  const reviewId = await openReview(api, { amountMinor: 5_000_00n });
  const params = { reviewId };
  const call = { params, body: approve(1), idempotencyKey: 'first-approval' } as const;
  const first = await api.client(api.tokens.controller).decideReview(call);
  await api.client(api.tokens.approver).decideReview({ params, body: approve(2) });
  const again = await api.client(api.tokens.controller).decideReview(call);
  expect(again).toEqual({ ...first, replayed: true });
});

test('a review is given to who may decide it, and back to nobody', async () => {
  const reviewId = await openReview(api);
  const params = { reviewId };
  const client = api.client(api.tokens.controller);
  const users = await api.rooms.access.users(demo, { after: null, limit: 100 });
  const anna = users.items.find(({ name }) => name === 'anna');
  const userId = anna?.userId ?? '';
  const given = await client.assignReview({ params, body: { version: 1, userId } });
  expect(given).toMatchObject({ body: { review: { assignedTo: `user:${userId}`, version: 2 } } });
  const list = await client.listReviews({ query: { assignedTo: userId } });
  expect(list.ok && list.body.items.map((item) => item.reviewId)).toEqual([reviewId]);
  const back = await client.assignReview({ params, body: { version: 2, userId: null } });
  expect(back).toMatchObject({ body: { review: { assignedTo: null, version: 3 } } });
});

test('a withdrawn review leaves the queue without an answer', async () => {
  const reviewId = await openReview(api);
  const body = { version: 1, reason: 'ordered twice' };
  const withdrawn = await api
    .client(api.tokens.controller)
    .withdrawReview({ params: { reviewId }, body });
  expect(withdrawn).toMatchObject({
    body: { review: { status: 'withdrawn', ...body, version: 2 } },
  });
});

test('the queue begins with what is late first, and goes on', async () => {
  const now = api.rooms.clock.now();
  const organizationId = 'org_01jh0000000000000000000000' as never;
  const ids: string[] = [];
  for (const minutes of [3n, 1n, 2n]) {
    ids.push(await openReview(api, { organizationId, dueAt: plus(now, minutes * minute) }));
  }
  const client = api.client(api.tokens.reader);
  const query = { organizationId, limit: 2 };
  const first = await client.listReviews({ query });
  expect(first.ok && first.body.items.map((item) => item.reviewId)).toEqual([ids[1], ids[2]]);
  const cursor = (first.ok && first.body.next) || '';
  const rest = await client.listReviews({ query: { ...query, cursor } });
  expect(rest.ok && rest.body.items.map((item) => item.reviewId)).toEqual([ids[0]]);
  const other = await client.listReviews({ query: { limit: 2, cursor } });
  expect(other).toMatchObject({ status: 400, problem: { code: 'request.cursor' } });
});
