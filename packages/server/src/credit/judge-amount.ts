import { dateOf, type Instant } from '../kernel/clock.ts';
import type { Levels } from './credit-line.ts';
import { fits, type Headroom, headroomOf } from './headroom.ts';
import type { CreditPolicy } from './policy.ts';
import type { CreditRefusal, Figures, Reasons } from './refusals.ts';

/**
 * Every reason why so much more exposure is refused on a line, in order of precedence: closed,
 * stopped (the line or a level above it), insufficient. Null when it fits. A stop outranks headroom
 * and the unlimited flag; what a person granted over the limit does not ask for headroom.
 */
export function reasonsAgainst(
  levels: Levels,
  amountMinor: bigint,
  policy: CreditPolicy,
  now: Instant,
  isOverLimit = false,
): Reasons | null {
  const headroom = headroomOf(levels, policy, dateOf(now));
  // Only for a no: most amounts fit, and nobody asks what was short.
  const figures = () => figuresOf(levels, headroom, amountMinor);
  const reasons: CreditRefusal[] = [];
  if (levels[0].status === 'closed') reasons.push({ code: 'credit.line_closed', ...figures() });
  const stopped = levels.find((line) => line.stopped);
  if (stopped !== undefined) {
    reasons.push({
      code: 'credit.line_stopped',
      ...figures(),
      bindingLineId: stopped.lineId,
      bindingOrganizationId: stopped.organizationId,
    });
  }
  if (!isOverLimit && !fits(amountMinor, headroom.headroomMinor, policy.boundary)) {
    reasons.push({ code: 'credit.insufficient', ...figures() });
  }
  const [first, ...others] = reasons;
  return first === undefined ? null : [first, ...others];
}

function figuresOf(levels: Levels, headroom: Headroom, amountMinor: bigint): Figures {
  const missing = headroom.headroomMinor === null ? 0n : amountMinor - headroom.headroomMinor;
  return {
    currency: levels[0].currency,
    ...headroom,
    shortfallMinor: missing > 0n ? missing : 0n,
  };
}
