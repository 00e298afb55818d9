import { afterAll, beforeAll, expect, test } from 'vitest';
import { demo, ok } from '../../access/rooms.ts';
import { dumpOf } from '../dump.ts';
import { openReview } from '../open-review.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  ok(
    await api.rooms.parties.changeTenant(demo, {
      settings: { 'reviews.secondApprovalAbove': '1000.00' },
      expectedVersion: null,
    }),
  );
  api.rooms.clock.pass(10_000_000n);
});
afterAll(() => api.close());

const approve = (version = 1) => ({ version, verdict: 'approved', reason: 'known' }) as const;

test('a key decides nothing, whatever it may otherwise', async () => {
  const params = { reviewId: await openReview(api) };
  const before = await dumpOf(api);
  const client = api.client(api.tokens.all);
  const forbidden = { status: 403, problem: { code: 'access.forbidden' } };
  expect(await client.decideReview({ params, body: approve() })).toMatchObject(forbidden);
  const body = { version: 1, reason: 'no' };
  expect(await client.withdrawReview({ params, body })).toMatchObject(forbidden);
  expect(await client.assignReview({ params, body: { version: 1, userId: null } })).toMatchObject(
    forbidden,
  );
  expect(await dumpOf(api)).toEqual(before);
});

test('nobody gives both approvals', async () => {
  const params = { reviewId: await openReview(api, { amountMinor: 2_000_00n }) };
  const client = api.client(api.tokens.both);
  await client.decideReview({ params, body: approve() });
  const before = await dumpOf(api);
  expect(await client.decideReview({ params, body: approve(2) })).toMatchObject({
    status: 403,
    problem: { code: 'decisions.review_second_person_needed' },
  });
  expect(await dumpOf(api)).toEqual(before);
});

test('a decision names the version that was looked at', async () => {
  const params = { reviewId: await openReview(api) };
  const before = await dumpOf(api);
  const stale = await api.client(api.tokens.approver).decideReview({ params, body: approve(2) });
  expect(stale).toMatchObject({
    status: 409,
    problem: { code: 'decisions.review_changed_meanwhile', outcome: 'none' },
  });
  expect(await dumpOf(api)).toEqual(before);
});

test('what is decided or withdrawn stays so', async () => {
  const { approver, controller } = api.tokens;
  const params = { reviewId: await openReview(api) };
  await api.client(approver).decideReview({ params, body: approve() });
  const before = await dumpOf(api);
  const late = { status: 409, problem: { code: 'decisions.review_decided' } };
  const client = api.client(controller);
  expect(await client.decideReview({ params, body: approve(2) })).toMatchObject(late);
  const body = { version: 2, reason: 'no' };
  expect(await client.withdrawReview({ params, body })).toMatchObject(late);
  expect(await client.assignReview({ params, body: { version: 2, userId: null } })).toMatchObject(
    late,
  );
  expect(await dumpOf(api)).toEqual(before);
});

test('a review is decided once, however many decide at the same time', async () => {
  const params = { reviewId: await openReview(api) };
  const { approver, both, controller } = api.tokens;
  const answers = await Promise.all(
    [approver, both, controller].flatMap((token) =>
      (['approved', 'rejected'] as const).map((verdict) =>
        api.client(token).decideReview({ params, body: { ...approve(), verdict } }),
      ),
    ),
  );
  const [winner, ...others] = answers.filter((answer) => answer.ok);
  expect(others).toEqual([]);
  const read = await api.client().getReview({ params });
  expect(read.ok && read.body).toEqual(winner?.ok && winner.body.review);
});

test('a review is given to nobody who could not decide it', async () => {
  const params = { reviewId: await openReview(api) };
  const { access } = api.rooms;
  const input = { email: 'v@example.com', name: 'Vera', roles: ['viewer'], password: null };
  const { user } = ok(await access.addUser(demo, input, 'operator:cli'));
  const gone = { ...input, email: 'g@example.com', roles: ['clerk'] };
  const left = ok(await access.addUser(demo, gone, 'operator:cli')).user;
  ok(await access.disableUser(demo, left.userId));
  for (const userId of [user.userId, left.userId, 'user_01jh0000000000000000000000']) {
    const body = { version: 1, userId };
    const answer = await api.client(api.tokens.controller).assignReview({ params, body });
    expect(answer).toMatchObject({
      status: 422,
      problem: { code: 'decisions.review_assignee_unknown' },
    });
  }
});
