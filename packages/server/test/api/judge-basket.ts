import { createCreditCheckService } from '../../src/assessment/index.ts';
import { assert, present } from '../../src/kernel/assert.ts';
import { hour, minute, plus, second } from '../../src/kernel/clock.ts';
import {
  createIds,
  type DecisionId,
  type OrganizationId,
  type TenantId,
} from '../../src/kernel/ids.ts';
import type { Money } from '../../src/kernel/money.ts';
import {
  createDecisionReader,
  createEarlierReader,
  createPaymentBehaviourReader,
  createReviewReader,
} from '../../src/storage/index.ts';
import { demo } from '../access/rooms.ts';
import { booksOf } from '../assessment/desk-rig.ts';
import type { TestApi } from './start-api.ts';

export type Basket = {
  readonly organizationId: string;
  readonly total: Money;
  readonly tenantId?: TenantId;
  readonly basketId?: string;
};

/** Lets the desk judge a basket, as the hook does, and gives the id of its decision. */
export async function judgeBasket(
  { rooms, services }: TestApi,
  { organizationId, total, tenantId = demo, basketId = 'b' }: Basket,
  fillRandom: (bytes: Uint8Array) => void = (bytes) => bytes.fill(7),
): Promise<DecisionId> {
  const { storage, clock } = rooms;
  const { settings, currency } = present(await services.tenant(tenantId), 'tenant');
  const { check } = createCreditCheckService({
    ledger: storage,
    credit: storage.credit,
    platform: {
      order: async (_tenantId, orderId) => {
        const order = { orderId, accountId: '151', total, statusType: 'In progress' };
        return { kind: 'found', order };
      },
      account: async () => ({ kind: 'unknown' }),
      billing: async () => ({ kind: 'unknown' }),
    },
    books: booksOf(storage, () => organizationId as OrganizationId),
    decisions: createDecisionReader(storage.db, storage.scans),
    reviews: createReviewReader(storage.db),
    rulesets: services.rulesetReader,
    earlier: createEarlierReader(storage.db),
    companyOf: async () => null,
    payments: createPaymentBehaviourReader(storage.db),
    settings: {
      settingsOf: async () => ({
        currency,
        policy: settings.policy,
        rules: settings.rules,
        rulesetId: null,
        behaviourMaxAgeUs: null,
        basketTtlUs: 30n * minute,
        dueCapUs: 24n * hour,
        watchUs: null,
        standIn: { mode: 'refuse', allowedMinor: 0n },
        reviews: {
          ...settings.reviews,
          approval: settings.approval,
          graceDays: settings.graceDays,
          holdTtlUs: settings.holdTtlUs.review,
        },
      }),
    },
    clock,
    ids: createIds({ now: clock.now, fillRandom }),
    hash: services.hash,
  });
  const { decisionId } = await check({
    tenantId,
    installation: 'default',
    accountId: '151',
    basketId,
    origin: { context: 'APPLICATION', actor: 'key:cred_hook' },
    deadlineAt: plus(clock.now(), 30n * second),
  });
  assert(decisionId !== null, 'the basket left no decision');
  return decisionId;
}
