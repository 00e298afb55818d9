import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import {
  CaptureIdSchema,
  CurrencySchema,
  closed,
  HoldIdSchema,
  InstantSchema,
  LineIdSchema,
  line,
  MoneySchema,
  NextSchema,
  OrganizationIdSchema,
  PositiveMoneySchema,
  pageQuery,
  RateIdSchema,
  ReasonTextSchema,
  VersionSchema,
} from './scalars.ts';

const states = ['open', 'captured', 'released', 'expired'] as const;
const SourceSchema = line(200, 'Whose hold this is: the order or basket. One open hold each.');
const CaptureReferenceSchema = line(200, 'Your document, by which an ERP can name it later.');

export const HoldSchema = Type.Object({
  holdId: HoldIdSchema,
  organizationId: OrganizationIdSchema,
  lineId: LineIdSchema,
  kind: Type.Enum(['basket', 'review', 'soft', 'native']),
  state: Type.Enum(states),
  source: Type.Union([Type.String(), Type.Null()]),
  amount: MoneySchema,
  held: MoneySchema,
  captured: MoneySchema,
  overCaptured: MoneySchema,
  unreported: MoneySchema,
  asked: MoneySchema,
  rateId: Type.Union([RateIdSchema, Type.Null()]),
  revivedFrom: Type.Union([HoldIdSchema, Type.Null()]),
  placedAt: InstantSchema,
  dueAt: InstantSchema,
  endedAt: Type.Union([InstantSchema, Type.Null()]),
  version: VersionSchema,
});
export type NativeHold = Static<typeof HoldSchema>;

export const CaptureSchema = Type.Object({
  captureId: CaptureIdSchema,
  amount: MoneySchema,
  overCaptured: MoneySchema,
  reference: Type.Union([Type.String(), Type.Null()]),
  capturedAt: InstantSchema,
  reportedAt: Type.Union([InstantSchema, Type.Null()]),
});
export type NativeCapture = Static<typeof CaptureSchema>;

/** Why credit was refused; the first reason of an answer is the main one. */
export const ReasonSchema = Type.Object({
  code: Type.String({ description: 'Stable; see the page of errors.' }),
  text: Type.String(),
  headroom: Type.Optional(Type.Union([MoneySchema, Type.Null()])),
  shortfall: Type.Optional(MoneySchema),
  bindingLineId: Type.Optional(Type.Union([LineIdSchema, Type.Null()])),
  bindingOrganizationId: Type.Optional(Type.Union([OrganizationIdSchema, Type.Null()])),
  from: Type.Optional(CurrencySchema),
  to: Type.Optional(CurrencySchema),
  held: Type.Optional(MoneySchema),
  excess: Type.Optional(MoneySchema),
  tolerated: Type.Optional(MoneySchema),
});
export type NativeReason = Static<typeof ReasonSchema>;

const RefusedSchema = Type.Object({
  approved: Type.Literal(false),
  reasons: Type.Array(ReasonSchema, { minItems: 1 }),
});

const approvedMembers = {
  approved: Type.Literal(true),
  changed: Type.Boolean({ description: 'False: the hold was as asked already.' }),
  hold: HoldSchema,
  headroom: Type.Union([MoneySchema, Type.Null()]),
  bindingLineId: Type.Union([LineIdSchema, Type.Null()]),
  lineVersion: VersionSchema,
};

export const HoldAnswerSchema = Type.Union([Type.Object(approvedMembers), RefusedSchema]);
export type NativeHoldAnswer = Static<typeof HoldAnswerSchema>;

export const CaptureAnswerSchema = Type.Union([
  Type.Object({
    ...approvedMembers,
    capture: CaptureSchema,
    overLimit: Type.Boolean({ description: 'The capture took a level past its limit.' }),
  }),
  RefusedSchema,
]);
export type NativeCaptureAnswer = Static<typeof CaptureAnswerSchema>;

