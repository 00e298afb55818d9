import type { Hold } from '../credit/index.ts';
import type { Instant } from '../kernel/clock.ts';
import { type Money, money } from '../kernel/money.ts';
import { capOf, type HoldInquiry } from './hold-inquiry.ts';
import { executedStatusType } from './judge-order.ts';
import type { OrderAnswer } from './ports.ts';
import type { DueReason } from './refusals.ts';

/** What becomes of a basket hold that fell due, now that the platform was asked. */
export type DueVerdict =
  /** `isMore` than is held: booked all the same, for the goods have left. */
  | { readonly kind: 'capture'; readonly amount: Money; readonly isMore: boolean }
  | { readonly kind: 'release'; readonly reason: string }
  | { readonly kind: 'extend' }
  | { readonly kind: 'expire'; readonly reason: DueReason }
  /** The reason is for people, where nobody was told yet. */
  | { readonly kind: 'ask_again'; readonly notice: DueReason | null };

/** Types of an order's status; the platform's names differ per installation, its types do not. */
const cancelledType = 'cancelled';

/**
 * Executed: captured. Cancelled: released. Still in progress: extended once, then expired. No answer
 * that means anything: asked again until the cap, then expired. A hold never expires unasked.
 * Source: the vendor's pages on order statuses; the rest is our choice.
 */
export function judgeDueHold(
  hold: Hold,
  inquiry: HoldInquiry,
  answer: OrderAnswer,
  facts: { readonly accountId: string; readonly dueCapUs: bigint; readonly now: Instant },
): DueVerdict {
  const silence = silenceOf(answer, facts.accountId);
  if (silence !== null) return withoutAnswer(inquiry, silence, facts);
  if (answer.kind !== 'found') return { kind: 'ask_again', notice: null };
  switch (answer.order.statusType.toLowerCase()) {
    case executedStatusType:
      return captured(hold, answer.order.total);
    case cancelledType:
      return { kind: 'release', reason: 'the platform cancelled the order' };
    default:
      return inquiry.isExtended
        ? { kind: 'expire', reason: { code: 'assessment.due_in_progress' } }
        : { kind: 'extend' };
  }
}

/** Why an answer says nothing about the hold; null where it does. */
function silenceOf(answer: OrderAnswer, accountId: string): DueReason | null {
  switch (answer.kind) {
    case 'unknown':
      return { code: 'assessment.due_order_unknown' };
    case 'unregistered':
      return { code: 'assessment.due_unanswered', cause: 'installation' };
    case 'unavailable':
      return { code: 'assessment.due_unanswered', cause: answer.reason };
    case 'incomplete':
      return { code: 'assessment.due_unanswered', cause: answer.gaps.join(', ') };
    case 'found': {
      const isOther = answer.order.accountId !== accountId;
      return isOther ? { code: 'assessment.due_unanswered', cause: 'order.accountId' } : null;
    }
  }
}

function withoutAnswer(
  inquiry: HoldInquiry,
  reason: DueReason,
  { dueCapUs, now }: { readonly dueCapUs: bigint; readonly now: Instant },
): DueVerdict {
  if (now >= capOf(inquiry, dueCapUs)) return { kind: 'expire', reason };
  const isNews = reason.code === 'assessment.due_order_unknown' && !inquiry.isNoticed;
  return { kind: 'ask_again', notice: isNews ? reason : null };
}

/**
 * What was executed is owed, whatever was held for it: more is booked beyond the hold, less frees the
 * rest. A total in another currency than the hold's says nothing of the amount: what is held is taken.
 */
export function captured(
  hold: Hold,
  total: Money,
): Extract<DueVerdict, { kind: 'capture' | 'release' }> {
  const { askedMinor, askedCurrency, askedDrawnMinor } = hold;
  const owed = total.currency === askedCurrency ? total.amountMinor : askedMinor;
  const left = owed - askedDrawnMinor;
  const isMore = hold.state !== 'open' || owed > askedMinor;
  return left > 0n
    ? { kind: 'capture', amount: money(left, askedCurrency), isMore }
    : { kind: 'release', reason: 'nothing of the executed order is left to capture' };
}
