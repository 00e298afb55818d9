/** The face of the decisions room: rulesets, judgements, applications and reviews as data. */
export type { Application, ApplicationLanguage, ApplicationStatus } from './application.ts';
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
export type { CreditFacts, FactName, Purpose } from './facts.ts';
export type {
  Judgement,
  JudgementReason,
  JudgementRemedy,
  RiskClass,
  Trace,
  Verdict,
} from './judgement.ts';
export type { DecisionsReader } from './ports.ts';
export type { Review, ReviewCause, ReviewStatus } from './review.ts';
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