const HoldParams = Type.Object({ holdId: HoldIdSchema }, closed);
const dueMembers = {
  dueAt: Type.Optional(InstantSchema),
  dueAfterSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 400 * 24 * 3600 })),
};
const path = '/v1/holds/{holdId}';
const tag = 'Holds';

export const holdOperations = {
  placeHold: operation({
    method: 'POST',
    path: '/v1/holds',
    tag,
    summary: 'Ask for credit: take a hold',
    description:
      'A refusal of credit is an answer (200, `approved: false`), not an error. An open hold of the ' +
      'same `source` and amount is the answer again; with another amount it is re-priced, unless ' +
      '`ifOpen` is `refuse`. Due after 7 days (soft: 10 minutes) unless the request says otherwise.',
    body: Type.Object(
      {
        organizationId: OrganizationIdSchema,
        amount: PositiveMoneySchema,
        source: Type.Optional(SourceSchema),
        kind: Type.Optional(Type.Enum(['native', 'soft'])),
        ifOpen: Type.Optional(Type.Enum(['resize', 'refuse'])),
        ...dueMembers,
      },
      closed,
    ),
    isKeyed: true,
    answers: { 200: HoldAnswerSchema },
  }),
  listHolds: operation({
    method: 'GET',
    path: '/v1/holds',
    tag,
    summary: 'List holds',
    query: Type.Object(
      {
        ...pageQuery,
        organizationId: Type.Optional(OrganizationIdSchema),
        state: Type.Optional(Type.Enum(states)),
      },
      closed,
    ),
    answers: { 200: Type.Object({ items: Type.Array(HoldSchema), next: NextSchema }) },
  }),
  getHold: operation({
    method: 'GET',
    path,
    tag,
    summary: 'Read a hold and its captures',
    params: HoldParams,
    hasEtag: true,
    answers: { 200: Type.Object({ hold: HoldSchema, captures: Type.Array(CaptureSchema) }) },
  }),
  captureHold: operation({
    method: 'POST',
    path: `${path}/capture`,
    tag,
    summary: 'Capture a hold, wholly or in part: it becomes owed',
    description:
      'With `final` what is left is given back. `shipped` goods are always booked, also past the ' +
      'limit and after the hold has ended.',
    params: HoldParams,
    body: Type.Object(
      {
        amount: PositiveMoneySchema,
        reference: Type.Optional(CaptureReferenceSchema),
        final: Type.Optional(Type.Boolean()),
        shipped: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
    isKeyed: true,
    answers: { 200: CaptureAnswerSchema },
  }),
  releaseHold: operation({
    method: 'POST',
    path: `${path}/release`,
    tag,
    summary: 'Give back what is left of a hold',
    params: HoldParams,
    body: Type.Object({ reason: Type.Optional(ReasonTextSchema) }, closed),
    bodyIsOptional: true,
    isKeyed: true,
    answers: { 200: HoldAnswerSchema },
  }),
  resizeHold: operation({
    method: 'POST',
    path: `${path}/resize`,
    tag,
    summary: 'Give a hold another amount',
    description: 'The whole amount, captured parts included. A refusal leaves the hold as it was.',
    params: HoldParams,
    body: Type.Object({ amount: PositiveMoneySchema }, closed),
    isKeyed: true,
    answers: { 200: HoldAnswerSchema },
  }),
  extendHold: operation({
    method: 'POST',
    path: `${path}/extend`,
    tag,
    summary: 'Let a hold fall due later',
    params: HoldParams,
    body: Type.Object(dueMembers, { ...closed, minProperties: 1 }),
    isKeyed: true,
    answers: { 200: HoldAnswerSchema },
  }),
  reviveHold: operation({
    method: 'POST',
    path: `${path}/revive`,
    tag,
    summary: 'Make an expired hold again, when the headroom allows',
    description: 'The answer carries a new hold that names the expired one.',
    params: HoldParams,
    body: Type.Object(dueMembers, closed),
    bodyIsOptional: true,
    isKeyed: true,
    answers: { 200: HoldAnswerSchema },
  }),
} as const;
