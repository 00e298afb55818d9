import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import {
  closed,
  DecisionIdSchema,
  HoldIdSchema,
  InstantSchema,
  LineIdSchema,
  line,
  MoneySchema,
  NextSchema,
  OrganizationIdSchema,
  pageQuery,
  VersionSchema,
} from './scalars.ts';
import { TraceSchema } from './trace.ts';

const kinds = [
  'credit_check',
  'application',
  'hold_due',
  'stand_in',
  'executed_outside',
  'review',
] as const;
const verdicts = ['approved', 'review', 'refused', 'expired'] as const;
const moneyOrNull = Type.Union([MoneySchema, Type.Null()]);

const summary = {
  decisionId: DecisionIdSchema,
  kind: Type.Enum(kinds, {
    description:
      'A credit check, what became of a hold that fell due, an answer without the facts, an order that ' +
      'was executed outside the desk, or a basket that a person approved.',
  }),
  subject: Type.String({ description: 'What was judged: `interworks.basket:<account>/<basket>`.' }),
  organizationId: Type.Union([OrganizationIdSchema, Type.Null()]),
  verdict: Type.Enum(verdicts),
  reasonCode: Type.Union([Type.String(), Type.Null()], {
    description: 'The main reason of a no, or why a yes stands over the rules; else null.',
  }),
  amount: moneyOrNull,
  holdId: Type.Union([HoldIdSchema, Type.Null()]),
  decidedAt: InstantSchema,
};

export const DecisionSummarySchema = Type.Object(summary);
export type NativeDecisionSummary = Static<typeof DecisionSummarySchema>;

export const DecisionSchema = Type.Object({
  ...summary,
  rulesVerdict: Type.Union([Type.Enum(['approved', 'review', 'refused']), Type.Null()], {
    description: 'Of the rules, on the credit line as it was read before the transaction.',
  }),
  ledgerVerdict: Type.Union([Type.Enum(['approved', 'refused']), Type.Null()], {
    description: 'Of the ledger, inside the transaction; null where it was not asked.',
  }),
  headroom: moneyOrNull,
  shortfall: moneyOrNull,
  bindingLineId: Type.Union([LineIdSchema, Type.Null()]),
  lineVersion: Type.Union([VersionSchema, Type.Null()], {
    description: 'Version of the credit line with the hold in it.',
  }),
  position: Type.Union(
    [Type.Array(Type.Object({ lineId: LineIdSchema, version: VersionSchema })), Type.Null()],
    { description: 'The lines as the rules read them, the own one first; null where none was.' },
  ),
  factsHash: Type.String({ description: 'SHA-256 of the facts.' }),
  rulesetHash: Type.Union([Type.String(), Type.Null()], {
    description: 'SHA-256 of the ruleset that was asked, or of the settings where none was.',
  }),
});
export type NativeDecision = Static<typeof DecisionSchema>;

export const WhySchema = Type.Object({
  decision: DecisionSchema,
  reasons: Type.Array(
    Type.Object({
      code: Type.String({ description: 'Stable.' }),
      text: Type.String(),
      remedy: Type.Union([Type.String(), Type.Null()], {
        description: 'What would make it a yes; null where nothing does.',
      }),
    }),
  ),
  facts: Type.Record(Type.String(), Type.Unknown(), {
    description: 'What was known. A fact that did not come is named as such.',
  }),
  trace: Type.Union([TraceSchema, Type.Null()], {
    description:
      'What each rule of the ruleset did, worked out anew; null where no ruleset was asked.',
  }),
});
export type NativeWhy = Static<typeof WhySchema>;

const DecisionParams = Type.Object({ decisionId: DecisionIdSchema }, closed);
const tag = 'Decisions';

export const decisionOperations = {
  listDecisions: operation({
    method: 'GET',
    path: '/v1/decisions',
    tag,
    summary: 'List decisions, newest first',
    query: Type.Object(
      {
        ...pageQuery,
        organizationId: Type.Optional(OrganizationIdSchema),
        kind: Type.Optional(Type.Enum(kinds)),
        verdict: Type.Optional(Type.Enum(verdicts)),
        subject: Type.Optional(line(200, 'What was judged.')),
      },
      closed,
    ),
    answers: { 200: Type.Object({ items: Type.Array(DecisionSummarySchema), next: NextSchema }) },
  }),
  getDecision: operation({
    method: 'GET',
    path: '/v1/decisions/{decisionId}',
    tag,
    summary: 'Read a decision',
    params: DecisionParams,
    answers: { 200: DecisionSchema },
  }),
  explainDecision: operation({
    method: 'GET',
    path: '/v1/decisions/{decisionId}/why',
    tag,
    summary: 'Say why: the reasons, what would make it a yes, and the facts',
    params: DecisionParams,
    answers: { 200: WhySchema },
  }),
} as const;
