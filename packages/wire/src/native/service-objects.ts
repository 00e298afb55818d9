import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import { ProviderStepSummarySchema } from './provider-steps.ts';
import {
  closed,
  InstantSchema,
  line,
  NextSchema,
  pageQuery,
  ServiceIdSchema,
  VersionSchema,
} from './scalars.ts';

const textOrNull = Type.Union([Type.String(), Type.Null()]);
const attributes = Type.Record(
  Type.String(),
  Type.Object({ value: textOrNull, code: textOrNull }),
  { description: 'What was chosen, by attribute id.' },
);
const quantity = Type.Integer({ description: 'A total, never a difference.' });

const common = {
  externalId: Type.String({ description: 'Our id of it, as its platform knows it.' }),
  serviceId: ServiceIdSchema,
  serviceType: Type.String(),
  installation: Type.String({ description: 'The platform that calls about it.' }),
  platformId: Type.Union([Type.String(), Type.Null()], {
    description: "The platform's own id; null where it never gave one.",
  }),
  accountId: Type.String({ description: 'Of the customer at the platform.' }),
  productId: Type.String(),
  quantity,
  attributes,
  orderedAt: InstantSchema,
  changedAt: InstantSchema,
  version: VersionSchema,
};

export const SubscriptionSchema = Type.Object({
  ...common,
  state: Type.Enum(['active', 'suspended', 'cancelled']),
  isTrial: Type.Boolean(),
  addons: Type.Array(
    Type.Object({
      externalId: Type.String(),
      productId: Type.String(),
      state: Type.Enum(['active', 'cancelled']),
      quantity,
      attributes,
    }),
  ),
});
export const AssetSchema = Type.Object({ ...common, state: Type.Enum(['active', 'cancelled']) });

const steps = Type.Array(ProviderStepSummarySchema, {
  description:
    "The newest steps of the provider's own system; none where calls are recorded alone.",
});
export const SubscriptionDetailSchema = Type.Object({ ...SubscriptionSchema.properties, steps });
export const AssetDetailSchema = Type.Object({ ...AssetSchema.properties, steps });

export const FulfilmentEventSchema = Type.Object({
  eventId: Type.String(),
  operation: Type.String({ description: 'Such as `subscription.suspend`.' }),
  kind: Type.Enum(['carried_out', 'late_repeat', 'given_up'], {
    description:
      '`late_repeat`: it came again after a newer call, and changed nothing. `given_up`: nobody carries it out any more. A create ends with its object, any other change leaves it as it was before.',
  }),
  after: Type.Unknown({ description: 'The object afterwards; null where nothing changed.' }),
  actor: Type.String(),
  trackId: textOrNull,
  at: InstantSchema,
});

export type NativeSubscription = Static<typeof SubscriptionSchema>;
export type NativeAsset = Static<typeof AssetSchema>;
export type NativeFulfilmentEvent = Static<typeof FulfilmentEventSchema>;

const params = Type.Object(
  {
    externalId: Type.String({
      pattern: '^[A-Za-z0-9_-]{8,255}$',
      description: 'Our id of it, as its platform knows it.',
    }),
  },
  closed,
);
const query = Type.Object(
  {
    ...pageQuery,
    accountId: Type.Optional(line(20, 'Those of one account of a platform.')),
    installation: Type.Optional(line(100, 'Those of one platform.')),
  },
  closed,
);
const history = {
  200: Type.Object({ items: Type.Array(FulfilmentEventSchema), next: NextSchema }),
};

export const serviceObjectOperations = {
  listSubscriptions: operation({
    method: 'GET',
    path: '/v1/subscriptions',
    tag: 'Subscriptions',
    summary: 'List subscriptions that platforms have created',
    query,
    answers: { 200: Type.Object({ items: Type.Array(SubscriptionSchema), next: NextSchema }) },
  }),
  getSubscription: operation({
    method: 'GET',
    path: '/v1/subscriptions/{externalId}',
    tag: 'Subscriptions',
    summary: 'Read a subscription with its add-ons, and what its provider has still to do',
    params,
    hasEtag: true,
    answers: { 200: SubscriptionDetailSchema },
  }),
  listSubscriptionEvents: operation({
    method: 'GET',
    path: '/v1/subscriptions/{externalId}/events',
    tag: 'Subscriptions',
    summary: 'Read what calls did to a subscription, newest first',
    params,
    query: Type.Object(pageQuery, closed),
    answers: history,
  }),
  listAssets: operation({
    method: 'GET',
    path: '/v1/assets',
    tag: 'Assets',
    summary: 'List assets that platforms have created',
    query,
    answers: { 200: Type.Object({ items: Type.Array(AssetSchema), next: NextSchema }) },
  }),
  getAsset: operation({
    method: 'GET',
    path: '/v1/assets/{externalId}',
    tag: 'Assets',
    summary: 'Read an asset, and what its provider has still to do',
    params,
    hasEtag: true,
    answers: { 200: AssetDetailSchema },
  }),
  listAssetEvents: operation({
    method: 'GET',
    path: '/v1/assets/{externalId}/events',
    tag: 'Assets',
    summary: 'Read what calls did to an asset, newest first',
    params,
    query: Type.Object(pageQuery, closed),
    answers: history,
  }),
} as const;
