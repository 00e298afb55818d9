/** The face of the decisions room: rulesets, judgements, applications and reviews as data. */
export type {
  Application,
  ApplicationCompany,
  ApplicationLanguage,
  ApplicationStatus,
} from './application.ts';
export { type ApplicationRefusal, applicationRefusalTexts } from './application.ts';
export { type ApplicationReader, earlierMax, type HoldOfApproval } from './application-ports.ts';
export {
  type ApplicationJudged,
  applicationIdOf,
  applicationSequence,
  judgedApplication,
  newApplication,
  postponedApplication,
  readCompany,
  subjectBlank,
  subjectOfApplication,
} from './application-rows.ts';
export {
  type Approval,
  type ApprovalPolicy,
  isCovered,
  isWithinGrace,
} from './approval-validity.ts';
export {
  type BlockingFacts,
  type BlockingKind,
  type BlockingRule,
  blockedBy,
  type RuleException,
  type RuleScope,
} from './blocking-rules.ts';
export {
  type ApplicationCall,
  type ApplicationMoved,
  type ApplicationMoves,
  createApplicationMoves,
  createApplicationSubject,
} from './decide-application.ts';
export { describeGateProblem } from './describe-gate-problem.ts';
export {
  type Examination,
  type Examine,
  type Examined,
  examine,
  examineHere,
  type TestReport,
} from './examine.ts';
export type { CreditFacts, FactName, Purpose } from './facts.ts';
export {
  checkPublishable,
  type GateProblem,
  type GateReport,
  type TableFinding,
} from './gate.ts';
export {
  type ContentProblem,
  type Fields,
  fail,
  fieldsOf,
  listOf,
  objectOf,
  reading,
  textOf,
} from './json-reader.ts';
export { judge, judgePlainly } from './judge.ts';
export type {
  Judgement,
  JudgementReason,
  JudgementRemedy,
  RiskClass,
  Trace,
  Verdict,
} from './judgement.ts';
export type {
  DecisionsReader,
  ReviewFilter,
  ReviewReader,
  ReviewsInForce,
  ReviewWatch,
  ReviewWatchReader,
} from './ports.ts';
export { readCases, readFacts } from './read-cases.ts';
export { readContent } from './read-content.ts';
export { type ReadyRuleset, readyRulesets } from './ready/ready-rulesets.ts';
export type {
  FirstApproval,
  Review,
  ReviewCause,
  ReviewPolicy,
  ReviewStatus,
} from './review.ts';
export { type ReviewRefusal, reviewRefusalTexts } from './review-refusals.ts';
export { changedReview, changeOf, openedReview, type ReviewCase } from './review-rows.ts';
export {
  createReviewService,
  type ReviewAnswer,
  type ReviewCall,
  type ReviewEnd,
  type ReviewService,
  type SubjectWork,
} from './review-service.ts';
export type {
  ExtraField,
  Ruleset,
  RulesetActivation,
  RulesetCase,
  RulesetContent,
  RulesetId,
  RulesetStatus,
  RulesetVersion,
  Texts,
} from './ruleset.ts';
export { type RulesetRefusal, rulesetRefusalTexts } from './ruleset-refusals.ts';
export {
  createRulesetService,
  type RulesetCall,
  type RulesetService,
} from './ruleset-service.ts';
export { trace, traceOfTable } from './trace-rules.ts';
