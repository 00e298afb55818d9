/** The face of the assessment room: the desk at work on a credit check. */
export { accountReference } from './account-reference.ts';
export type {
  ApplicationAnswer,
  ApplicationRequest,
  ApplicationSettings,
} from './application.ts';
export { createHoldOfApproval } from './application-hold.ts';
export { type ApplicationReport, reportOf } from './application-report.ts';
export {
  type ApplicationDeps,
  type ApplicationService,
  createApplicationService,
} from './application-service.ts';
export { traceDecision } from './ask-again.ts';
export { chooseRuleset, type EarlierReader } from './ask-ruleset.ts';
export { createCompanyOfOrganization } from './company-of-organization.ts';
export {
  type CheckReason,
  type CreditCheckAnswer,
  type CreditCheckRequest,
  defaultInstallation,
} from './credit-check.ts';
export {
  type CreditCheckDeps,
  type CreditCheckService,
  createCreditCheckService,
} from './credit-check-service.ts';
export type {
  Decision,
  DecisionFilter,
  DecisionKind,
  DecisionVerdict,
  LinePosition,
} from './decision.ts';
export {
  createDueHoldService,
  type DueCount,
  type DueHoldDeps,
  type DueHoldService,
} from './due-hold-service.ts';
export { type ExplainedReason, explainReason } from './explain-reason.ts';
export { type ExplainReviewDeps, explainReview } from './explain-review.ts';
export { createGiveBack } from './give-back.ts';
export type { DueHold, HoldInquiry } from './hold-inquiry.ts';
export { createBasketSubject } from './hold-of-review.ts';
export {
  createJudgeBasket,
  createJudgePlainBasket,
  type JudgeBasket,
  type JudgePlainBasket,
  type PlainBasket,
} from './judge-basket.ts';
export { readPosition } from './line-position.ts';
export { type OrderWatch, unwatchedReasons } from './order-watch.ts';
export type {
  AccountAnswer,
  AccountDirectory,
  AmountBase,
  BasketBooks,
  BasketReader,
  BillingAnswer,
  BillingFacts,
  CheckRules,
  CheckSettings,
  DecisionReader,
  FactGap,
  InquiryReader,
  InstallationOf,
  Notify,
  OrderAnswer,
  OrderFacts,
  Platform,
  RecurringCharge,
  SettingSource,
  StandInPolicy,
  WatchReader,
} from './ports.ts';
export { createPurchaseService, type PurchaseService } from './purchase-service.ts';
export {
  createRecheckService,
  type RecheckCount,
  type RecheckDeps,
  type RecheckService,
  type WouldPass,
} from './recheck-service.ts';
export { rulesetHashOf } from './record-decision.ts';
export type { AssessmentRefusal, DueReason } from './refusals.ts';
export {
  type ReplayDeps,
  type ReplayDifference,
  type ReplayReport,
  replayDecisions,
} from './replay-decisions.ts';
export type { StandInSpool, StandInYes } from './stand-in.ts';
export {
  createStandInService,
  type StandInDeps,
  type StandInNotice,
  type StandInService,
} from './stand-in-service.ts';
export { createWatchService, type WatchDeps, type WatchService } from './watch-service.ts';
export { createWouldPass } from './would-pass.ts';
