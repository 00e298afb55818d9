import { afterAll, beforeAll, expect, test } from 'vitest';
import { demo, ok } from '../../access/rooms.ts';
import { anApplication } from '../an-application.ts';
import { dumpOf } from '../dump.ts';
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

const decision = (verdict: 'approved' | 'rejected' = 'approved', version = 1) => ({
  version,
  verdict,
  reason: 'known for years',
});

const reviewOf = async (applicationId: string) => {
  for (const status of ['open', 'approved', 'rejected', 'withdrawn'] as const) {
    const query = { subject: `application:${applicationId}`, status };
    const list = await api.client().listReviews({ query });
    const [review] = list.ok ? list.body.items : [];
    if (review !== undefined) return review;
  }
  return null;
};

test.each(['approved', 'rejected'] as const)(
  'an application and its review are %s as one',
  async (verdict) => {
    const applicationId = await anApplication(api);
    const decided = await api
      .client(api.tokens.approver)
      .decideApplication({ params: { applicationId }, body: decision(verdict) });
    expect(decided).toMatchObject({
      status: 200,
      body: {
        application: {
          status: verdict,
          decidedBy: expect.stringMatching(/^user:user_/),
          reason: 'known for years',
          version: 2,
        },
      },
    });
    expect(await reviewOf(applicationId)).toMatchObject({ status: verdict });
    const read = await api.client().getApplication({ params: { applicationId } });
    expect(read.ok && read.body).toEqual(decided.ok && decided.body.application);
  },
);

test('deciding the review decides the application', async () => {
  const applicationId = await anApplication(api);
  const review = await reviewOf(applicationId);
  const params = { reviewId: review?.reviewId ?? '' };
  await api.client(api.tokens.approver).decideReview({ params, body: decision('rejected') });
  expect(await api.client().getApplication({ params: { applicationId } })).toMatchObject({
    body: { status: 'rejected', reason: 'known for years' },
  });
});

test('above the threshold it is in review until the second person says so too', async () => {
  const applicationId = await anApplication(api, { amount: 1_001 });
  const params = { applicationId };
  const first = await api
    .client(api.tokens.controller)
    .decideApplication({ params, body: decision() });
  expect(first).toMatchObject({ body: { application: { status: 'review', version: 1 } } });
  const again = await api
    .client(api.tokens.controller)
    .decideApplication({ params, body: decision() });
  expect(again).toMatchObject({
    status: 403,
    problem: { code: 'decisions.review_second_person_needed' },
  });
  const second = await api
    .client(api.tokens.approver)
    .decideApplication({ params, body: decision() });
  expect(second).toMatchObject({ body: { application: { status: 'approved' } } });
});

test('a canceled application takes its review out of the queue', async () => {
  const applicationId = await anApplication(api);
  const body = { version: 1, reason: 'the customer went away' };
  const canceled = await api
    .client(api.tokens.controller)
    .cancelApplication({ params: { applicationId }, body });
  expect(canceled).toMatchObject({ body: { application: { status: 'canceled' } } });
  expect(await reviewOf(applicationId)).toMatchObject({ status: 'withdrawn' });
});

test('what is final stays so, another version is a refusal, and a key decides nothing', async () => {
  const applicationId = await anApplication(api);
  const params = { applicationId };
  const approver = api.client(api.tokens.approver);
  const stale = await approver.decideApplication({ params, body: decision('approved', 2) });
  expect(stale).toMatchObject({
    status: 409,
    problem: { code: 'decisions.application_changed_meanwhile' },
  });
  const key = await api.client().decideApplication({ params, body: decision() });
  expect(key).toMatchObject({ status: 403, problem: { code: 'access.forbidden' } });
  await approver.decideApplication({ params, body: decision('rejected') });
  const before = await dumpOf(api);
  expect(await approver.decideApplication({ params, body: decision('approved', 2) })).toMatchObject(
    {
      status: 409,
      problem: { code: 'decisions.application_final', params: { status: 'rejected' } },
    },
  );
  const body = { version: 2, reason: 'too late' };
  expect(await approver.cancelApplication({ params, body })).toMatchObject({ status: 409 });
  expect(await dumpOf(api)).toEqual(before);
});

test('an application is decided once, however many decide at the same time', async () => {
  const applicationId = await anApplication(api);
  const { approver, both, controller } = api.tokens;
  const answers = await Promise.all(
    [approver, both, controller].flatMap((token) =>
      (['approved', 'rejected'] as const).map((verdict) =>
        api.client(token).decideApplication({ params: { applicationId }, body: decision(verdict) }),
      ),
    ),
  );
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  const application = await api.client().getApplication({ params: { applicationId } });
  const review = await reviewOf(applicationId);
  expect(application.ok && application.body.status).toBe(review?.status);
});

test('a list is newest first, page by page, without a hole', async () => {
  for (let count = 0; count < 3; count += 1) await anApplication(api);
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? { limit: 4 } : { limit: 4, cursor };
    const page = await api.client(api.tokens.reader).listApplications({ query });
    if (!page.ok) throw new Error(page.problem.code);
    seen.push(...page.body.items.map((item) => Number(item.applicationId)));
    cursor = page.body.next ?? undefined;
  } while (cursor !== undefined);
  expect(seen.length).toBeGreaterThan(6);
  expect(seen).toEqual(seen.map((_, index) => seen.length - index));
});
