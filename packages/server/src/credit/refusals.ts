import type { Currency } from '../kernel/currency.ts';
import type { HoldId, LineId, OrganizationId } from '../kernel/ids.ts';
import type { HoldState } from './hold.ts';

/**
 * What was left when the answer was given: headroom (null: no limit binds), how much is missing, and
 * the line that binds, which is the own one or one above it. Minor units of the line's currency.
 */
export type Figures = {
  readonly currency: Currency;
  readonly headroomMinor: bigint | null;
  readonly shortfallMinor: bigint;
  readonly bindingLineId: LineId | null;
  readonly bindingOrganizationId: OrganizationId | null;
};

/** Why a hold does not fit. Listed in order of precedence; all that apply are given. */
export type HeadroomRefusal =
  | { readonly code: 'credit.no_line' }
  | ({ readonly code: 'credit.line_closed' } & Figures)
  | ({ readonly code: 'credit.line_stopped' } & Figures)
  | { readonly code: 'credit.no_rate'; readonly from: Currency; readonly to: Currency }
  | ({ readonly code: 'credit.insufficient' } & Figures);

/** Why a step of a hold that stands (or stood) is refused. */
export type HoldRefusal =
  | { readonly code: 'credit.hold_unknown' }
  | { readonly code: 'credit.hold_exists'; readonly holdId: HoldId }
  | { readonly code: 'credit.hold_not_open'; readonly state: HoldState }
  | { readonly code: 'credit.hold_not_expired'; readonly state: HoldState }
  | { readonly code: 'credit.hold_not_due' }
  | { readonly code: 'credit.below_captured'; readonly drawnMinor: bigint }
  | ({ readonly code: 'credit.over_capture'; readonly heldMinor: bigint } & Excess)
  | ({ readonly code: 'credit.over_capture_review'; readonly heldMinor: bigint } & Excess)
  | { readonly code: 'credit.nothing_left' }
  | { readonly code: 'credit.due_not_later' }
  | { readonly code: 'credit.due_too_late' }
  | { readonly code: 'credit.capture_unknown' };

type Excess = { readonly excessMinor: bigint; readonly toleratedMinor: bigint };

/** Why a change of a line is refused. */
export type LineRefusal =
  | { readonly code: 'credit.no_line' }
  | { readonly code: 'credit.version_changed'; readonly version: bigint }
  | { readonly code: 'credit.line_exists' }
  | { readonly code: 'credit.currency_fixed'; readonly currency: Currency }
  | { readonly code: 'credit.group_currency'; readonly currency: Currency }
  | { readonly code: 'credit.group_unknown' }
  | { readonly code: 'credit.group_cycle' }
  | { readonly code: 'credit.group_too_deep' }
  | { readonly code: 'credit.second_person_needed'; readonly thresholdMinor: bigint };

/** Why any command is refused: a figure would have more digits than an answer can carry. */
type BooksRefusal = { readonly code: 'credit.amount_too_large' };

export type CreditRefusal = HeadroomRefusal | HoldRefusal | LineRefusal | BooksRefusal;

export type Reasons = readonly [CreditRefusal, ...CreditRefusal[]];
