/** The face of the credit room: lines, holds, captures, entries, and the rules over them. */
export type { CreditAnswer } from './answer.ts';
export { type Applied, applyCommand } from './apply-command.ts';
export { basisOf } from './change-line.ts';
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
  type LineBasis,
  type LineFigures,
  type LineStatus,
  type LineTerms,
  levelsMax,
  noFigures,
  type TemporaryLimit,
} from './credit-line.ts';
export type { CreditResult, Effect } from './effect.ts';
export { type Entry, type EntryDraft, type EntryKind, type LineState, stateOf } from './entry.ts';
export {
  compareLine,
  type Difference,
  foldEntry,
  type LineFold,
  unlike,
} from './fold-entries.ts';
export { compareHold, foldHoldEntry, type HoldEntry, type HoldFold } from './fold-hold.ts';
export { effectiveLimitOf, type Headroom, headroomOf, limitOfTheDay } from './headroom.ts';
export {
  type Capture,
  containedPartOf,
  type Hold,
  type HoldKind,
  type HoldState,
  type Rate,
} from './hold.ts';
export {
  type CreditCall,
  createHoldService,
  type HoldRequest,
  type HoldService,
} from './hold-service.ts';
export {
  type ErpEcho,
  echoStepsMax,
  type LedgerReader,
  type Needs,
  needsOf,
} from './ledger-reader.ts';
export {
  createLineService,
  type FiguresAnswer,
  type LineService,
  type PostFigures,
  type SetTerms,
} from './line-service.ts';
export {
  type CreditPolicy,
  defaultPolicy,
  holdDueCapUs,
  holdTtlUs,
  type OverCapturePolicy,
  policyIn,
} from './policy.ts';
export type { CreditReader, DueReader, FeedPage, FeedQuery, Ledger } from './ports.ts';
export type { Proposal, ProposalReader, ProposalStatus, ProposedChange } from './proposal.ts';
export { type ProposalRefusal, proposalRefusalTexts } from './proposal-refusals.ts';
export {
  type ApprovalAnswer,
  createProposalService,
  type ProposalAnswer,
  type ProposalRequest,
  type ProposalService,
} from './proposal-service.ts';
export { readChange } from './proposal-text.ts';
export { convert } from './rate.ts';
export {
  createRateService,
  type NewRate,
  type RateAnswer,
  type RateService,
} from './rate-service.ts';
export { creditRefusalTexts, describeRefusal } from './refusal-texts.ts';
export type {
  CreditRefusal,
  Figures,
  HeadroomRefusal,
  HoldRefusal,
  LineRefusal,
  Reasons,
} from './refusals.ts';
export type { RateReader, StoredRate } from './stored-rate.ts';
