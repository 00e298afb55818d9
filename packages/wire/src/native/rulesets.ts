import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import { closed, InstantSchema, NextSchema, pageQuery, VersionSchema } from './scalars.ts';
import { TraceSchema } from './trace.ts';

const statuses = ['draft', 'published', 'retired'] as const;
const verdicts = ['approved', 'review', 'rejected'] as const;
const riskClasses = ['A', 'B', 'C', 'D', 'E'] as const;
const textOrNull = Type.Union([Type.String(), Type.Null()]);
const HashSchema = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 of what the version says; decisions name it.',
});
const CountFromOne = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

const versionSummary = {
  version: CountFromOne,
  status: Type.Enum(statuses),
  hash: HashSchema,
  createdBy: Type.String(),
  createdAt: InstantSchema,
  publishedBy: textOrNull,
  publishedAt: Type.Union([InstantSchema, Type.Null()]),
  revision: VersionSchema,
};

const ruleset = {
  rulesetId: CountFromOne,
  name: Type.String(),
  createdBy: Type.String(),
  createdAt: InstantSchema,
};

const activation = {
  number: CountFromOne,
  version: CountFromOne,
  activeFrom: InstantSchema,
  activatedBy: Type.String(),
  activatedAt: InstantSchema,
};

export const RulesetActivationSchema = Type.Object(activation);
export type NativeRulesetActivation = Static<typeof RulesetActivationSchema>;

export const RulesetSchema = Type.Object({
  ...ruleset,
  inForce: Type.Union([CountFromOne, Type.Null()], {
    description: 'The version that is in force now; null where none is.',
  }),
  versions: Type.Array(Type.Object(versionSummary), { description: 'Newest first.' }),
  activations: Type.Array(RulesetActivationSchema, { description: 'Newest first.' }),
});
export type NativeRuleset = Static<typeof RulesetSchema>;

const ContentSchema = Type.Record(Type.String(), Type.Unknown(), {
  description: 'Decision tables, texts of their reasons, and the facts that they need.',
});
const CaseListSchema = Type.Array(Type.Record(Type.String(), Type.Unknown()), {
  description: 'Examples, each with facts and what must come out.',
});

export const RulesetReceiptSchema = Type.Object({ rulesetId: CountFromOne, ...versionSummary });

export const RulesetVersionSchema = Type.Object({
  rulesetId: CountFromOne,
  ...versionSummary,
  content: ContentSchema,
  cases: CaseListSchema,
});
export type NativeRulesetVersion = Static<typeof RulesetVersionSchema>;

const TextsSchema = Type.Object({ en: Type.String(), nl: Type.String(), de: Type.String() });
const paramsSchema = Type.Record(Type.String(), Type.String());

export const JudgementSchema = Type.Object({
  verdict: Type.Enum(verdicts),
  riskClass: Type.Union([Type.Enum(riskClasses), Type.Null()]),
  limitAdvice: textOrNull,
  reasons: Type.Array(
    Type.Object({
      code: Type.String(),
      text: TextsSchema,
      params: Type.Optional(paramsSchema),
    }),
  ),
  remedies: Type.Array(Type.Object({ code: Type.String(), params: paramsSchema }), {
    description: 'What would have made it a yes.',
  }),
  gaps: Type.Array(Type.String(), {
    description: 'Facts that are needed and not known: then the verdict is `review`.',
  }),
});

const ProblemsSchema = Type.Array(
  Type.Object(
    {
      code: Type.String(),
      text: Type.String({ description: 'In words, with values that show it.' }),
    },
    {
      description: 'With `table`, `rules` and `example` where it is about a table.',
      additionalProperties: true,
    },
  ),
);

export const RulesetReportSchema = Type.Object({
  fit: Type.Boolean({ description: 'Whether the version could be published.' }),
  problems: ProblemsSchema,
  notes: ProblemsSchema,
});

export const RulesetTestSchema = Type.Object({
  passed: Type.Boolean(),
  cases: Type.Array(
    Type.Object({
      name: Type.String(),
      passed: Type.Boolean(),
      verdict: Type.Enum(verdicts),
      differences: Type.Array(
        Type.Object({ what: Type.String(), expected: Type.String(), actual: Type.String() }),
      ),
    }),
  ),
  tried: Type.Union(
    [Type.Object({ judgement: JudgementSchema, trace: TraceSchema }), Type.Null()],
    {
      description: 'What becomes of the facts in the request; null without any.',
    },
  ),
});

