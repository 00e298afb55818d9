import { type Static, Type } from 'typebox';
import {
  DecisionIdSchema,
  InstantSchema,
  MoneySchema,
  OrganizationIdSchema,
  ReviewIdSchema,
  VersionSchema,
} from './scalars.ts';

const textOrNull = Type.Union([Type.String(), Type.Null()]);

export const reviewStatuses = ['open', 'approved', 'rejected', 'withdrawn'] as const;

/** A case that waits for a person, or what became of it. */
export const ReviewSchema = Type.Object({
  reviewId: ReviewIdSchema,
  subject: Type.String({
    description:
      'What is judged: `interworks.basket:<account>/<basket>` or `application:<number>`.',
  }),
  organizationId: Type.Union([OrganizationIdSchema, Type.Null()]),
  decisionId: DecisionIdSchema,
  status: Type.Enum(reviewStatuses),
  cause: Type.Enum(['rule', 'gap', 'source'], {
    description: 'The rules said so, a fact was missing, or the source of a fact failed.',
  }),
  reasons: Type.Array(
    Type.Object({
      code: Type.String({ description: 'Stable.' }),
      text: Type.String(),
      remedy: Type.Union([Type.String(), Type.Null()], {
        description: 'What would make it a yes; null where nothing does.',
      }),
    }),
    { description: 'Why it waits; the first is the main reason.' },
  ),
  amount: MoneySchema,
  needsSecond: Type.Boolean({ description: 'Two persons must approve, one after the other.' }),
  overLimit: Type.Boolean({ description: 'It was approved over the limit as well.' }),
  firstApproval: Type.Union([
    Type.Object({ by: Type.String(), at: InstantSchema, reason: Type.String() }),
    Type.Null(),
  ]),
  assignedTo: textOrNull,
  passesNow: Type.Union([Type.Boolean(), Type.Null()], {
    description:
      'The rules and the ledger would say yes by now, without anybody approving; null once it is decided.',
  }),
  openedAt: InstantSchema,
  dueAt: InstantSchema,
  decidedBy: textOrNull,
  decidedAt: Type.Union([InstantSchema, Type.Null()]),
  reason: Type.Union([Type.String(), Type.Null()], { description: 'Of who decided.' }),
  version: VersionSchema,
});
export type NativeReview = Static<typeof ReviewSchema>;
