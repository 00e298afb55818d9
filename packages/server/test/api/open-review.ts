import { openedReview, type Review } from '../../src/decisions/index.ts';
import { assert, present } from '../../src/kernel/assert.ts';
import { plus } from '../../src/kernel/clock.ts';
import type { DecisionId, ReviewId } from '../../src/kernel/ids.ts';
import { demo } from '../access/rooms.ts';
import { aReview } from '../builders/review.ts';
import type { TestApi } from './start-api.ts';

let count = 0;

/** An open review of a subject of its own, as a credit check leaves one; gives its id. */
export async function openReview(
  { rooms, services }: TestApi,
  { tenantId = demo, ...change }: Partial<Review> = {},
): Promise<string> {
  count += 1;
  const tenant = present(await services.tenant(tenantId), 'tenant');
  const reviewId = `rev_01jh00000000000000000${String(count).padStart(5, '0')}` as ReviewId;
  const subject = `interworks.basket:151/${count}`;
  const decisionId = 'dec_01jh0000000000000000000000' as DecisionId;
  const ids = { tenantId, reviewId, subject, decisionId, organizationId: null };
  const one = aReview({ ...ids, ...change });
  const now = rooms.clock.now();
  const { policy } = tenant.settings.reviews;
  const dueAfterUs = change.dueAt === undefined ? policy.dueAfterUs : change.dueAt - now;
  const row = openedReview(one, { reviewId, now, policy: { ...policy, dueAfterUs } });
  const outcome = await rooms.storage.commit({
    tenantId,
    key: null,
    credit: [],
    rows: { ifDone: [row], ifRefused: [] },
    deadlineAt: plus(now, 10_000_000n),
  });
  assert(outcome.kind === 'done', 'a review for a test');
  return reviewId;
}