const id = Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'Dense per tenant from 1.' });
const version = Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'Counts from 1.' });
const RulesetParams = Type.Object({ rulesetId: id }, closed);
const VersionParams = Type.Object({ rulesetId: id, version }, closed);
const tag = 'Rulesets';
const bodyType = 'application/vnd.aval.ruleset+json';
const versionPath = '/v1/rulesets/{rulesetId}/versions/{version}';

export const rulesetOperations = {
  listRulesets: operation({
    method: 'GET',
    path: '/v1/rulesets',
    tag,
    summary: 'List rulesets by their ids',
    query: Type.Object(pageQuery, closed),
    answers: {
      200: Type.Object({ items: Type.Array(Type.Object(ruleset)), next: NextSchema }),
    },
  }),
  getRuleset: operation({
    method: 'GET',
    path: '/v1/rulesets/{rulesetId}',
    tag,
    summary: 'Read a ruleset: its versions, and which is in force since when',
    params: RulesetParams,
    answers: { 200: RulesetSchema },
  }),
  getRulesetVersion: operation({
    method: 'GET',
    path: versionPath,
    tag,
    summary: 'Read what a version says',
    params: VersionParams,
    hasEtag: true,
    answers: { 200: RulesetVersionSchema },
  }),
  createRuleset: operation({
    method: 'POST',
    path: '/v1/rulesets',
    tag,
    summary: 'Make a ruleset with a draft',
    description:
      'The body is JSON of at most 512 KiB: `name`, and either `ready` (`cautious`, `balanced` or ' +
      '`open`: a copy of that ruleset) or `content` and `cases`.',
    body: Type.String(),
    bodyType,
    isKeyed: true,
    answers: { 201: RulesetReceiptSchema },
  }),
  draftRuleset: operation({
    method: 'PUT',
    path: '/v1/rulesets/{rulesetId}/draft',
    tag,
    summary: 'Change the draft, or begin one beside the published versions',
    description:
      'The body is JSON of at most 512 KiB: `content` and `cases`. What a published version says ' +
      'stays as it is. `If-Match` takes the `revision` of the draft.',
    params: RulesetParams,
    body: Type.String(),
    bodyType,
    condition: 'version',
    hasEtag: true,
    answers: { 200: RulesetReceiptSchema },
  }),
  verifyRuleset: operation({
    method: 'POST',
    path: `${versionPath}/verify`,
    tag,
    summary: 'Look for everything that keeps a version from being published',
    params: VersionParams,
    answers: { 200: RulesetReportSchema },
  }),
  testRuleset: operation({
    method: 'POST',
    path: `${versionPath}/test`,
    tag,
    summary: 'Run the cases of a version, and try facts on it',
    description: 'With the trace: what each rule did. Nothing is written.',
    params: VersionParams,
    body: Type.Object(
      { facts: Type.Optional(Type.Object({}, { additionalProperties: true })) },
      closed,
    ),
    bodyIsOptional: true,
    answers: { 200: RulesetTestSchema },
  }),
  publishRuleset: operation({
    method: 'POST',
    path: `${versionPath}/publish`,
    tag,
    summary: 'Publish a draft',
    description:
      'Only a person may, and only what the verifier finds clean and whose cases pass. `hash` says ' +
      'what was looked at.',
    params: VersionParams,
    body: Type.Object({ hash: HashSchema }, closed),
    answers: { 200: RulesetReceiptSchema },
  }),
  activateRuleset: operation({
    method: 'POST',
    path: `${versionPath}/activate`,
    tag,
    summary: 'Bring a published version into force, now or from a moment on',
    params: VersionParams,
    body: Type.Object({ from: Type.Optional(InstantSchema) }, closed),
    bodyIsOptional: true,
    answers: { 200: RulesetActivationSchema },
  }),
  rollBackRuleset: operation({
    method: 'POST',
    path: '/v1/rulesets/{rulesetId}/roll-back',
    tag,
    summary: 'Bring a version that was in force before back into force, at once',
    params: RulesetParams,
    body: Type.Object({ version: CountFromOne }, closed),
    answers: { 200: RulesetActivationSchema },
  }),
  retireRuleset: operation({
    method: 'POST',
    path: `${versionPath}/retire`,
    tag,
    summary: 'Take a published version that is not in force out of use',
    params: VersionParams,
    answers: { 200: RulesetReceiptSchema },
  }),
} as const;
