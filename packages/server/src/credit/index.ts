/** The face of the credit room: lines, holds, captures, entries, and the rules over them. */
export { type Applied, applyCommand } from './apply-command.ts';
export type {
  CaptureHold,
  CloseLine,
  CreditCommand,
  CreditOutcome,
  CreditUnit,
  Due,
  Expected,
  ExpireHold,
  ExtendHold,
  PlaceHold,
  PostErpFigures,
  ReleaseHold,
  ResizeHold,
  ReviveHold,
  SeeCaptures,
  SetLine,
  StopLine,
} from './commands.ts';
export {
  type CreditLine,
  exposureOf,
  type Levels,
  type LineFigures,
  type LineStatus,
  type LineTerms,
  levelsMax,
  noFigures,
  type TemporaryLimit,
} from './credit-line.ts';
export type { CreditResult, Effect } from './effect.ts';
export { type Entry, type EntryDraft, type EntryKind, type LineState, stateOf } from './entry.ts';
export { effectiveLimitOf, type Headroom, headroomOf, limitOfTheDay } from './headroom.ts';
export {
  type Capture,
  containedPartOf,
  type Hold,
  type HoldKind,
  type HoldState,
  openAmountOf,
  type Rate,
} from './hold.ts';
export {
  type ErpEcho,
  echoStepsMax,
  type LedgerReader,
  type Needs,
  needsOf,
} from './ledger-reader.ts';
export {
  type CreditPolicy,
  defaultPolicy,
  holdDueCapUs,
  holdLifeMaxUs,
  holdTtlUs,
  type OverCapturePolicy,
} from './policy.ts';
export type { CreditReader, DueReader, FeedPage, FeedQuery, Ledger } from './ports.ts';
export { convert } from './rate.ts';
export type {
  CreditRefusal,
  Figures,
  HeadroomRefusal,
  HoldRefusal,
  LineRefusal,
  Reasons,
} from './refusals.ts';
