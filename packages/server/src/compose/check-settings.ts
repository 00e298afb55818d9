import type { CheckSettings } from '../assessment/index.ts';
import { present } from '../kernel/assert.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { PartyService, Tenant } from '../parties/index.ts';

/** What a tenant has set for credit checks: one object as long as its version stays the same. */
export function createCheckSettings(parties: Pick<PartyService, 'tenant'>) {
  const made = new WeakMap<Tenant, CheckSettings>();
  return async (tenantId: TenantId): Promise<CheckSettings> => {
    const tenant = present(await parties.tenant(tenantId), 'tenant of a credential');
    const before = made.get(tenant);
    if (before !== undefined) return before;
    const { policy, rules, rulesetId, behaviourMaxAgeUs } = tenant.settings;
    const { holdTtlUs, holdDueCapUs, hook } = tenant.settings;
    const settings = Object.freeze({
      currency: tenant.currency,
      policy,
      rules,
      rulesetId,
      behaviourMaxAgeUs,
      basketTtlUs: holdTtlUs.basket,
      dueCapUs: holdDueCapUs,
      watchUs: hook.watchUs,
      standIn: Object.freeze({ mode: hook.standIn, allowedMinor: hook.standInMinor }),
      reviews: Object.freeze({
        ...tenant.settings.reviews,
        approval: tenant.settings.approval,
        graceDays: tenant.settings.graceDays,
        holdTtlUs: holdTtlUs.review,
      }),
    });
    made.set(tenant, settings);
    return settings;
  };
}
