import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import {
  closed,
  InstantSchema,
  NextSchema,
  pageQuery,
  ServiceIdSchema,
  VersionSchema,
} from './scalars.ts';
import { TraceSchema } from './trace.ts';

const CountFromOne = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const textOrNull = Type.Union([Type.String(), Type.Null()]);
const HashSchema = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 of what the version says.',
});
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

const version = {
  version: CountFromOne,
  status: Type.Enum(['draft', 'published']),
  hash: HashSchema,
  createdBy: Type.String(),
  createdAt: InstantSchema,
  publishedBy: textOrNull,
  publishedAt: Type.Union([InstantSchema, Type.Null()]),
  revision: VersionSchema,
};

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
  content: Type.Record(Type.String(), Type.Unknown(), {
    description: 'Collect tables with the outputs `code` and `message`, and the messages.',
  }),
  cases: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
    description: 'Examples, each with facts and the rules that they break.',
  }),
});
export type NativeBusinessRuleVersion = Static<typeof BusinessRuleVersionSchema>;

const ProblemsSchema = Type.Array(
  Type.Object(
    {
      code: Type.String(),
      text: Type.String({ description: 'In words, with values that show it.' }),
    },
    {
      description: 'With `table`, `rule` or `message` where it is about one.',
      additionalProperties: true,
    },
  ),
);

export const BusinessRuleReportSchema = Type.Object({
  fit: Type.Boolean({ description: 'Whether the version could be published.' }),
  problems: ProblemsSchema,
  notes: ProblemsSchema,
});

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
    version: Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'Counts from 1.' }),
  },
  closed,
);
const tag = 'Business rules';
const setPath = '/v1/business-rules/{serviceId}/{operation}';
const versionPath = `${setPath}/versions/{version}` as const;

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
  getBusinessRuleVersion: operation({
    method: 'GET',
    path: versionPath,
    tag,
    summary: 'Read what a version says',
    params: VersionParams,
    hasEtag: true,
    answers: { 200: BusinessRuleVersionSchema },
  }),
  draftBusinessRules: operation({
    method: 'PUT',
    path: `${setPath}/draft`,
    tag,
    summary: 'Change the draft, or begin one beside the published versions',
    description:
      'The body is JSON of at most 512 KiB: `content` and `cases`, or `{"ready": true}` for a copy ' +
      'of the rules that come ready to use. The first draft makes the set. `If-Match` takes the ' +
      '`revision` of the draft.',
    params: SetParams,
    body: Type.String(),
    bodyType: 'application/vnd.aval.ruleset+json',
    condition: 'version',
    hasEtag: true,
    answers: { 200: BusinessRuleReceiptSchema },
  }),
  verifyBusinessRules: operation({
    method: 'POST',
    path: `${versionPath}/verify`,
    tag,
    summary: 'Look for everything that keeps a version from being published',
    params: VersionParams,
    answers: { 200: BusinessRuleReportSchema },
  }),
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
  publishBusinessRules: operation({
    method: 'POST',
    path: `${versionPath}/publish`,
    tag,
    summary: 'Publish a draft',
    description:
      'Only a person may, and only what the verifier finds clean and whose cases pass. `hash` says ' +
      'what was looked at.',
    params: VersionParams,
    body: Type.Object({ hash: HashSchema }, closed),
    answers: { 200: BusinessRuleReceiptSchema },
  }),
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
