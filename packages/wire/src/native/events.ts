import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import {
  CaptureIdSchema,
  CountSchema,
  closed,
  HoldIdSchema,
  InstantSchema,
  LineIdSchema,
  MoneySchema,
  OrganizationIdSchema,
  VersionSchema,
} from './scalars.ts';

const contexts = ['APPLICATION', 'BACKOFFICE', 'INTERNAL', 'INTEGRATIONS'] as const;

export const EventSchema = Type.Object({
  id: Type.Integer({ minimum: 1, description: 'Dense and increasing, in the order of commits.' }),
  at: InstantSchema,
  type: Type.String({ description: 'For example `hold.placed` or `line.changed`.' }),
  context: Type.Enum(contexts),
  actor: Type.String(),
  organizationId: OrganizationIdSchema,
  lineId: LineIdSchema,
  lineVersion: VersionSchema,
  holdId: Type.Union([HoldIdSchema, Type.Null()]),
  captureId: Type.Union([CaptureIdSchema, Type.Null()]),
  amount: MoneySchema,
  status: Type.Enum(['open', 'closed']),
  limit: Type.Union([MoneySchema, Type.Null()]),
  used: MoneySchema,
  held: MoneySchema,
  captured: MoneySchema,
  exposure: MoneySchema,
  reason: Type.Union([Type.String(), Type.Null()]),
});
export type NativeEvent = Static<typeof EventSchema>;

export const eventOperations = {
  listEvents: operation({
    method: 'GET',
    path: '/v1/events',
    tag: 'Events',
    summary: 'Follow every change of every credit line',
    description:
      'Read from `startId`, then go on from `nextId`: nothing is missed and nothing comes twice. ' +
      'Events that a filter hides are passed over.',
    query: Type.Object(
      {
        startId: Type.Optional(CountSchema),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
        contexts: Type.Optional(Type.Array(Type.Enum(contexts), { minItems: 1, maxItems: 4 })),
        organizationId: Type.Optional(OrganizationIdSchema),
      },
      closed,
    ),
    answers: { 200: Type.Object({ events: Type.Array(EventSchema), nextId: CountSchema }) },
  }),
} as const;
