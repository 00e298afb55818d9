import type { CreditPolicy } from '../credit/index.ts';
import type { OrganizationId, TenantId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';

/** An order (or the basket that becomes one) as the platform tells it. */
export type OrderFacts = {
  readonly orderId: string;
  /** The platform's id of the customer, as decimal digits. */
  readonly accountId: string;
  /** Gross total with tax, delivery and fees. */
  readonly total: Money;
  readonly statusType: string;
};

/** What came of asking for an order. A fact that does not come is a named gap, never a guess. */
export type OrderAnswer =
  | { readonly kind: 'found'; readonly order: OrderFacts }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'incomplete'; readonly gaps: readonly string[] }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** The platform of a tenant, over its registered connection. Never throws; ends by the deadline. */
export type PlatformOrders = {
  readonly order: (tenantId: TenantId, orderId: string, deadlineMs: number) => Promise<OrderAnswer>;
};

/** Which organization stands behind a platform's account; null when none is known. */
export type AccountDirectory = {
  readonly organizationOf: (
    tenantId: TenantId,
    accountId: string,
  ) => Promise<OrganizationId | null>;
};

export type PolicySource = { readonly policyOf: (tenantId: TenantId) => Promise<CreditPolicy> };
