import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import { ImportReportSchema } from './organizations.ts';
import {
  closed,
  DateSchema,
  InstantSchema,
  NotNegativeMoneySchema,
  OrganizationIdSchema,
  VersionSchema,
} from './scalars.ts';

const days = (description: string) => Type.Integer({ minimum: 0, maximum: 36_500, description });
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const overdueDays = days(
  'On `asOf`: how long the oldest overdue item is past its due date; 0: nothing is overdue.',
);
const oldestOpenItemDays = days(
  'On `asOf`: how long the oldest open item stands; 0: nothing is open.',
);
const ClassSchema = Type.Enum(['prompt', 'slow', 'bad'], {
  description: 'How the organization pays on the whole, as rulesets ask about it.',
});

export const PaymentBehaviourSchema = Type.Object({
  organizationId: OrganizationIdSchema,
  overdueAmount: orNull(NotNegativeMoneySchema),
  overdueDays: orNull(overdueDays),
  oldestOpenItemDays: orNull(oldestOpenItemDays),
  paymentBehaviour: orNull(ClassSchema),
  asOf: DateSchema,
  source: Type.Enum(['import', 'api']),
  recordedBy: Type.String(),
  recordedAt: InstantSchema,
  version: VersionSchema,
});
export type NativePaymentBehaviour = Static<typeof PaymentBehaviourSchema>;

const OrganizationParams = Type.Object({ organizationId: OrganizationIdSchema }, closed);

const tag = 'Organizations';

export const paymentBehaviourOperations = {
  getPaymentBehaviour: operation({
    method: 'GET',
    path: '/v1/organizations/{organizationId}/payment-behaviour',
    tag,
    summary: 'Read how an organization pays, as it was recorded',
    params: OrganizationParams,
    hasEtag: true,
    answers: { 200: PaymentBehaviourSchema },
  }),
  putPaymentBehaviour: operation({
    method: 'PUT',
    path: '/v1/organizations/{organizationId}/payment-behaviour',
    tag,
    summary: 'Record how an organization pays',
    description:
      'All there is to say: what is left out or null is not known, which is never the same as 0. ' +
      "Amounts are in the tenant's currency. The same figures again change nothing; figures of an " +
      'earlier day than those in force are refused unless `If-Match` names the version that they ' +
      'replace. Rulesets are told days that have grown since `asOf`, and nothing of a record that is ' +
      'older than `behaviour.maxAge`.',
    params: OrganizationParams,
    body: Type.Object(
      {
        overdueAmount: Type.Optional(orNull(NotNegativeMoneySchema)),
        overdueDays: Type.Optional(orNull(overdueDays)),
        oldestOpenItemDays: Type.Optional(orNull(oldestOpenItemDays)),
        paymentBehaviour: Type.Optional(orNull(ClassSchema)),
        asOf: DateSchema,
      },
      closed,
    ),
    isKeyed: true,
    condition: 'versionOrAbsent',
    hasEtag: true,
    answers: { 200: PaymentBehaviourSchema, 201: PaymentBehaviourSchema },
  }),
  importPaymentBehaviour: operation({
    method: 'POST',
    path: '/v1/organizations/import-payment-behaviour',
    tag,
    summary: 'Import how organizations pay from CSV',
    description:
      'UTF-8, separated by commas or semicolons. The first line names the columns, in any order: ' +
      '`as_of`, at least one of `interworks_account`, `one_client`, `kvk_number`, `erp_number`, and ' +
      'any of `overdue_amount`, `currency`, `overdue_days`, `oldest_open_item_days`, ' +
      '`payment_behaviour`. A row says all there is to say of the organization that its references ' +
      'know; an empty cell is not known. Each row is written wholly or not at all, and the report says ' +
      'what became of it. The same file again changes nothing. At most 1 MiB and 10,000 rows; a larger ' +
      'file is refused whole.',
    body: Type.String(),
    bodyType: 'text/csv',
    answers: { 200: ImportReportSchema },
  }),
} as const;
