import type { Hold } from '../credit/index.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import type { CreditCheckRequest } from './credit-check.ts';
import type { AmountBase, CheckRules, OrderAnswer, OrderFacts } from './ports.ts';
import type { AssessmentRefusal } from './refusals.ts';

/** The platform's status type of an order that may still be checked: draft or submitted. */
const openStatusType = 'in progress';
export const executedStatusType = 'automatic execute';

/**
 * Whether an order may be judged at all: it came, it belongs to the account that was named, and it is
 * still in progress. The platform's own status type counts, because names differ per installation.
 */
export function judgeOrder(
  request: Pick<CreditCheckRequest, 'accountId' | 'isAfterwards'>,
  answer: OrderAnswer,
): Result<OrderFacts, AssessmentRefusal> {
  switch (answer.kind) {
    case 'unavailable':
      return refuse({ code: 'assessment.order_unavailable', cause: answer.reason });
    case 'unregistered':
      return refuse({ code: 'assessment.installation_unknown', installation: answer.installation });
    case 'unknown':
      return refuse({ code: 'assessment.order_unknown' });
    case 'incomplete':
      return refuse({ code: 'assessment.order_incomplete', gaps: answer.gaps });
    case 'found':
      break;
  }
  const { order } = answer;
  if (order.accountId !== request.accountId) return refuse({ code: 'assessment.other_account' });
  const type = order.statusType.toLowerCase();
  const isExecuted = request.isAfterwards === true && type === executedStatusType;
  if (type !== openStatusType && !isExecuted) {
    return refuse({ code: 'assessment.order_not_open', statusType: order.statusType });
  }
  if (order.total.amountMinor < 0n) return refuse({ code: 'assessment.total_negative' });
  return accept(order);
}

/**
 * The answer with the total that counts for the tenant. An order that does not tell it is incomplete:
 * another total in its place would be a guess.
 */
export function withTotalOf(answer: OrderAnswer, base: AmountBase): OrderAnswer {
  if (base !== 'net' || answer.kind !== 'found') return answer;
  const { netTotal } = answer.order;
  if (netTotal === undefined) return { kind: 'incomplete', gaps: ['order.netTotal'] };
  return { kind: 'found', order: { ...answer.order, total: netTotal } };
}

/** Whose account carries the order. */
export function carrierOf(
  { accountId }: Pick<CreditCheckRequest, 'accountId'>,
  answer: OrderAnswer,
  carrier: CheckRules['carrier'],
): string {
  if (carrier === 'soldTo' || answer.kind !== 'found') return accountId;
  return answer.order.billToAccountId ?? accountId;
}

/** A basket whose hold was captured or released is done; one whose hold expired is judged anew. */
export function isSettled(latest: Hold | null): boolean {
  return latest?.state === 'captured' || latest?.state === 'released';
}
