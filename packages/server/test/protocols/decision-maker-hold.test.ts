import { basicAuthorization } from '@aval/wire';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replayDecisions } from '../../src/assessment/index.ts';
import { defaultPolicy } from '../../src/credit/index.ts';
import { day } from '../../src/kernel/clock.ts';
import { currency } from '../../src/kernel/currency.ts';
import type { OrganizationId } from '../../src/kernel/ids.ts';
import { putInForce, rulesetContent, seedDecisionMaker } from './decision-maker-seed.ts';
import { demo, ok, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

let desk: OpenDesk;
let organizationId: OrganizationId;

/** A ruleset that takes a hold with its yes, for a company with 10,000.00 of credit. */
beforeEach(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  await seedDecisionMaker(desk);
  await putInForce(desk, { ...rulesetContent({ hasClass: false }), hold: true });
  const reference = { source: 'kvk', kind: 'number', value: '68750110' };
  const input = { name: 'Donald', references: [reference] };
  organizationId = ok(await desk.parties.createOrganization(demo, input)).organizationId;
});
afterEach(() => desk.close());

async function order(amount: number, headers: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(`${desk.url}/api/dmm/orders`, {
    method: 'POST',
    headers: { authorization: basicAuthorization('username', 'password'), ...headers },
    body: JSON.stringify({ reg_number: '68750110', amount, ruleset_id: 1, language: 'EN' }),
  });
  expect(answer.status).toBe(200);
  const { item } = (await answer.json()) as { item: { id: number; status: string } };
  return item;
}

async function report(id: number): Promise<string> {
  const answer = await fetch(`${desk.url}/api/dmm/orders/${id}/report`, {
    headers: { authorization: basicAuthorization('username', 'password') },
  });
  const { review } = (await answer.json()) as { review: { specification: string } };
  return review.specification;
}

async function setLimit(limitMinor: bigint) {
  const outcome = await desk.storage.commit({
    tenantId: demo,
    key: null,
    credit: [
      {
        type: 'postErpFigures',
        origin: { context: 'INTEGRATIONS', actor: 'job:test' },
        policy: defaultPolicy,
        organizationId,
        lineId: desk.ports.ids.next('line'),
        currency: currency('EUR'),
        usedMinor: 0n,
        limitMinor,
        availableMinor: null,
        asOf: null,
        expected: null,
        mayOpen: true,
      },
    ],
    rows: { ifDone: [], ifRefused: [] },
    deadlineAt: null,
  });
  expect(outcome.kind).toBe('done');
}

const openHolds = async () =>
  (
    await desk.storage.credit.holds(
      demo,
      { organizationId, state: 'open' },
      { after: null, limit: 10 },
    )
  ).items;
const decisionOf = async (id: number) =>
  (
    await desk.readers.decisions.decisions(
      demo,
      { organizationId: null, subject: `application:${id}`, kind: null, verdict: null },
      { after: null, limit: 10 },
    )
  ).items;
const approve = (applicationId: number) =>
  desk.applicationMoves.decide(
    {
      tenantId: demo,
      actor: 'user:user_test',
      policy: {
        currency: currency('EUR'),
        secondApprovalAboveMinor: null,
        dueAfterUs: day,
      },
      deadlineAt: null,
    },
    { applicationId, expected: null, reason: 'looked at it', verdict: 'approved' },
  );

test('an approval takes a hold, and the decision names it', async () => {
  await setLimit(10_000_00n);
  expect(await order(6_000)).toMatchObject({ id: 1, status: 'approved' });
  const [hold] = await openHolds();
  expect(hold).toMatchObject({ source: 'application:1', kind: 'native', heldMinor: 6_000_00n });
  expect(await decisionOf(1)).toMatchObject([
    {
      ...{ verdict: 'approved', rulesVerdict: 'approved', ledgerVerdict: 'approved' },
      holdId: hold?.holdId,
    },
  ]);
});

test('what the line does not have goes to a person, never to a yes', async () => {
  await setLimit(10_000_00n);
  await order(6_000);
  expect(await order(6_000)).toMatchObject({ id: 2, status: 'review' });
  expect(await openHolds()).toHaveLength(1);
  expect(await decisionOf(2)).toMatchObject([
    {
      ...{ verdict: 'review', rulesVerdict: 'approved', ledgerVerdict: 'refused', holdId: null },
      reasons: [{ code: 'credit.insufficient' }],
      shortfallMinor: 2_000_00n,
    },
  ]);
  expect(await report(2)).toBe(
    'The credit that is to be set aside with the approval is not free at the moment.',
  );
  const deps = { decisions: desk.readers.decisions, rulesets: desk.readers.rulesets };
  expect(await replayDecisions(deps, demo, null)).toMatchObject({ replayed: 2, difference: null });
});

