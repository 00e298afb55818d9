import { operation } from '@aval/wire';
import { type Static, Type } from 'typebox';
import {
  type AccessService,
  type Credential,
  type IssuedSecret,
  overlapSecondsDefault,
} from '../../access/index.ts';
import { formatInstant, parseInstant } from '../../kernel/clock.ts';
import type { CredentialId } from '../../kernel/ids.ts';
import { type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import { apiFault } from '../problems.ts';
import { answerPage } from './paging.ts';
import { administrationProblem } from './problems.ts';
import {
  closed,
  idSchema,
  pageQuery,
  TextOrNullSchema,
  TextSchema,
  VersionSchema,
  WordsSchema,
} from './schemas.ts';

const RulesetsSchema = Type.Union([Type.Array(Type.Integer()), Type.Null()], {
  description: 'The rulesets that it may name; null: any of the tenant.',
});
const PerSecondSchema = Type.Union([Type.Integer(), Type.Null()], {
  description: 'Requests in a second; null: no limit.',
});

const CredentialSchema = Type.Object({
  credentialId: Type.String(),
  kind: Type.String(),
  name: Type.String(),
  publicId: Type.String({ description: 'What the secret is found by; no secret itself.' }),
  scopes: Type.Array(Type.String()),
  installation: TextOrNullSchema,
  header: TextOrNullSchema,
  limitMax: Type.Union([Type.String(), Type.Null()], {
    description: 'The greatest limit that a key of the ONE wire may grant alone; null: any.',
  }),
  addresses: Type.Array(Type.String(), {
    description: 'From where it may be presented; empty: from anywhere.',
  }),
  baseUris: Type.Array(Type.String(), {
    description: 'Of an application: addresses of its platform that calls may name.',
  }),
  decisionMaker: Type.Union(
    [
      Type.Object({ amount: Type.String(), rulesets: RulesetsSchema, perSecond: PerSecondSchema }),
      Type.Null(),
    ],
    { description: 'What a credential of the decision maker may ask; null for other kinds.' },
  ),
  previousUntil: TextOrNullSchema,
  version: VersionSchema,
  createdAt: Type.String(),
  createdBy: Type.String(),
  expiresAt: TextOrNullSchema,
  revokedAt: TextOrNullSchema,
});

const IssuedSchema = Type.Object({
  credential: CredentialSchema,
  secret: Type.Record(Type.String(), Type.String(), {
    description: 'What the owner presents. It is shown this once and cannot be read again.',
  }),
});

const tag = 'Administration';
const params = Type.Object({ credentialId: idSchema('cred') }, closed);

export const credentialOperations = {
  listCredentials: operation({
    method: 'GET',
    path: '/v1/admin/credentials',
    tag,
    summary: 'List credentials, without their secrets',
    query: pageQuery,
    answers: {
      200: Type.Object({ items: Type.Array(CredentialSchema), next: TextOrNullSchema }),
    },
  }),
  addCredential: operation({
    method: 'POST',
    path: '/v1/admin/credentials',
    tag,
    summary: 'Make a credential; its secret is shown once',
    body: Type.Object(
      {
        kind: TextSchema,
        name: TextSchema,
        scopes: Type.Optional(WordsSchema),
        expiresAt: Type.Optional(TextSchema),
        installation: Type.Optional(TextSchema),
        header: Type.Optional(TextSchema),
        addresses: Type.Optional(WordsSchema),
        limitMax: Type.Optional(
          Type.String({
            description:
              'For the kind `one`: a limit above it waits for a second person, such as 50000.00.',
          }),
        ),
        baseUris: Type.Optional(
          Type.Array(Type.String(), { description: 'For the kind `service-manager`.' }),
        ),
        decisionMaker: Type.Optional(
          Type.Object(
            {
              amount: Type.Optional(Type.Enum(['required', 'optional', 'unused'])),
              rulesets: Type.Optional(RulesetsSchema),
              perSecond: Type.Optional(PerSecondSchema),
            },
            { ...closed, description: 'For the kind `dmm`.' },
          ),
        ),
      },
      closed,
    ),
    answers: { 201: IssuedSchema },
  }),
  rotateCredential: operation({
    method: 'POST',
    path: '/v1/admin/credentials/{credentialId}/rotate',
    tag,
    summary: 'Make a new secret; the one before stays valid for a while',
    params,
    body: Type.Object(
      {
        overlapSeconds: Type.Optional(
          Type.Integer({ minimum: 0, description: 'Default a week, at most 90 days.' }),
        ),
      },
      closed,
    ),
    bodyIsOptional: true,
    answers: { 200: IssuedSchema },
  }),
  revokeCredential: operation({
    method: 'POST',
    path: '/v1/admin/credentials/{credentialId}/revoke',
    tag,
    summary: 'End a credential for good',
    params,
    answers: { 200: CredentialSchema },
  }),
} as const;

type Credentials = Pick<
  AccessService,
  'credentials' | 'addCredential' | 'rotateCredential' | 'revokeCredential'
>;

export function createCredentialHandlers(
  { access }: { readonly access: Credentials },
  cursors: Cursors,
): Handlers<typeof credentialOperations> {
  return {
    listCredentials: ({ principal: { tenantId }, query }) => {
      const list = { tenantId, name: 'credentials', query };
      return answerPage(cursors, list, access.credentials, toWireCredential);
    },
    addCredential: async ({ principal: { tenantId, actor }, body }) => {
      const { kind, name, scopes = [], expiresAt: end, installation = null } = body;
      const { header = null, addresses = [], baseUris = [], decisionMaker = null } = body;
      const expiresAt = end === undefined ? null : parseInstant(end);
      if (end !== undefined && expiresAt === null) {
        return apiFault('request.invalid', { at: 'body/expiresAt', rule: 'instant' });
      }
      const { limitMax = null } = body;
      const names = {
        limitMax,
        kind,
        name,
        scopes,
        expiresAt,
        installation,
        header,
        addresses,
      };
      const input = { ...names, baseUris, decisionMaker, createdBy: actor };
      const added = await access.addCredential(tenantId, input);
      if (!added.ok) return administrationProblem(added.refusal);
      return { status: 201, body: toWireIssued(added.value) };
    },
    rotateCredential: async ({ principal: { tenantId }, params: { credentialId }, body }) => {
      const overlapSeconds = body?.overlapSeconds ?? overlapSecondsDefault;
      const rotated = await access.rotateCredential(
        tenantId,
        credentialId as CredentialId,
        overlapSeconds,
      );
      return rotated.ok ? ok(toWireIssued(rotated.value)) : administrationProblem(rotated.refusal);
    },
    revokeCredential: async ({ principal: { tenantId }, params: { credentialId } }) => {
      const revoked = await access.revokeCredential(tenantId, credentialId as CredentialId);
      if (!revoked.ok) return administrationProblem(revoked.refusal);
      return ok(toWireCredential(revoked.value));
    },
  };
}

function toWireIssued(issued: {
  readonly credential: Credential;
  readonly secret: IssuedSecret;
}): Static<typeof IssuedSchema> {
  const { kind: _, ...secret } = issued.secret;
  return { credential: toWireCredential(issued.credential), secret };
}

function toWireCredential(credential: Credential): Static<typeof CredentialSchema> {
  const { credentialId, kind, name, publicId, scopes, installation, createdBy } = credential;
  const { header, addresses, baseUris, decisionMaker } = credential;
  const { previousUntil, expiresAt, revokedAt } = credential;
  return {
    credentialId,
    kind,
    name,
    publicId,
    scopes: [...scopes],
    installation,
    header,
    limitMax: credential.limitMax,
    addresses: [...addresses],
    baseUris: [...baseUris],
    decisionMaker:
      decisionMaker === null
        ? null
        : {
            ...decisionMaker,
            rulesets: decisionMaker.rulesets === null ? null : [...decisionMaker.rulesets],
          },
    previousUntil: previousUntil === null ? null : formatInstant(previousUntil),
    version: Number(credential.version),
    createdAt: formatInstant(credential.createdAt),
    createdBy,
    expiresAt: expiresAt === null ? null : formatInstant(expiresAt),
    revokedAt: revokedAt === null ? null : formatInstant(revokedAt),
  };
}
