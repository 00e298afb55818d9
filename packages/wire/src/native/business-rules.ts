import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import {
  CountFromOne,
  reportSchema,
  VersionParam,
  versionOperations,
  versionSayings,
  versionSummary,
} from './rule-versions.ts';
import { closed, InstantSchema, NextSchema, pageQuery, ServiceIdSchema } from './scalars.ts';
import { TraceSchema } from './trace.ts';

const languages = ['en', 'nl', 'de', 'pl', 'el'] as const;
const audiences = ['end_user', 'back_office'] as const;

/** What a platform asks of a service; each has a set of rules of its own. */
const operations = [
  ...['subscription.create', 'subscription.update', 'subscription.activate'],
  ...['subscription.suspend', 'subscription.cancel', 'subscription.change_plan'],
  ...['subscription.upgrade_to_paid', 'addon.create', 'addon.update', 'addon.cancel'],
  ...['asset.create', 'asset.update', 'asset.cancel'],
];

const ruleSet = {
  serviceId: ServiceIdSchema,
  operation: Type.String(),
  inForce: Type.Union([CountFromOne, Type.Null()], {
    description: 'The version that is in force; null where none is, and nothing is refused.',
  }),
  createdBy: Type.String(),
  createdAt: InstantSchema,
};

const version = versionSummary(['draft', 'published']);

export const BusinessRuleActivationSchema = Type.Object({
  number: CountFromOne,
  version: CountFromOne,
  activatedBy: Type.String(),
  activatedAt: InstantSchema,
});

export const BusinessRulesSchema = Type.Object({
  ...ruleSet,
  versions: Type.Array(Type.Object(version), { description: 'Newest first.' }),
  activations: Type.Array(BusinessRuleActivationSchema, { description: 'Newest first.' }),
});
export type NativeBusinessRules = Static<typeof BusinessRulesSchema>;

export const BusinessRuleReceiptSchema = Type.Object({
  serviceId: ServiceIdSchema,
  operation: Type.String(),
  ...version,
});

export const BusinessRuleVersionSchema = Type.Object({
  serviceId: ServiceIdSchema,
  operation: Type.String(),
  ...version,
  ...versionSayings(
    'Collect tables with the outputs `code` and `message`, and the messages.',
    'Examples, each with facts and the rules that they break.',
  ),
});
export type NativeBusinessRuleVersion = Static<typeof BusinessRuleVersionSchema>;

export const BusinessRuleReportSchema = reportSchema(
  'With `table`, `rule` or `message` where it is about one.',
);

const CodeSchema = Type.Integer({ description: 'The `Code` that the platform is answered with.' });

export const BusinessRuleTestSchema = Type.Object({
  passed: Type.Boolean(),
  cases: Type.Array(
    Type.Object({
      name: Type.String(),
      passed: Type.Boolean(),
      expected: Type.String(),
      actual: Type.String(),
    }),
  ),
  tried: Type.Union(
    [
      Type.Object({
        broken: Type.Array(
          Type.Object({ code: CodeSchema, audience: Type.Enum(audiences), text: Type.String() }),
          { description: 'In the order of the tables and their rows.' },
        ),
        answer: Type.Union(
          [
            Type.Object({
              code: CodeSchema,
              audience: Type.Enum(audiences),
              message: Type.String(),
            }),
            Type.Null(),
          ],
          { description: 'What the platform would be told; null where nothing is broken.' },
        ),
        trace: TraceSchema,
      }),
      Type.Null(),
    ],
    { description: 'What becomes of the facts in the request; null without any.' },
  ),
});

const names = operations.map((name) => name.replace('.', '\\.'));
const SetParams = Type.Object(
  {
    serviceId: ServiceIdSchema,
    operation: Type.String({
      pattern: `^(?:${names.join('|')})$`,
      description: `One of ${operations.map((name) => `\`${name}\``).join(', ')}.`,
    }),
  },
  closed,
);
const VersionParams = Type.Object(
  {
    ...SetParams.properties,
    version: VersionParam,
  },
  closed,
);
const tag = 'Business rules';
const setPath = '/v1/business-rules/{serviceId}/{operation}';
const versionPath = `${setPath}/versions/{version}` as const;

const versions = versionOperations({
  ...{
    of: 'business-rules/{serviceId}/{operation}',
    tag,
    ownerParams: SetParams,
    versionParams: VersionParams,
  },
  draftBody:
    '`content` and `cases`, or `{"ready": true}` for a copy of the rules that come ready to use. ' +
    'The first draft makes the set. `If-Match` takes the `revision` of the draft.',
  version: BusinessRuleVersionSchema,
  receipt: BusinessRuleReceiptSchema,
  report: BusinessRuleReportSchema,
});

export const businessRuleOperations = {
  listBusinessRules: operation({
    method: 'GET',
    path: '/v1/business-rules',
    tag,
    summary: 'List sets of business rules by service and operation',
    query: Type.Object({ serviceId: Type.Optional(ServiceIdSchema), ...pageQuery }, closed),
    answers: {
      200: Type.Object({ items: Type.Array(Type.Object(ruleSet)), next: NextSchema }),
    },
  }),
  getBusinessRules: operation({
    method: 'GET',
    path: setPath,
    tag,
    summary: 'Read a set: its versions, and which is in force since when',
    params: SetParams,
    answers: { 200: BusinessRulesSchema },
  }),
  getBusinessRuleVersion: versions.read,
  draftBusinessRules: versions.draft,
  verifyBusinessRules: versions.verify,
  testBusinessRules: operation({
    method: 'POST',
    path: `${versionPath}/test`,
    tag,
    summary: 'Run the cases of a version, and try facts on it',
    description:
      'With the trace: what each rule did. Facts that are not given are not known. Nothing is written.',
    params: VersionParams,
    body: Type.Object(
      {
        facts: Type.Optional(Type.Object({}, { additionalProperties: true })),
        language: Type.Optional(Type.Enum(languages, { description: 'Of the texts.' })),
      },
      closed,
    ),
    bodyIsOptional: true,
    answers: { 200: BusinessRuleTestSchema },
  }),
  publishBusinessRules: versions.publish,
  activateBusinessRules: operation({
    method: 'POST',
    path: `${versionPath}/activate`,
    tag,
    summary: 'Bring a published version into force',
    description: 'At once on the server that is asked; another one follows within five seconds.',
    params: VersionParams,
    answers: { 200: BusinessRuleActivationSchema },
  }),
  rollBackBusinessRules: operation({
    method: 'POST',
    path: `${setPath}/roll-back`,
    tag,
    summary: 'Bring a version that was in force before back into force',
    params: SetParams,
    body: Type.Object({ version: CountFromOne }, closed),
    answers: { 200: BusinessRuleActivationSchema },
  }),
} as const;
