export type { NativeApplication } from './applications.ts';
export type { NativeBusinessRules, NativeBusinessRuleVersion } from './business-rules.ts';
export {
  type AvalAnswer,
  type AvalCall,
  type AvalClient,
  type AvalClientOptions,
  createAvalClient,
} from './client.ts';
export type { NativeCompany, NativeCompanyImport, NativeCompanyLookUp } from './companies.ts';
export type {
  NativeCreditLine,
  NativeCreditLineSummary,
  NativeErpReceipt,
  NativeLineReceipt,
} from './credit-lines.ts';
export type { NativeDecision, NativeDecisionSummary, NativeWhy } from './decisions.ts';
export type { NativeEvent } from './events.ts';
export type { NativeExample } from './example.ts';
export { nativeExamples } from './examples.ts';
export type {
  NativeCapture,
  NativeCaptureAnswer,
  NativeHold,
  NativeHoldAnswer,
  NativeReason,
} from './holds.ts';
export { nativeSchemas } from './named-schemas.ts';
export {
  type AnswerOf,
  type BodyOf,
  type Operation,
  operation,
  type ParamsOf,
  type QueryOf,
} from './operation.ts';
export {
  type NativeOperationId,
  type NativeOperations,
  nativeOperations,
} from './operations.ts';
export type {
  NativeImportReport,
  NativeOrganization,
  NativeReference,
} from './organizations.ts';
export type { NativePaymentBehaviour } from './payment-behaviour.ts';
export { type NativeProblem, nativeHeaders, ProblemSchema } from './problem.ts';
export type { NativeProposal } from './proposal.ts';
export type {
  NativeProviderStep,
  NativeProviderStepReceipt,
  NativeProviderStepSummary,
} from './provider-steps.ts';
export type { NativeRate } from './rates.ts';
export type { NativeReview } from './review.ts';
export type { NativeRuleset, NativeRulesetActivation, NativeRulesetVersion } from './rulesets.ts';
export type {
  NativeAsset,
  NativeFulfilmentEvent,
  NativeSubscription,
} from './service-objects.ts';
export type { NativeService, NativeServiceSummary } from './services.ts';
export type { NativeCreditTerms } from './terms.ts';
