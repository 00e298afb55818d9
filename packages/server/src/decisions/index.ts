/** The face of the decisions room: rulesets, judgements, applications and reviews as data. */
export type { Application, ApplicationLanguage, ApplicationStatus } from './application.ts';
export type { CreditFacts, FactName, Purpose } from './facts.ts';
export type {
  Judgement,
  JudgementReason,
  JudgementRemedy,
  RiskClass,
  Trace,
  Verdict,
} from './judge.ts';
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
