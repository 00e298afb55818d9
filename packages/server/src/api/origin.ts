import type { Principal } from '../access/index.ts';
import type { CreditCall } from '../credit/index.ts';
import { present } from '../kernel/assert.ts';
import { type Clock, plus, second } from '../kernel/clock.ts';
import type { UnitKey } from '../kernel/unit-of-work.ts';
import type { Tenant } from '../parties/index.ts';
import type { ApiServices } from './services.ts';

/** How long a change may wait for its turn; past it nothing is begun and the caller may repeat. */
const patienceUs = 10n * second;

export type CallOf = (request: {
  readonly principal: Principal;
  readonly key: UnitKey | null;
}) => Promise<{ readonly call: CreditCall; readonly tenant: Tenant }>;

/** Who asks, as the credit room wants to know it, with the tenant's settings from memory. */
export function createCallOf({ tenant, clock }: Pick<ApiServices, 'tenant' | 'clock'>): CallOf {
  return async ({ principal, key }) => {
    const { tenantId, actor, context } = principal;
    const found = present(await tenant(tenantId), 'tenant of a principal');
    return { tenant: found, call: callWith(found) };

    function callWith({ settings }: Tenant): CreditCall {
      return {
        tenantId,
        origin: { context, actor },
        policy: settings.policy,
        key,
        deadlineAt: deadline(clock),
      };
    }
  };
}

function deadline(clock: Clock) {
  return plus(clock.now(), patienceUs);
}
