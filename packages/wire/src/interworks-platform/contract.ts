import { Type } from 'typebox';

/** Paths below the base of an installation, in the letter case of the documents. */
export const platformPaths = {
  /** Source: vendor's page on authorization. */
  token: '/oauth/token',
  /** Source: document 000, version 2.2. */
  account: (accountId: string) => `/api/Accounts/${encodeURIComponent(accountId)}`,
  /** Source: document 000, version 2.2. */
  billingInfo: (accountId: string) => `/api/Accounts/${encodeURIComponent(accountId)}/billingInfo`,
  /** Source: document 000, version 3.0; a basket is a draft order. */
  order: (orderId: string) => `/api/orders/${encodeURIComponent(orderId)}`,
} as const;

export const platformVersionHeader = 'X-Api-Version';

/** The version that document 000 names for each call. */
export const platformVersions = { account: '2.2', billingInfo: '2.2', order: '3.0' } as const;

export type PlatformVersions = { readonly [call in keyof typeof platformVersions]: string };

/** Types of an order's status. Source: vendor's page on order statuses; names can be changed. */
export const platformStatusTypes = {
  inProgress: 'In progress',
  executed: 'Automatic Execute',
  cancelled: 'Cancelled',
} as const;

const orNull = (of: 'text' | 'number') =>
  Type.Union([of === 'text' ? Type.String() : Type.Integer(), Type.Null()]);

/** Answer of the token call; members but `access_token` are observed, not documented. */
export const PlatformTokenSchema = Type.Object({
  access_token: Type.String(),
  token_type: Type.Optional(Type.String()),
  expires_in: Type.Optional(Type.Integer({ description: 'Seconds.' })),
});

/** Account, version 2.2. Member names are observed; address and custom fields are not known. */
export const PlatformAccountSchema = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  code: orNull('text'),
  phone: orNull('text'),
  fax: orNull('text'),
  registrationNumber: orNull('text'),
  taxAuthority: orNull('text'),
  businessActivity: orNull('text'),
  enableOrdering: Type.Boolean(),
  email: orNull('text'),
  billToAccountId: orNull('number'),
  type: orNull('text'),
  industry: orNull('text'),
  webSite: orNull('text'),
  source: orNull('text'),
  tradingName: orNull('text'),
  prorateBillingEnabled: Type.Boolean(),
  prorateBillingDate: orNull('number'),
  creditLimit: Type.Number(),
  partialChargesInvoicing: Type.Boolean(),
  separateInvoicesEnabled: Type.Boolean(),
  enableReselling: Type.Boolean(),
  description: orNull('text'),
});

/** Billing info, version 2.2. Document 000 names the figures; the member names are our choice. */
export const PlatformBillingInfoSchema = Type.Object({
  balance: Type.Number(),
  monthlyRunRate: Type.Number(),
  overdueInvoicesAmount: Type.Number(),
  currency: Type.String(),
});

/** Order, version 3.0. The member names are our choice: the first candidates of the mapping. */
export const PlatformOrderSchema = Type.Object({
  id: Type.String(),
  code: Type.String(),
  accountId: Type.Integer(),
  billToAccountId: Type.Integer(),
  currency: Type.String(),
  totalWithTax: Type.Number(),
  status: Type.Object({ name: Type.String(), type: Type.String() }),
  items: Type.Array(
    Type.Object({
      productId: Type.String(),
      name: Type.String(),
      quantity: Type.Integer(),
      totalWithTax: Type.Number(),
      recurringTotalWithTax: Type.Optional(Type.Number()),
      billingPeriodMonths: Type.Optional(Type.Integer()),
      termMonths: Type.Optional(Type.Integer()),
    }),
  ),
});
