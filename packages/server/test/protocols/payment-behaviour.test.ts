import { basicAuthorization } from '@aval/wire';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replayDecisions } from '../../src/assessment/index.ts';
import { readyRulesets } from '../../src/decisions/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { calendarDate } from '../../src/kernel/clock.ts';
import type { OrganizationId } from '../../src/kernel/ids.ts';
import type { PaymentFigures } from '../../src/parties/index.ts';
import { createReviewReader } from '../../src/storage/index.ts';
import { putInForce, seedDecisionMaker } from './decision-maker-seed.ts';
import { demo, ok, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

let desk: OpenDesk;
let organizationId: OrganizationId;

beforeEach(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  await seedDecisionMaker(desk);
  const balanced = present(
    readyRulesets.find(({ key }) => key === 'balanced'),
    'balanced',
  );
  await putInForce(desk, balanced.content);
  const kvk = { scheme: 'kvk', number: '68750110' } as const;
  const donald = { name: 'Donald', active: true, foundedOn: '2000-01-01', activities: [] };
  ok(await desk.companies.putCompany(demo, kvk, { draft: donald, numbers: null, expected: null }));
  const reference = { source: 'kvk', kind: 'number', value: '68750110' };
  const input = { name: 'Donald', references: [reference] };
  organizationId = ok(await desk.parties.createOrganization(demo, input)).organizationId;
});
afterEach(() => desk.close());

async function record(said: Partial<PaymentFigures>): Promise<void> {
  const figures = {
    overdue: null,
    overdueDays: null,
    oldestOpenItemDays: null,
    paymentBehaviour: null,
    asOf: calendarDate('2020-03-01'),
    ...said,
  };
  const put = { figures, source: 'import', recordedBy: 'key:one', expected: null } as const;
  ok(await desk.payments.record(demo, organizationId, put));
}

async function order(): Promise<{ readonly id: number; readonly status: string }> {
  const answer = await fetch(`${desk.url}/api/dmm/orders`, {
    method: 'POST',
    headers: { authorization: basicAuthorization('username', 'password') },
    body: JSON.stringify({ reg_number: '68750110', amount: 5_000, ruleset_id: 1 }),
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { item: { id: number; status: string } }).item;
}

const toldOf = async (id: number) => {
  const filter = { organizationId: null, subject: `application:${id}`, kind: null, verdict: null };
  const page = { after: null, limit: 1 };
  const [decision] = (await desk.readers.decisions.decisions(demo, filter, page)).items;
  return JSON.parse(decision?.facts ?? '{}') as Record<string, unknown>;
};

test('the verdict on an application changes with what is recorded of how the company pays', async () => {
  const first = await order();
  expect(first.status).toBe('approved');
  expect(await toldOf(first.id)).toMatchObject({ overdueDays: null, paymentBehaviour: null });
  await record({ overdueDays: 31, paymentBehaviour: 'slow' });
  const second = await order();
  expect(second.status).toBe('review');
  expect(await toldOf(second.id)).toMatchObject({ overdueDays: 31, paymentBehaviour: 'slow' });
  await record({ overdueDays: 61 });
  expect((await order()).status).toBe('rejected');
  // A record that is older than `behaviour.maxAge` says nothing: what it said is not known.
  desk.clock.set('2020-04-06T12:00:00Z');
  const last = await order();
  expect(last.status).toBe('approved');
  expect(await toldOf(last.id)).toMatchObject({ overdueDays: null });
  const sources = { decisions: desk.readers.decisions, rulesets: desk.readers.rulesets };
  expect(await replayDecisions(sources, demo, null)).toEqual({
    decisions: 4,
    replayed: 4,
    difference: null,
  });
});

test('the review of an application says when a new record would let it pass', async () => {
  await record({ overdueDays: 31 });
  const { id } = await order();
  const review = () => createReviewReader(desk.storage.db).latestReview(demo, `application:${id}`);
  await desk.sweep();
  expect(await review()).toMatchObject({ status: 'open', passesNow: false });
  await record({ overdueDays: 0 });
  await desk.sweep();
  expect(await review()).toMatchObject({ status: 'open', passesNow: true });
});
