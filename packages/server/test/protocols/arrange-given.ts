import { basicAuthorization, type Exchange } from '@aval/wire';
import { type OrderStatus, orderChange, type PlatformOrder } from '../../src/commerce/index.ts';
import type { Hold } from '../../src/credit/index.ts';
import { assert, present } from '../../src/kernel/assert.ts';
import { currency } from '../../src/kernel/currency.ts';
import { parseAmount } from '../../src/kernel/money.ts';
import { rowsOnly } from '../../src/kernel/unit-of-work.ts';
import { createPlatformReader } from '../../src/storage/reads/platform-reads.ts';
import { changeTerms, putInForce, rulesetContent } from './decision-maker-seed.ts';
import { demo, fixture, ok, orderOf } from './fixture-seed.ts';
import type { OpenDesk } from './open-desk.ts';
import { serviceManagerArrangements } from './service-manager-given.ts';

/**
 * Brings about what an exchange says of the state beside it (`given`). The texts are prose; each of
 * them is known here by its form, and one that is not fails its test.
 */
export async function arrangeGiven(desk: OpenDesk, { name, given }: Exchange): Promise<void> {
  if (given === undefined) return;
  for (const { form, arrange } of arrangements) {
    const match = form.exec(given);
    if (match !== null) return arrange(desk, match, name);
  }
  throw new Error(`nobody knows how to arrange: ${given}`);
}

export type Arrangement = {
  readonly form: RegExp;
  readonly arrange: (desk: OpenDesk, match: RegExpExecArray, name: string) => Promise<void>;
};

const basket = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';

const arrangements: readonly Arrangement[] = [
  ...serviceManagerArrangements,
  {
    form: /^setting dmm.amount = (\S+) for this credential$/,
    arrange: (desk, [, amount = '']) => changeTerms(desk, { amount }),
  },
  {
    form: /^rate limit of this credential is used up$/,
    arrange: async (desk) => {
      await changeTerms(desk, { perSecond: 1 });
      await askDecisionMaker(desk, 'GET', '/api/dmm/rulesets');
    },
  },
  {
    form: /^too many calls$/,
    arrange: async (desk) => {
      const settings = { 'platform.rateLimit': '1' };
      ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
      const headers = { authorization: 'Bearer test-access-token' };
      const answer = await fetch(`${desk.url}/bss/api/orders/${basket}`, { headers });
      assert(answer.status === 200, `the order: ${answer.status}`);
    },
  },
  {
    form: /^order 1 was created for (\d+) with amount (\d+), language (\w+)$/,
    arrange: async (desk, [, regNumber = '', amount = '', language = '']) => {
      await putInForce(desk, rulesetContent({ hasClass: false }));
      const body = { reg_number: regNumber, amount: Number(amount), language, ruleset_id: 1 };
      await askDecisionMaker(desk, 'POST', '/api/dmm/orders', body);
    },
  },
  {
    form: /^a controller (approves|rejects|cancels) order 1 in the back office$/,
    arrange: async (desk, [, verb = '']) => moveApplication(desk, verb),
  },
  {
    form: /^decision of basket (\S+) approved in the back office$/,
    arrange: (desk, [, basketId = '']) => releaseBasket(desk, basketId),
  },
  {
    form: /^setting (\S+) = (.+)$/,
    arrange: async (desk, [, setting = '', value = '']) => {
      const settings = { [setting]: value };
      ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
    },
  },
  {
    form: /^order (\S+) now has grossTotal (\S+)$/,
    arrange: async (desk, [, orderId = '', amount = '']) => {
      const total = present(parseAmount(amount, currency('EUR')), amount);
      await changeOrder(desk, orderId, { total });
    },
  },
  {
    form: /^order (\S+) now has status (.+), type (.+)$/,
    arrange: (desk, [, orderId = '', status = '', type = '']) =>
      changeOrder(desk, orderId, { status: statusOf(status, type) }),
  },
  {
    form: /^order status was changed in the platform$/,
    arrange: (desk, _, name) => changeOrder(desk, basket, { status: statusOfExchange(name) }),
  },
  {
    form: /^order (\S+) answers again: account (\d+), grossTotal (\S+) EUR, Draft, In progress$/,
    arrange: async (desk, [, id = '', accountId = '', grossTotal = '']) => {
      const like = present(fixture.platformOrders[0], 'order');
      await writeOrder(
        desk,
        orderOf({ ...like, id, accountId: Number(accountId), grossTotal, currency: 'EUR' }),
      );
    },
  },
  {
    form: /cancelled/,
    arrange: async (desk) => {
      await changeOrder(desk, basket, { status: statusOf('Canceled', 'Cancelled') });
      await sweepAt(desk, whenDue);
      await assertHold(desk, 'released');
    },
  },
  {
    form: /^clock (\S+); order .+ is Executed; .+ the hold was captured$/,
    arrange: async (desk, [, at = '']) => {
      await changeOrder(desk, basket, { status: statusOf('Executed', 'Automatic Execute') });
      await sweepAt(desk, at);
      await assertHold(desk, 'captured');
    },
  },
  {
    form: /^clock (\S+); order .+ is still Draft; .+ expired at .+ with a notice$/,
    arrange: async (desk, [, at = '']) => {
      await sweepAt(desk, whenDue);
      await assertHold(desk, 'open');
      await sweepAt(desk, at);
      await assertHold(desk, 'expired');
    },
  },
];

