import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import {
  ApplicationIdSchema,
  CurrencySchema,
  closed,
  DecisionIdSchema,
  InstantSchema,
  NextSchema,
  pageQuery,
  ReasonTextSchema,
  VersionSchema,
} from './scalars.ts';

const textOrNull = Type.Union([Type.String(), Type.Null()]);

/** A request for a decision about a company, and what became of it. */
export const ApplicationSchema = Type.Object({
  applicationId: ApplicationIdSchema,
  status: Type.Enum(['pending', 'approved', 'rejected', 'review', 'canceled']),
  rulesetId: Type.Integer({ minimum: 1 }),
  rulesetHash: Type.Union([Type.String(), Type.Null()], {
    description: 'SHA-256 of the rules that judged it; null where none have.',
  }),
  regNumber: Type.String({ description: 'As it was sent: 8 or 12 digits.' }),
  companyId: textOrNull,
  companyName: textOrNull,
  amount: Type.Integer({ minimum: 0, description: 'Whole units of the currency.' }),
  currency: CurrencySchema,
  language: Type.Enum(['nl', 'en', 'de']),
  reference: textOrNull,
  decisionId: Type.Union([DecisionIdSchema, Type.Null()]),
  createdAt: InstantSchema,
  decidedAt: Type.Union([InstantSchema, Type.Null()]),
  decidedBy: Type.Union([Type.String(), Type.Null()], {
    description: 'A person; null where rules decided.',
  }),
  reason: Type.Union([Type.String(), Type.Null()], { description: 'Of the person.' }),
  version: VersionSchema,
});
export type NativeApplication = Static<typeof ApplicationSchema>;

const ApplicationParams = Type.Object({ applicationId: ApplicationIdSchema }, closed);
const answers = { 200: Type.Object({ application: ApplicationSchema }) };
const tag = 'Applications';

const version = {
  version: Type.Integer({
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'The version that was looked at; another one in force is a refusal.',
  }),
};

export const applicationOperations = {
  listApplications: operation({
    method: 'GET',
    path: '/v1/applications',
    tag,
    summary: 'List applications, newest first',
    query: Type.Object(pageQuery, closed),
    answers: { 200: Type.Object({ items: Type.Array(ApplicationSchema), next: NextSchema }) },
  }),
  getApplication: operation({
    method: 'GET',
    path: '/v1/applications/{applicationId}',
    tag,
    summary: 'Read an application',
    params: ApplicationParams,
    hasEtag: true,
    answers: { 200: ApplicationSchema },
  }),
  decideApplication: operation({
    method: 'POST',
    path: '/v1/applications/{applicationId}/decide',
    tag,
    summary: 'Approve or reject an application that is in review',
    description:
      'Only a person may. It decides the review that waits for it, so that above the threshold of ' +
      'the tenant two persons approve: after the first the application is in review still.',
    params: ApplicationParams,
    body: Type.Object(
      { ...version, verdict: Type.Enum(['approved', 'rejected']), reason: ReasonTextSchema },
      closed,
    ),
    isKeyed: true,
    answers,
  }),
  cancelApplication: operation({
    method: 'POST',
    path: '/v1/applications/{applicationId}/cancel',
    tag,
    summary: 'Cancel an application that is not decided',
    description: 'Only a person may. Its review, where there is one, is withdrawn.',
    params: ApplicationParams,
    body: Type.Object({ ...version, reason: ReasonTextSchema }, closed),
    isKeyed: true,
    answers,
  }),
} as const;
