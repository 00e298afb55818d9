import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import {
  CountFromOne,
  reportSchema,
  rulesBodyType,
  textOrNull,
  VersionParam,
  versionOperations,
  versionSayings,
  versionSummary,
} from './rule-versions.ts';
import { closed, InstantSchema, NextSchema, pageQuery } from './scalars.ts';
import { TraceSchema } from './trace.ts';

const verdicts = ['approved', 'review', 'rejected'] as const;
const riskClasses = ['A', 'B', 'C', 'D', 'E'] as const;
const summary = versionSummary(['draft', 'published', 'retired']);

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
  versions: Type.Array(Type.Object(summary), { description: 'Newest first.' }),
  activations: Type.Array(RulesetActivationSchema, { description: 'Newest first.' }),
});
export type NativeRuleset = Static<typeof RulesetSchema>;

export const RulesetReceiptSchema = Type.Object({ rulesetId: CountFromOne, ...summary });

export const RulesetVersionSchema = Type.Object({
  rulesetId: CountFromOne,
  ...summary,
  ...versionSayings(
    'Decision tables, texts of their reasons, and the facts that they need.',
    'Examples, each with facts and what must come out.',
  ),
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

export const RulesetReportSchema = reportSchema(
  'With `table`, `rules` and `example` where it is about a table.',
);

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
const RulesetParams = Type.Object({ rulesetId: id }, closed);
const VersionParams = Type.Object({ rulesetId: id, version: VersionParam }, closed);
const tag = 'Rulesets';
const versionPath = '/v1/rulesets/{rulesetId}/versions/{version}';
const versions = versionOperations({
  ...{ of: 'rulesets/{rulesetId}', tag },
  ...{ ownerParams: RulesetParams, versionParams: VersionParams },
  draftBody:
    '`content` and `cases`. What a published version says stays as it is. `If-Match` takes the ' +
    '`revision` of the draft.',
  version: RulesetVersionSchema,
  receipt: RulesetReceiptSchema,
  report: RulesetReportSchema,
});

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
  getRulesetVersion: versions.read,
  createRuleset: operation({
    method: 'POST',
    path: '/v1/rulesets',
    tag,
    summary: 'Make a ruleset with a draft',
    description:
      'The body is JSON of at most 512 KiB: `name`, and either `ready` (`cautious`, `balanced` or ' +
      '`open`: a copy of that ruleset) or `content` and `cases`.',
    body: Type.String(),
    bodyType: rulesBodyType,
    isKeyed: true,
    answers: { 201: RulesetReceiptSchema },
  }),
  draftRuleset: versions.draft,
  verifyRuleset: versions.verify,
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
  publishRuleset: versions.publish,
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
