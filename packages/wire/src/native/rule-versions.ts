import { type TObject, type TSchema, Type } from 'typebox';
import { operation } from './operation.ts';
import { closed, InstantSchema, VersionSchema } from './scalars.ts';

/**
 * What rulesets and the business rules of services have alike: numbered versions of tables, each with
 * cases, that a person takes through a gate. A draft changes, what was published stays as it is.
 */
export const CountFromOne = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
export const VersionParam = Type.String({
  pattern: '^[1-9][0-9]{0,8}$',
  description: 'Counts from 1.',
});
export const rulesBodyType = 'application/vnd.aval.ruleset+json';
export const textOrNull = Type.Union([Type.String(), Type.Null()]);

const HashSchema = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 of what the version says, which names it for good.',
});

export function versionSummary<const Status extends string>(statuses: Status[]) {
  return {
    version: CountFromOne,
    status: Type.Enum(statuses),
    hash: HashSchema,
    createdBy: Type.String(),
    createdAt: InstantSchema,
    publishedBy: textOrNull,
    publishedAt: Type.Union([InstantSchema, Type.Null()]),
    revision: VersionSchema,
  };
}

export function versionSayings(content: string, cases: string) {
  return {
    content: Type.Record(Type.String(), Type.Unknown(), { description: content }),
    cases: Type.Array(Type.Record(Type.String(), Type.Unknown()), { description: cases }),
  };
}

/** What the gate found; `where` says which members of a problem name its place. */
export function reportSchema(where: string) {
  const text = Type.String({ description: 'In words, with values that show it.' });
  const more = { description: where, additionalProperties: true };
  const problems = Type.Array(Type.Object({ code: Type.String(), text }, more));
  const fit = Type.Boolean({ description: 'Whether the version could be published.' });
  return Type.Object({ fit, problems, notes: problems });
}

/** The way of a version through the gate, under the path of what it is a version of. */
export function versionOperations<
  const Of extends string,
  OwnerParams extends TObject,
  VersionParams extends TObject,
  Version extends TSchema,
  Receipt extends TSchema,
  Report extends TSchema,
>(said: {
  /** The path of what has the versions, behind `/v1/`. */
  readonly of: Of;
  readonly tag: string;
  /** What the body of a draft says. */
  readonly draftBody: string;
  readonly ownerParams: OwnerParams;
  readonly versionParams: VersionParams;
  readonly version: Version;
  readonly receipt: Receipt;
  readonly report: Report;
}) {
  const { of, tag, ownerParams, versionParams, receipt } = said;
  const path = `/v1/${of}/versions/{version}` as const;
  return {
    read: operation({
      method: 'GET',
      path,
      tag,
      summary: 'Read what a version says',
      params: versionParams,
      hasEtag: true,
      answers: { 200: said.version },
    }),
    draft: operation({
      method: 'PUT',
      path: `/v1/${of}/draft`,
      tag,
      summary: 'Change the draft, or begin one beside the published versions',
      description: `The body is JSON of at most 512 KiB: ${said.draftBody}`,
      params: ownerParams,
      body: Type.String(),
      bodyType: rulesBodyType,
      condition: 'version',
      hasEtag: true,
      answers: { 200: receipt },
    }),
    verify: operation({
      method: 'POST',
      path: `${path}/verify`,
      tag,
      summary: 'Look for everything that keeps a version from being published',
      params: versionParams,
      answers: { 200: said.report },
    }),
    publish: operation({
      method: 'POST',
      path: `${path}/publish`,
      tag,
      summary: 'Publish a draft',
      description:
        'Only a person may, and only what the verifier finds clean and whose cases pass. `hash` says ' +
        'what was looked at.',
      params: versionParams,
      body: Type.Object({ hash: HashSchema }, closed),
      answers: { 200: receipt },
    }),
  };
}
