import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import { closed, line, ServiceIdSchema, VersionSchema } from './scalars.ts';

const idText = (description: string) => line(100, description);
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
const amount = (description: string) =>
  Type.String({ pattern: '^[0-9]{1,12}(?:\\.[0-9]{1,4})?$', description });
const wholeNumber = (description: string) =>
  Type.Integer({ minimum: 0, maximum: 1_000_000_000, description });

const PriceSchema = Type.Object(
  {
    gross: amount('What the customer pays for one in a month.'),
    cost: amount('What it costs the provider.'),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  },
  closed,
);
const listing = {
  productId: idText("The provider's own id."),
  platformId: orNull(idText("The platform's id, where it names products by its own.")),
  name: line(200, 'For people.'),
  price: orNull(PriceSchema),
  chosen: Type.Record(Type.String(), Type.String(), {
    description: 'Values of attributes, by attribute id.',
  }),
};

const ProductSchema = Type.Object(
  {
    ...listing,
    minQuantity: orNull(wholeNumber('Fewer licences break a ready rule.')),
    maxQuantity: orNull(wholeNumber('More licences break a ready rule.')),
    requires: orNull(idText('Another product that a customer must have.')),
    onePerCustomer: Type.Boolean(),
    upgradeTo: Type.Array(idText('A product.'), { maxItems: 100 }),
    cancelWindowDays: orNull(wholeNumber('Days after the purchase; null: always.')),
  },
  closed,
);
const AddonProductSchema = Type.Object(
  {
    ...listing,
    fits: Type.Array(idText('A product that it can be added to.'), { maxItems: 1000 }),
  },
  closed,
);
const AttributeSchema = Type.Object(
  {
    id: idText('As calls name it.'),
    name: line(200, 'For people.'),
    description: Type.String({ maxLength: 1000 }),
    counts: Type.Enum(['feature', 'amount', 'other'], {
      description: 'How it counts in the resources of a subscription.',
    }),
    kind: Type.Enum(['Text', 'Numeric', 'Boolean', 'PredefinedChooseOne']),
    isRequired: Type.Boolean(),
    isLinkedToQuantity: Type.Boolean(),
    values: Type.Array(
      Type.Object(
        { id: idText('A value.'), name: line(200, 'For people.'), isDefault: Type.Boolean() },
        closed,
      ),
      { maxItems: 1000 },
    ),
  },
  closed,
);
const CatalogueSchema = Type.Object(
  {
    description: Type.String({ maxLength: 1000 }),
    allowMultipleSubscriptions: Type.Boolean(),
    quantityLimit: wholeNumber('0: none.'),
    isQuantityLimitLocked: Type.Boolean(),
    scope: Type.Enum(['Customer', 'Reseller', 'Both']),
    derivative: Type.Enum(['NULL', 'SUBSCRIPTION', 'RESERVATION', 'LICENSE', 'RESERVEDINSTANCE']),
    attributes: Type.Array(AttributeSchema, { maxItems: 500 }),
    products: Type.Array(ProductSchema, { maxItems: 2000 }),
    addons: Type.Array(AddonProductSchema, { maxItems: 2000 }),
  },
  { ...closed, description: 'What is sold, in the order in which platforms are told of it.' },
);
const settings = {
  isLinkedToCredit: Type.Boolean({ description: 'Whether purchases stand on credit lines.' }),
  credit: Type.Enum(['auto', 'always', 'never'], {
    description: '`auto`: a storefront that asks the credit check hook is not asked again here.',
  }),
  preCheckHold: Type.Enum(['soft', 'none'], {
    description: '`soft`: a pre-check that passed keeps the room on the line for ten minutes.',
  }),
  addonResult: Type.Enum(['subscription', 'addon'], {
    description: 'Whose id answers a call about add-ons.',
  }),
  unpriced: Type.Enum(['refuse', 'pass'], { description: 'New value without a price.' }),
  language: orNull(Type.Enum(['en', 'nl', 'de', 'pl', 'el'])),
};
const SettingsSchema = Type.Object(settings);
const driver = Type.Enum(['record', 'http', 'module'], {
  description: "Who carries calls out in the provider's own system; `record`: nobody.",
});
const driverSettings = Type.Record(Type.String(), Type.String(), {
  description: 'No secrets: those belong to a connection.',
});

export const ServiceSummarySchema = Type.Object({
  serviceId: ServiceIdSchema,
  serviceType: Type.String(),
  name: Type.String(),
  driver,
  isLinkedToCredit: Type.Boolean(),
  version: VersionSchema,
});
export const ServiceSchema = Type.Object({
  serviceId: ServiceIdSchema,
  serviceType: Type.String({ description: 'What calls name it by; never changes.' }),
  name: Type.String(),
  catalogue: CatalogueSchema,
  driver,
  driverSettings,
  settings: SettingsSchema,
  version: VersionSchema,
});

export type NativeService = Static<typeof ServiceSchema>;
export type NativeServiceSummary = Static<typeof ServiceSummarySchema>;

const said = {
  name: line(200, 'For people.'),
  catalogue: CatalogueSchema,
  driver: Type.Optional(driver),
  driverSettings: Type.Optional(driverSettings),
  settings: Type.Optional(Type.Object(partial(settings), closed)),
};
const params = Type.Object({ serviceId: ServiceIdSchema }, closed);
const tag = 'Services';

export const serviceOperations = {
  listServices: operation({
    method: 'GET',
    path: '/v1/services',
    tag,
    summary: 'List the services that providers have declared',
    answers: { 200: Type.Object({ items: Type.Array(ServiceSummarySchema) }) },
  }),
  getService: operation({
    method: 'GET',
    path: '/v1/services/{serviceId}',
    tag,
    summary: 'Read a service with its catalogue',
    params,
    hasEtag: true,
    answers: { 200: ServiceSchema },
  }),
  declareService: operation({
    method: 'POST',
    path: '/v1/services',
    tag,
    summary: 'Declare a service that platforms may sell',
    description: 'Its type is taken once. What is left out of the settings is as by default.',
    body: Type.Object({ serviceType: line(100, 'What calls name it by.'), ...said }, closed),
    hasEtag: true,
    answers: { 201: ServiceSchema },
  }),
  changeService: operation({
    method: 'PUT',
    path: '/v1/services/{serviceId}',
    tag,
    summary: 'Change a service',
    description: 'Settings that are left out stay as they are, as does the driver.',
    params,
    body: Type.Object(said, closed),
    condition: 'version',
    hasEtag: true,
    answers: { 200: ServiceSchema },
  }),
} as const;

function partial<Members extends Readonly<Record<string, Parameters<typeof Type.Optional>[0]>>>(
  members: Members,
) {
  return Object.fromEntries(
    Object.entries(members).map(([name, schema]) => [name, Type.Optional(schema)]),
  ) as { [Name in keyof Members]: ReturnType<typeof Type.Optional<Members[Name]>> };
}
