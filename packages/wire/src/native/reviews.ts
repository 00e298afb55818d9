import { Type } from 'typebox';
import { operation } from './operation.ts';
import { ReviewSchema, reviewStatuses } from './review.ts';
import {
  closed,
  line,
  NextSchema,
  OrganizationIdSchema,
  pageQuery,
  ReasonTextSchema,
  ReviewIdSchema,
  UserIdSchema,
} from './scalars.ts';

const ReviewParams = Type.Object({ reviewId: ReviewIdSchema }, closed);
const answers = { 200: Type.Object({ review: ReviewSchema }) };
const tag = 'Reviews';

const version = {
  version: Type.Integer({
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'The version that was looked at; another one in force is a refusal.',
  }),
};

export const reviewOperations = {
  listReviews: operation({
    method: 'GET',
    path: '/v1/reviews',
    tag,
    summary: 'List reviews: the open ones, the first to be late first',
    description: 'Those of another status come newest first.',
    query: Type.Object(
      {
        ...pageQuery,
        status: Type.Optional(Type.Enum(reviewStatuses, { description: 'Default `open`.' })),
        organizationId: Type.Optional(OrganizationIdSchema),
        assignedTo: Type.Optional(UserIdSchema),
        subject: Type.Optional(line(200, 'What is judged.')),
      },
      closed,
    ),
    answers: { 200: Type.Object({ items: Type.Array(ReviewSchema), next: NextSchema }) },
  }),
  getReview: operation({
    method: 'GET',
    path: '/v1/reviews/{reviewId}',
    tag,
    summary: 'Read a review',
    params: ReviewParams,
    hasEtag: true,
    answers: { 200: ReviewSchema },
  }),
  assignReview: operation({
    method: 'POST',
    path: '/v1/reviews/{reviewId}/assign',
    tag,
    summary: 'Give a review to a user, or back to nobody',
    params: ReviewParams,
    body: Type.Object({ ...version, userId: Type.Union([UserIdSchema, Type.Null()]) }, closed),
    isKeyed: true,
    answers,
  }),
  decideReview: operation({
    method: 'POST',
    path: '/v1/reviews/{reviewId}/decide',
    tag,
    summary: 'Approve or reject',
    description:
      'Only a person may. Above the threshold of the tenant (`reviews.secondApprovalAbove`) two ' +
      'persons approve: after the first the review stays open and shows `firstApproval`. An ' +
      'approval stands over the rules; over the limit only with `overLimit`.',
    params: ReviewParams,
    body: Type.Object(
      {
        ...version,
        verdict: Type.Enum(['approved', 'rejected']),
        reason: ReasonTextSchema,
        overLimit: Type.Optional(
          Type.Boolean({
            description:
              'Default false. An approval that holds whatever the line has left; a stop and a closed ' +
              'line still say no. Takes the permission `review.override`, and both of two persons.',
          }),
        ),
      },
      closed,
    ),
    isKeyed: true,
    answers,
  }),
  withdrawReview: operation({
    method: 'POST',
    path: '/v1/reviews/{reviewId}/withdraw',
    tag,
    summary: 'Take a review out of the queue without an answer',
    params: ReviewParams,
    body: Type.Object({ ...version, reason: ReasonTextSchema }, closed),
    isKeyed: true,
    answers,
  }),
} as const;
