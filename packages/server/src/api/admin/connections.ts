import { operation } from '@aval/wire';
import { type Static, Type } from 'typebox';
import type { AccessService, Connection } from '../../access/index.ts';
import { formatInstant } from '../../kernel/clock.ts';
import type { ConnectionId } from '../../kernel/ids.ts';
import { type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
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
} as const;

type Connections = Pick<
  AccessService,
  'connections' | 'addConnection' | 'rotateConnection' | 'revokeConnection'
>;

export function createConnectionHandlers(
  { access }: { readonly access: Connections },
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
