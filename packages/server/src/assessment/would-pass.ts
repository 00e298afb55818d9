import { plus, second } from '../kernel/clock.ts';
import { basketOf } from './credit-check.ts';
import { type CreditCheckDeps, createCreditCheckService } from './credit-check-service.ts';
import type { WouldPass } from './recheck-service.ts';
import { isOver } from './refusals.ts';

/** How long the platform may take. */
const answerUs = 3n * second;

/**
 * Whether the basket of a review would pass by now: the same credit check, on a ledger that says yes
 * to everything and writes nothing. The line as it is read has its say, by the ledger's own rule.
 */
export function createWouldPass(deps: CreditCheckDeps): WouldPass {
  const { clock } = deps;
  const { check } = createCreditCheckService({
    ...deps,
    ledger: {
      commit: async () => ({ kind: 'done', at: clock.now(), repeated: false, results: [] }),
    },
  });
  return async ({ tenantId, subject }) => {
    const basket = basketOf(subject);
    if (basket === null) return null;
    const deadlineAt = plus(clock.now(), answerUs);
    const answer = await check({ tenantId, ...basket, origin, deadlineAt });
    if (answer.approved) return true;
    if (answer.unjudged !== null) return null;
    return answer.reasons.some(({ code }) => isOver(code)) ? 'over' : false;
  };
}

const origin = { context: 'INTERNAL', actor: 'job:reviews' } as const;