/** A call of the shop that the fixture knows, which must succeed. */
async function askDecisionMaker(
  desk: OpenDesk,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<void> {
  const authorization = basicAuthorization('username', 'password');
  const answer = await fetch(desk.url + path, {
    method,
    headers: { authorization },
    body: body === undefined ? null : JSON.stringify(body),
  });
  assert(answer.status === 200, `${path}: ${answer.status}`);
}

/** What a person does with application 1. */
async function moveApplication(desk: OpenDesk, verb: string): Promise<void> {
  const tenant = present(await desk.parties.tenant(demo), 'tenant');
  const { policy } = tenant.settings.reviews;
  const call = { tenantId: demo, actor: 'user:user_test', policy, deadlineAt: null };
  const request = { applicationId: 1, expected: null, reason: 'looked at it' };
  const moves = desk.applicationMoves;
  const moved =
    verb === 'cancels'
      ? await moves.cancel(call, request)
      : await moves.decide(call, {
          ...request,
          verdict: verb === 'approves' ? 'approved' : 'rejected',
        });
  assert(moved.kind === 'done', `order 1: ${verb}`);
}

/** A controller approves what the credit check refused, over the limit. */
async function releaseBasket(desk: OpenDesk, basketId: string): Promise<void> {
  const tenant = present(await desk.parties.tenant(demo), 'tenant');
  const { policy } = tenant.settings.reviews;
  const call = { tenantId: demo, actor: 'user:user_test', policy, key: null, deadlineAt: null };
  const filter = { status: 'open', organizationId: null, subject: null, assignedTo: null } as const;
  const { items } = await desk.readers.reviews.reviews(demo, filter, { after: null, limit: 10 });
  const review = present(
    items.find(({ subject }) => subject.endsWith(`/${basketId}`)) ?? null,
    'review',
  );
  const decided = await desk.reviews.decide(call, {
    ...{ reviewId: review.reviewId, version: review.version },
    ...{ verdict: 'approved', isOverLimit: true, reason: 'known for years' },
  });
  assert(decided.kind === 'done', `review of ${basketId}`);
}

/** A little after the hold of noon fell due. */
const whenDue = '2020-03-01T12:30:01Z';

async function sweepAt(desk: OpenDesk, at: string): Promise<void> {
  desk.clock.set(at);
  await desk.sweep();
}

async function assertHold(desk: OpenDesk, state: Hold['state']): Promise<void> {
  const source = `interworks.basket:151/${basket}`;
  const hold = present(await desk.storage.credit.holdOfSource(demo, source), 'hold');
  assert(hold.state === state, `the hold is ${hold.state}`);
}

async function changeOrder(
  desk: OpenDesk,
  orderId: string,
  change: Partial<Pick<PlatformOrder, 'total' | 'status'>>,
): Promise<void> {
  const order = await createPlatformReader(desk.storage.db).order(demo, orderId);
  assert(order !== null && !('isFailing' in order), `no order ${orderId}`);
  await writeOrder(desk, { ...order, ...change });
}

async function writeOrder(desk: OpenDesk, order: PlatformOrder): Promise<void> {
  const outcome = await desk.storage.commit(rowsOnly(demo, [orderChange(demo, order)]));
  assert(outcome.kind === 'done', 'no such order');
}

function statusOf(name: string, type: string): OrderStatus {
  return { name, type: type as OrderStatus['type'] };
}

function statusOfExchange(name: string): OrderStatus {
  if (name === 'order-submitted') return statusOf('Submitted', 'In progress');
  if (name === 'order-executed') return statusOf('Executed', 'Automatic Execute');
  assert(name === 'order-cancelled', `no status for ${name}`);
  return statusOf('Canceled', 'Cancelled');
}
