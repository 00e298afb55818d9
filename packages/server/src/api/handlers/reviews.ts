import type { NativeOperations } from '@aval/wire';
import { isPermitted } from '../../access/index.ts';
import { explainReview } from '../../assessment/index.ts';
import type { Review, ReviewAnswer, ReviewCall } from '../../decisions/index.ts';
import type { OrganizationId, ReviewId, UserId } from '../../kernel/ids.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import { type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import type { CallOf } from '../origin.ts';
import { apiFault } from '../problems.ts';
import { notFound, reviewProblem } from '../refusals.ts';
import type { ApiServices } from '../services.ts';
import { toWireReview } from '../to-wire-review.ts';

type ReviewOperations = Pick<
  NativeOperations,
  'listReviews' | 'getReview' | 'assignReview' | 'decideReview' | 'withdrawReview'
>;

export function createReviewHandlers(
  services: Pick<ApiServices, 'reviews' | 'reviewReader' | 'decisionReader' | 'rulesetReader'>,
  callOf: CallOf,
  cursors: Cursors,
): Handlers<ReviewOperations> {
  const { reviews, reviewReader, decisionReader: decisions, rulesetReader: rulesets } = services;
  const wired = async (review: Review) =>
    toWireReview(review, await explainReview({ decisions, rulesets }, review));

  const moved = async (answer: ReviewAnswer) => {
    if (answer.kind === 'key_reused') return apiFault('key.other_content');
    if (answer.kind === 'refused') return reviewProblem(answer.refusal);
    return ok({ review: await wired(answer.review) }, { repeated: answer.repeated });
  };

  const reviewCall = async (request: Parameters<CallOf>[0]): Promise<ReviewCall> => {
    const { call, tenant } = await callOf(request);
    const { tenantId, origin, key, deadlineAt } = call;
    const { policy } = tenant.settings.reviews;
    return { tenantId, actor: origin.actor, policy, key, deadlineAt };
  };

  return {
    listReviews: async ({ principal: { tenantId }, query }) => {
      const { status = 'open', organizationId = null, assignedTo, subject = null } = query;
      const { limit = pageSizeDefault, cursor } = query;
      const assignee = assignedTo === undefined ? null : `user:${assignedTo}`;
      const list = JSON.stringify([tenantId, 'reviews', status, organizationId, assignee, subject]);
      const page = await reviewReader.reviews(
        tenantId,
        {
          status,
          organizationId: organizationId as OrganizationId | null,
          subject,
          assignedTo: assignee,
        },
        { limit, after: cursor === undefined ? null : cursors.read(list, cursor) },
      );
      const next = page.next === null ? null : cursors.write(list, page.next);
      return ok({ items: await Promise.all(page.items.map(wired)), next });
    },

    getReview: async ({ principal: { tenantId }, params }) => {
      const review = await reviewReader.review(tenantId, params.reviewId as ReviewId);
      if (review === null) return notFound();
      return ok(await wired(review), { version: review.version });
    },

    assignReview: async (request) => {
      const named = { ...namedBy(request), userId: request.body.userId as UserId | null };
      return moved(await reviews.assign(await reviewCall(request), named));
    },

    decideReview: async (request) => {
      const { overLimit: isOverLimit = false } = request.body;
      if (isOverLimit && !isPermitted(request.principal, 'review.override')) {
        return apiFault('access.forbidden', { permission: 'review.override' });
      }
      const named = { ...namedBy(request), isOverLimit };
      return moved(await reviews.decide(await reviewCall(request), named));
    },

    withdrawReview: async (request) =>
      moved(await reviews.withdraw(await reviewCall(request), namedBy(request))),
  };
}

function namedBy<Body extends { readonly version: number }>(request: {
  readonly params: { readonly reviewId: string };
  readonly body: Body;
}) {
  const { params, body } = request;
  return { ...body, reviewId: params.reviewId as ReviewId, version: BigInt(body.version) };
}
