import { type TSchema, Type } from 'typebox';
import { actionTypes, derivatives, requesterTypes } from './enumerations.ts';

/**
 * Schemas that describe the bodies of this wire in documents. They show the platform's spelling; the
 * readers bear any letter case, enumerations by number, and null for what is absent.
 */
const text = Type.Union([Type.String(), Type.Null()]);
const yesNo = Type.Union([Type.Boolean(), Type.Null()]);
const texts = Type.Record(Type.String(), Type.String());
const total = Type.Integer({
  minimum: 0,
  description: 'The current total, not the difference. Source: document 004.',
});
const actionType = Type.Enum([...actionTypes], { description: 'Source: document 004.' });

const attributes = Type.Record(
  Type.String(),
  Type.Object({
    ID: some(Type.String()),
    Name: some(text),
    Value: some(text),
    Code: some(text),
    QuantityLinked: some(yesNo),
    ExtraParameters: some(texts),
  }),
  { description: 'By attribute id. A yes or no has the value 1 or 0.' },
);

const addon = Type.Object({
  ID: some(text),
  ParentID: some(text),
  Name: some(text),
  ProductID: some(Type.String({ description: 'The add-on as a product in the external system.' })),
  ActionType: some(actionType),
  Quantity: some(total),
  AttributeList: some(attributes),
  ExtraDetails: some(texts),
});

const account = Type.Object({
  ID: Type.String({ pattern: '^[0-9]+$' }),
  ExternalID: some(text),
  Name: some(text),
  Email: some(text),
});

/** Body of all thirteen service operations. Sources: documents 001 and 004, the vendor's code. */
export const ServiceDefinitionSchema = Type.Object({
  ID: some(text),
  SubscriptionID: some(text),
  OriginalSubscriptionID: some(text),
  Name: some(text),
  ServiceType: Type.String(),
  ProductID: some(text),
  ActionType: some(actionType),
  Quantity: some(total),
  Account: some(account),
  AttributeList: some(attributes),
  Addons: some(Type.Array(addon, { description: 'All add-ons, not only the changed ones.' })),
  AllowMultipleSubscriptions: some(yesNo),
  IsFromOrder: some(yesNo),
  BillingCycle: some(Type.Object({ Duration: some(text), DurationType: some(text) })),
  CheckOverusage: some(yesNo),
  Derivative: some(Type.Union([Type.Enum([...derivatives]), Type.Integer()])),
  CustomFieldValues: some(texts),
  ExtraDetails: some(texts),
  IsTrial: some(yesNo),
  RequestedBy: some(
    Type.Object({
      ID: some(Type.Integer()),
      FirstName: some(text),
      LastName: some(text),
      DisplayName: some(text),
      Email: some(text),
      Type: some(Type.Enum([...requesterTypes])),
    }),
  ),
  CheckOnly: some(
    Type.Boolean({
      description: 'True judges and changes nothing, false does it. Source: document 001.',
    }),
  ),
});

/** Answer of every call but those of the set-up. Source: document 004; Description: 001. */
export const ServiceManagerResultSchema = Type.Object({
  Code: Type.Integer({ description: '0, or negative: an error.' }),
  Message: Type.String(),
  Description: some(Type.String({ description: 'On an error, the same text as Message.' })),
  Result: Type.Union([Type.String(), Type.Null()], { description: 'Our id of the object.' }),
});

function some<Schema extends TSchema>(schema: Schema) {
  return Type.Optional(schema);
}
