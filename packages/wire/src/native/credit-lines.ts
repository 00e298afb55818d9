import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import { ProposalSchema } from './proposal.ts';
import {
  closed,
  InstantSchema,
  LineIdSchema,
  line,
  MoneySchema,
  NextSchema,
  NotNegativeMoneySchema,
  OrganizationIdSchema,
  pageQuery,
  ReasonTextSchema,
  VersionSchema,
} from './scalars.ts';
import { CreditTermsSchema, termsMembers } from './terms.ts';

const nullable = { money: Type.Union([MoneySchema, Type.Null()]) };

const lineMembers = {
  organizationId: OrganizationIdSchema,
  lineId: LineIdSchema,
  status: Type.Enum(['open', 'closed']),
  stopped: Type.Boolean({ description: 'Set and lifted by hand; outranks headroom.' }),
  generation: Type.Integer({ minimum: 1, description: 'Goes up each time the line is closed.' }),
  version: VersionSchema,
  terms: CreditTermsSchema,
  effectiveLimit: Type.Union([MoneySchema, Type.Null()], {
    description: 'Own limit of today with temporary limits and tolerance; null: none of its own.',
  }),
  figures: Type.Object(
    {
      used: MoneySchema,
      held: MoneySchema,
      captured: MoneySchema,
      contained: MoneySchema,
      below: MoneySchema,
      exposure: MoneySchema,
    },
    {
      description:
        'Exposure = used (reported by the ERP) + held + captured and not yet reported − the part ' +
        'of both that the ERP figure contains already + exposure of the lines below.',
    },
  ),
  erp: Type.Object({
    asOf: Type.Union([InstantSchema, Type.Null()]),
    confirmedAt: Type.Union([InstantSchema, Type.Null()]),
    reportedAvailable: nullable.money,
  }),
};

export const CreditLineSummarySchema = Type.Object(lineMembers);
export type NativeCreditLineSummary = Static<typeof CreditLineSummarySchema>;

export const CreditLineSchema = Type.Object({
  ...lineMembers,
  headroom: Type.Union([MoneySchema, Type.Null()], {
    description: 'What is left on the line and every level above; null: no limit binds.',
  }),
  binding: Type.Union(
    [Type.Object({ lineId: LineIdSchema, organizationId: OrganizationIdSchema }), Type.Null()],
    { description: 'The level with the least headroom.' },
  ),
  utilisation: Type.Union([Type.String(), Type.Null()], {
    description: 'Exposure as a percentage of the effective limit, two decimals.',
  }),
  overLimit: Type.Union([MoneySchema, Type.Null()], {
    description: 'By how much the headroom is below zero; 0 where it is not.',
  }),
});
export type NativeCreditLine = Static<typeof CreditLineSchema>;

/** What became of a change; the line itself is read with GET. */
const receiptMembers = {
  organizationId: OrganizationIdSchema,
  lineId: LineIdSchema,
  version: VersionSchema,
  changed: Type.Boolean({ description: 'False: everything was as asked already.' }),
  headroom: nullable.money,
  bindingLineId: Type.Union([LineIdSchema, Type.Null()]),
};
export const LineReceiptSchema = Type.Object(receiptMembers);
export type NativeLineReceipt = Static<typeof LineReceiptSchema>;

export const ErpReceiptSchema = Type.Object({
  ...receiptMembers,
  stale: Type.Boolean({ description: 'Older than the figures in force: not applied.' }),
  seenReferences: Type.Array(Type.String(), {
    description: 'References of the captures that were taken as reported.',
  }),
  limitWaits: Type.Boolean({
    description:
      'The limit needs a second person and was not applied; the rest was. Without a `proposal` ' +
      'beside it, another change of the line waits already, and this limit must be sent again.',
  }),
  proposal: Type.Union([ProposalSchema, Type.Null()], {
    description: 'The limit that waits.',
  }),
});
export type NativeErpReceipt = Static<typeof ErpReceiptSchema>;

const LineParams = Type.Object({ organizationId: OrganizationIdSchema }, closed);
const path = '/v1/credit-lines/{organizationId}';
const tag = 'Credit lines';

export const creditLineOperations = {
  listCreditLines: operation({
    method: 'GET',
    path: '/v1/credit-lines',
    tag,
    summary: 'List credit lines',
    query: Type.Object(pageQuery, closed),
    answers: { 200: Type.Object({ items: Type.Array(CreditLineSummarySchema), next: NextSchema }) },
  }),
  getCreditLine: operation({
    method: 'GET',
    path,
    tag,
    summary: 'Read the credit line of an organization, with what is left and what binds',
    params: LineParams,
    hasEtag: true,
    answers: { 200: CreditLineSchema },
  }),
  setCreditLine: operation({
    method: 'PUT',
    path,
    tag,
    summary: 'Open a credit line, or set its terms',
    description:
      'The body is the whole of the terms: what is left out gets its default. A limit above the ' +
      'threshold of the tenant waits for a second person: 202 with the proposal.',
    params: LineParams,
    body: Type.Object({ ...termsMembers, reason: Type.Optional(ReasonTextSchema) }, closed),
    isKeyed: true,
    condition: 'versionOrAbsent',
    hasEtag: true,
    answers: { 200: LineReceiptSchema, 202: Type.Object({ proposal: ProposalSchema }) },
  }),
  closeCreditLine: operation({
    method: 'DELETE',
    path,
    tag,
    summary: 'Close a credit line',
    description: 'Holds live on until they end and keep counting. Closing twice changes nothing.',
    params: LineParams,
    condition: 'version',
    hasEtag: true,
    answers: { 200: LineReceiptSchema },
  }),
  stopCreditLine: operation({
    method: 'POST',
    path: `${path}/stop`,
    tag,
    summary: 'Stop a credit line: no new orders, whatever the headroom',
    params: LineParams,
    body: Type.Object({ reason: ReasonTextSchema }, closed),
    isKeyed: true,
    hasEtag: true,
    answers: { 200: LineReceiptSchema },
  }),
  resumeCreditLine: operation({
    method: 'POST',
    path: `${path}/resume`,
    tag,
    summary: 'Lift the stop of a credit line',
    params: LineParams,
    body: Type.Object({ reason: ReasonTextSchema }, closed),
    isKeyed: true,
    hasEtag: true,
    answers: { 200: LineReceiptSchema },
  }),
  postErpFigures: operation({
    method: 'PUT',
    path: `${path}/erp-figures`,
    tag,
    summary: 'Report what the ERP says is used',
    description:
      'The figure is the word of the ERP and never touches a hold. Captures count beside it until ' +
      'they are named in `captures`, or until some figure came after them and the lag of the ERP ' +
      'has passed. Figures with an `asOf` before the one in force are not applied.',
    params: LineParams,
    body: Type.Object(
      {
        used: MoneySchema,
        limit: Type.Optional(NotNegativeMoneySchema),
        available: Type.Optional(MoneySchema),
        asOf: Type.Optional(InstantSchema),
        captures: Type.Optional(
          Type.Array(line(200, 'Reference of a capture that `used` contains.'), { maxItems: 400 }),
        ),
      },
      closed,
    ),
    isKeyed: true,
    condition: 'version',
    hasEtag: true,
    answers: { 200: ErpReceiptSchema },
  }),
} as const;