test('ten orders at once take no more than the line has', async () => {
  await setLimit(10_000_00n);
  const orders = await Promise.all(Array.from({ length: 10 }, () => order(3_000)));
  expect(orders.filter(({ status }) => status === 'approved')).toHaveLength(3);
  expect(orders.filter(({ status }) => status === 'review')).toHaveLength(7);
  expect(await openHolds()).toHaveLength(3);
  expect(await desk.storage.verify()).toMatchObject({ difference: null });
});

test('a company without a line goes to a person: no line is no credit', async () => {
  expect(await order(100)).toMatchObject({ status: 'review' });
  expect(await decisionOf(1)).toMatchObject([
    {
      ...{ verdict: 'review', rulesVerdict: 'approved', ledgerVerdict: null },
      reasons: [{ code: 'assessment.hold_no_line' }],
    },
  ]);
  expect(await report(1)).toBe(
    'Credit is to be set aside with the approval, and none is agreed with the company.',
  );
  expect(await approve(1)).toMatchObject({ refusal: { code: 'decisions.review_no_line' } });
});

test('an order that costs nothing, or that the rules refuse, takes no hold', async () => {
  await setLimit(10_000_00n);
  expect(await order(0)).toMatchObject({ status: 'approved' });
  expect(await order(200_000)).toMatchObject({ status: 'rejected' });
  expect(await openHolds()).toEqual([]);
});

test("a person's yes takes the hold as well, and is no yes where the line has no room", async () => {
  await setLimit(10_000_00n);
  expect(await order(30_000)).toMatchObject({ status: 'review' });
  expect(await approve(1)).toMatchObject({
    kind: 'refused',
    refusal: { code: 'decisions.review_credit_refused', cause: 'credit.insufficient' },
  });
  expect(await desk.readers.applications.application(demo, 1)).toMatchObject({ status: 'review' });
  expect(await openHolds()).toEqual([]);

  await setLimit(40_000_00n);
  expect(await approve(1)).toMatchObject({ kind: 'done', application: { status: 'approved' } });
  expect(await openHolds()).toMatchObject([{ source: 'application:1', heldMinor: 30_000_00n }]);
});

test("a person's yes over the limit takes the hold whatever the line has left", async () => {
  await setLimit(10_000_00n);
  await order(30_000);
  const review = await desk.readers.reviews.latestReview(demo, 'application:1');
  const { policy } = (await desk.parties.tenant(demo))?.settings.reviews ?? {};
  if (review === null || policy === undefined) throw new Error('no review');
  const by = { tenantId: demo, actor: 'user:user_anna', policy, key: null, deadlineAt: null };
  const { reviewId, version } = review;
  const reason = 'the bank vouches for it';
  const said = { reviewId, version, verdict: 'approved', reason, isOverLimit: true } as const;
  expect(await desk.reviews.decide(by, said)).toMatchObject({ kind: 'done' });
  expect(await openHolds()).toMatchObject([{ source: 'application:1', heldMinor: 30_000_00n }]);
  expect((await desk.storage.verify()).difference).toBeNull();
});

test('a review says that it would pass only once the line has room', async () => {
  await setLimit(5_000_00n);
  await order(6_000);
  const passes = async () => {
    await desk.sweep();
    const [review] = await desk.storage.db
      .selectFrom('review')
      .selectAll()
      .where('tenant_id', '=', demo)
      .execute();
    return review?.passes_now;
  };
  await setLimit(5_500_00n);
  expect(await passes()).toBe(0n);
  await setLimit(8_000_00n);
  expect(await passes()).toBe(1n);
});

test('calls with one key make one order and one hold', async () => {
  await setLimit(100_000_00n);
  const key = { 'idempotency-key': 'one' };
  const first = await order(1_000, key);
  const again = await Promise.all(
    Array.from({ length: 3 }, () => order(1_000, key)).map((one) => one.catch(() => null)),
  );
  expect(again).toContainEqual(first);
  expect(await openHolds()).toHaveLength(1);
});
