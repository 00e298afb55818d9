import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import {
  CountSchema,
  closed,
  InstantSchema,
  line,
  NextSchema,
  ProviderStepIdSchema,
  pageQuery,
  ReasonTextSchema,
  ServiceIdSchema,
  VersionSchema,
} from './scalars.ts';

const orNull = <Schema extends ReturnType<typeof Type.String>>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const statuses = ['waiting', 'under_way', 'failed', 'parked', 'done', 'given_up'] as const;

/** What a provider's own system has still to do, or has done. */
const members = {
  stepId: ProviderStepIdSchema,
  serviceId: ServiceIdSchema,
  operation: Type.Enum(['create', 'update', 'suspend', 'activate', 'cancel', 'changePlan']),
  object: Type.Enum(['subscription', 'asset']),
  externalId: Type.String({ description: 'Of the subscription or the asset.' }),
  objectVersion: VersionSchema,
  status: Type.Enum(statuses, {
    description:
      '`failed` is tried again at `nextAttemptAt`; `parked` failed for good and waits for a ' +
      'person; `given_up` is nobody’s work any more.',
  }),
  attempts: CountSchema,
  isUnclear: Type.Boolean({
    description: 'An attempt ended without a clear answer: the provider may have done it.',
  }),
  nextAttemptAt: Type.Union([InstantSchema, Type.Null()]),
  lastError: orNull(Type.String()),
  compensates: Type.Union([ProviderStepIdSchema, Type.Null()], {
    description:
      'The step that was given up and may have been done all the same: this takes it back.',
  }),
  createdAt: InstantSchema,
  endedAt: Type.Union([InstantSchema, Type.Null()]),
  decidedBy: Type.Union([Type.String(), Type.Null()], {
    description: 'Who retried it last, or gave it up.',
  }),
  reason: orNull(Type.String()),
  version: VersionSchema,
};

export const ProviderStepSummarySchema = Type.Object(members);
export const ProviderStepSchema = Type.Object({
  ...members,
  desired: Type.Unknown({ description: 'The whole object, as the provider gets it.' }),
  settings: Type.Record(Type.String(), Type.String(), {
    description: 'Setting fields of the platform that go along; secrets do not.',
  }),
});

export const ProviderStepReceiptSchema = Type.Object({
  stepId: ProviderStepIdSchema,
  status: Type.Enum(statuses),
  version: VersionSchema,
  compensatedBy: Type.Union([ProviderStepIdSchema, Type.Null()], {
    description: 'The step that takes back what the provider may have done all the same.',
  }),
  alsoGivenUp: Type.Array(ProviderStepIdSchema, {
    description: 'Later steps of the object, which have nothing to build on any more.',
  }),
});

export type NativeProviderStepSummary = Static<typeof ProviderStepSummarySchema>;
export type NativeProviderStep = Static<typeof ProviderStepSchema>;
export type NativeProviderStepReceipt = Static<typeof ProviderStepReceiptSchema>;

const params = Type.Object({ stepId: ProviderStepIdSchema }, closed);
const tag = 'Provider steps';
const version = {
  version: Type.Integer({
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'The version that was looked at; another one in force is a refusal.',
  }),
};

export const providerStepOperations = {
  listProviderSteps: operation({
    method: 'GET',
    path: '/v1/provider-steps',
    tag,
    summary: 'List what providers’ own systems have still to do, newest first',
    description: 'With `status=parked`: what failed for good and waits for a person.',
    query: Type.Object(
      {
        ...pageQuery,
        status: Type.Optional(Type.Enum(statuses)),
        serviceId: Type.Optional(ServiceIdSchema),
        externalId: Type.Optional(line(255, 'Of a subscription or an asset.')),
      },
      closed,
    ),
    answers: {
      200: Type.Object({ items: Type.Array(ProviderStepSummarySchema), next: NextSchema }),
    },
  }),
  getProviderStep: operation({
    method: 'GET',
    path: '/v1/provider-steps/{stepId}',
    tag,
    summary: 'Read a step, with the object that it wants',
    params,
    hasEtag: true,
    answers: { 200: ProviderStepSchema },
  }),
  retryProviderStep: operation({
    method: 'POST',
    path: '/v1/provider-steps/{stepId}/retry',
    tag,
    summary: 'Try a step again that failed, at once and with fresh patience',
    params,
    body: Type.Object(version, closed),
    isKeyed: true,
    answers: { 200: ProviderStepReceiptSchema },
  }),
  giveUpProviderStep: operation({
    method: 'POST',
    path: '/v1/provider-steps/{stepId}/give-up',
    tag,
    summary: 'Give a step up: nobody carries it out any more',
    description:
      'With a create, later steps of its object are given up too, but for a cancel; the object is ' +
      'cancelled, and what was captured for it leaves the exposure. With another change that no ' +
      'later step brings along, the object is again as it was before, and what was captured for ' +
      'the change leaves the exposure. Where the provider may have done it all the same, a step is ' +
      'written that takes it back.',
    params,
    body: Type.Object({ ...version, reason: ReasonTextSchema }, closed),
    isKeyed: true,
    answers: { 200: ProviderStepReceiptSchema },
  }),
} as const;
