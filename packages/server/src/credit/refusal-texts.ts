import { fillText, type RefusalText, rowRefusalTexts } from '../kernel/refusal.ts';
import type { RowRefusal } from '../kernel/unit-of-work.ts';
import type { CreditRefusal } from './refusals.ts';

/** What may refuse a unit of credit commands: the rules, the caller's key, the guarded rows. */
type UnitRefusal = CreditRefusal | RowRefusal;

/**
 * The credit room's part of the registry of refusals. A code without an entry, or an entry without a
 * code, does not compile.
 */
export const creditRefusalTexts: Readonly<Record<UnitRefusal['code'], RefusalText>> = {
  ...rowRefusalTexts,
  'credit.no_line': internal(100, 'The organization has no credit line.'),
  'credit.hold_unknown': internal(105, 'There is no such hold.'),
  'credit.capture_unknown': internal(110, 'A capture is not one of this credit line.'),
  'credit.version_changed': internal(
    120,
    'The credit line was changed meanwhile; its version is {version}.',
  ),
  'credit.line_exists': internal(125, 'The organization has an open credit line already.'),
  'credit.currency_fixed': internal(
    140,
    'The credit line is in {currency} and keeps this currency.',
  ),
  'credit.no_rate': internal(145, 'There is no rate from {from} to {to} for this amount.'),
  'credit.amount_too_large': internal(
    146,
    'A figure of the credit line would have more than 15 digits.',
  ),
  'credit.group_unknown': internal(150, 'The line that is to stand above does not exist.'),
  'credit.group_currency': internal(
    151,
    'The line that is to stand above is in {currency}, and a group has one currency.',
  ),
  'credit.group_cycle': internal(152, 'The line that is to stand above stands below this one.'),
  'credit.group_too_deep': internal(153, 'The group would have too many levels.'),
  'credit.hold_exists': internal(160, 'The order has the live hold {holdId} already.'),
  'credit.hold_not_open': internal(161, 'The hold is over: it is {state}.'),
  'credit.hold_not_expired': internal(162, 'Only an expired hold is revived; this is {state}.'),
  'credit.hold_not_due': internal(163, 'The hold has not fallen due.'),
  'credit.nothing_left': internal(164, 'Nothing of the hold is left to revive.'),
  'credit.due_not_later': internal(170, 'The hold would fall due too early.'),
  'credit.due_too_late': internal(171, 'The hold would stand longer than a hold may.'),
  'credit.below_captured': internal(180, 'More than this amount was captured of the hold already.'),
  'credit.over_capture': internal(181, 'More is captured than the hold has left.'),
  'credit.over_capture_review': internal(
    182,
    'More is captured than the hold has left and the tolerance allows: a person must look at it.',
  ),
  'credit.line_closed': internal(190, 'The credit line is closed.'),
  'credit.line_stopped': internal(191, 'The customer is stopped: no new orders are taken.'),
  'credit.insufficient': internal(
    192,
    'The amount is more than the credit line has left; {shortfallMinor} are missing.',
  ),
  'credit.second_person_needed': internal(
    200,
    'A limit this high needs the approval of a second person.',
  ),
};

/** The English sentence for a refusal, for users of the API. */
export function describeRefusal(refusal: UnitRefusal): string {
  return fillText(creditRefusalTexts[refusal.code].text, refusal);
}

/** Credit is between the desk and the caller: a customer is shown a general text. */
function internal(precedence: number, text: string): RefusalText {
  return { precedence, text, customerSafe: false };
}
