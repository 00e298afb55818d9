import { operation } from '@aval/wire';
import { type Static, Type } from 'typebox';
import type { AccessService, CheckConnection, Connection } from '../../access/index.ts';
import { formatInstant } from '../../kernel/clock.ts';
import type { ConnectionId } from '../../kernel/ids.ts';
import { type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import { notFound } from '../refusals.ts';
import { answerPage } from './paging.ts';
import { administrationProblem } from './problems.ts';
import {
  closed,
  idSchema,
  pageQuery,
  TextOrNullSchema,
  TextSchema,
  TextsSchema,
  VersionSchema,
} from './schemas.ts';

const ConnectionSchema = Type.Object({
  connectionId: Type.String(),
  kind: Type.String(),
  name: Type.String(),
  baseUri: Type.String(),
  settings: Type.Record(Type.String(), Type.String()),
  version: VersionSchema,
  createdAt: Type.String(),
  revokedAt: TextOrNullSchema,
});

const CheckSchema = Type.Object({
  connection: ConnectionSchema,
  isUsable: Type.Boolean({ description: 'Everything that no decision can do without was found.' }),
  missing: Type.Array(Type.String(), { description: 'What was not found, by its name.' }),
  answers: Type.Array(
    Type.Object({
      of: Type.String(),
      answer: Type.String({ description: '`found`, or a word for why there is no answer.' }),
      fields: Type.Array(
        Type.Object({
          field: Type.String(),
          path: TextOrNullSchema,
          value: TextOrNullSchema,
          trouble: TextOrNullSchema,
        }),
      ),
    }),
  ),
});

const tag = 'Administration';
const params = Type.Object({ connectionId: idSchema('conn') }, closed);

export const connectionOperations = {
  listConnections: operation({
    method: 'GET',
    path: '/v1/admin/connections',
    tag,
    summary: 'List connections, without their secrets',
    query: pageQuery,
    answers: {
      200: Type.Object({ items: Type.Array(ConnectionSchema), next: TextOrNullSchema }),
    },
  }),
  addConnection: operation({
    method: 'POST',
    path: '/v1/admin/connections',
    tag,
    summary: 'Register a system that the desk calls, with what it needs to sign in there',
    body: Type.Object(
      {
        kind: TextSchema,
        name: TextSchema,
        baseUri: TextSchema,
        secret: TextsSchema,
        settings: Type.Optional(TextsSchema),
      },
      closed,
    ),
    answers: { 201: ConnectionSchema },
  }),
  rotateConnection: operation({
    method: 'POST',
    path: '/v1/admin/connections/{connectionId}/rotate',
    tag,
    summary: 'Give a connection another secret, or other settings',
    params,
    body: Type.Object(
      { secret: Type.Optional(TextsSchema), settings: Type.Optional(TextsSchema) },
      closed,
    ),
    answers: { 200: ConnectionSchema },
  }),
  revokeConnection: operation({
    method: 'POST',
    path: '/v1/admin/connections/{connectionId}/revoke',
    tag,
    summary: 'End a connection and forget its secret',
    params,
    answers: { 200: ConnectionSchema },
  }),
  checkConnection: operation({
    method: 'POST',
    path: '/v1/admin/connections/{connectionId}/check',
    tag,
    summary: 'Ask for one order and one account, and show what the mapping finds in the answers',
    description:
      'With `confirm`, and where everything needed was found, the mapping is confirmed: from then on ' +
      'orders of this connection are judged.',
    params,
    body: Type.Object(
      {
        orderId: TextSchema,
        accountId: Type.String({ pattern: '^[1-9][0-9]{0,15}$' }),
        confirm: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
    answers: { 200: CheckSchema },
  }),
} as const;

type Connections = Pick<
  AccessService,
  'connections' | 'addConnection' | 'rotateConnection' | 'revokeConnection' | 'openConnectionById'
>;

export function createConnectionHandlers(
  {
    access,
    checkConnection,
  }: { readonly access: Connections; readonly checkConnection: CheckConnection },
  cursors: Cursors,
): Handlers<typeof connectionOperations> {
  return {
    listConnections: ({ principal: { tenantId }, query }) => {
      const list = { tenantId, name: 'connections', query };
      return answerPage(cursors, list, access.connections, toWireConnection);
    },
    addConnection: async ({ principal: { tenantId }, body }) => {
      const { settings = {} } = body;
      const added = await access.addConnection(tenantId, { ...body, settings });
      if (!added.ok) return administrationProblem(added.refusal);
      return { status: 201, body: toWireConnection(added.value) };
    },
    rotateConnection: async ({ principal: { tenantId }, params: { connectionId }, body }) => {
      const { secret = null, settings = null } = body;
      const id = connectionId as ConnectionId;
      const rotated = await access.rotateConnection(tenantId, id, { secret, settings });
      if (!rotated.ok) return administrationProblem(rotated.refusal);
      return ok(toWireConnection(rotated.value));
    },
    revokeConnection: async ({ principal: { tenantId }, params: { connectionId } }) => {
      const revoked = await access.revokeConnection(tenantId, connectionId as ConnectionId);
      if (!revoked.ok) return administrationProblem(revoked.refusal);
      return ok(toWireConnection(revoked.value));
    },
    checkConnection: async ({ principal: { tenantId }, params: { connectionId }, body }) => {
      const id = connectionId as ConnectionId;
      const opened = await access.openConnectionById(tenantId, id);
      if (opened === null) return notFound();
      const { orderId, accountId, confirm = false } = body;
      const { isUsable, missing, answers } = await checkConnection(opened, { orderId, accountId });
      const settings = { mappingConfirmed: 'true' };
      const confirmed =
        confirm && isUsable
          ? await access.rotateConnection(tenantId, id, { secret: null, settings })
          : null;
      if (confirmed?.ok === false) return administrationProblem(confirmed.refusal);
      return ok({
        connection: toWireConnection(confirmed?.value ?? opened),
        isUsable,
        missing: [...missing],
        answers: answers.map((answer) => ({ ...answer, fields: [...answer.fields] })),
      });
    },
  };
}

function toWireConnection(connection: Connection): Static<typeof ConnectionSchema> {
  const { connectionId, kind, name, baseUri, settings, revokedAt } = connection;
  return {
    connectionId,
    kind,
    name,
    baseUri,
    settings: { ...settings },
    version: Number(connection.version),
    createdAt: formatInstant(connection.createdAt),
    revokedAt: revokedAt === null ? null : formatInstant(revokedAt),
  };
}
