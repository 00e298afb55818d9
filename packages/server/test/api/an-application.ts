import {
  applicationSequence,
  newApplication,
  openedReview,
  subjectBlank,
} from '../../src/decisions/index.ts';
import { assert, present } from '../../src/kernel/assert.ts';
import { currency } from '../../src/kernel/currency.ts';
import type { DecisionId, ReviewId, TenantId } from '../../src/kernel/ids.ts';
import { demo } from '../access/rooms.ts';
import { aReview } from '../builders/review.ts';
import type { TestApi } from './start-api.ts';

let count = 0;

/** An application that the rules left to a person, with its review; gives its number. */
export async function anApplication(
  { rooms, services }: TestApi,
  { tenantId = demo, amount = 500 }: { tenantId?: TenantId; amount?: number } = {},
): Promise<string> {
  count += 1;
  const tenant = present(await services.tenant(tenantId), 'tenant');
  const decisionId = 'dec_01jh0000000000000000000000' as DecisionId;
  const reviewId = `rev_01jh00000000000000001${String(count).padStart(5, '0')}` as ReviewId;
  const asked = {
    tenantId,
    rulesetId: 1,
    regNumber: '28092355',
    amount,
    currency: currency('EUR'),
    language: 'nl',
    reference: `order ${count}`,
    extra: {},
    createdBy: 'key:cred_shop',
    contentHash: 'hash',
  } as const;
  const application = newApplication(asked, {
    status: 'review',
    rulesetHash: 'a'.repeat(64),
    companyId: null,
    company: null,
    decisionId,
  });
  const one = aReview({
    tenantId,
    organizationId: null,
    decisionId,
    amountMinor: BigInt(amount) * 100n,
  });
  const { policy } = tenant.settings.reviews;
  const review = openedReview(one, { reviewId, policy, now: rooms.clock.now() });
  assert(review.op === 'insert', 'a new review');
  const outcome = await rooms.storage.commit({
    tenantId,
    key: null,
    credit: [],
    sequence: applicationSequence,
    rows: {
      ifDone: [application, { ...review, values: { ...review.values, subject: subjectBlank } }],
      ifRefused: [],
    },
    deadlineAt: null,
  });
  assert(outcome.kind === 'done', 'an application for a test');
  return String(await services.applicationReader.lastApplicationId(tenantId));
}
