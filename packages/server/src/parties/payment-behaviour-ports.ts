import type { OrganizationId, TenantId } from '../kernel/ids.ts';
import type { PaymentBehaviour } from './payment-behaviour.ts';

/** Reads of what is known of how organizations pay. They show the last commit and lock nothing. */
export type PaymentBehaviourReader = {
  readonly paymentBehaviour: (
    tenantId: TenantId,
    organizationId: OrganizationId,
  ) => Promise<PaymentBehaviour | null>;
  /** Those of organizations with open reviews that were changed since these were looked at. */
  readonly paymentBehaviourToFollow: (
    tenantId: TenantId,
    limit: number,
  ) => Promise<readonly PaymentBehaviour[]>;
};
