/** The face of the fulfilment room: what a platform's calls make of a provider's service. */
export type { CreditSetting, RequesterPlace } from './ask-credit.ts';
export { allowedActions } from './check-actions.ts';
export type { Resources } from './compute-resources.ts';
export type { SeenSubscription } from './customer-book.ts';
export {
  type DesiredAddon,
  type DesiredState,
  hashOfCall,
  hashOfDesired,
} from './desired-state.ts';
export {
  brokenExamples,
  type ExampleRule,
  exampleRules,
  type RuleLanguage,
} from './example-rules.ts';
export { forgetCalls } from './forget-calls.ts';
export type { FulfilmentAnswer, FulfilmentCall } from './fulfilment-call.ts';
export type { FulfilmentEvent } from './fulfilment-event.ts';
export {
  createFulfilmentService,
  type FulfilmentDeps,
  type FulfilmentService,
} from './fulfilment-service.ts';
export { type StepPolicy, stepPolicy } from './judge-attempt.ts';
export { findRepeat, type RememberedCall } from './late-repeat.ts';
export {
  createProviderStepMoves,
  type ProviderStepMoves,
  type StepAnswer,
  type StepCall,
} from './move-provider-step.ts';
export { objectRows } from './object-rows.ts';
export {
  type Action,
  type AddonOperation,
  type AssetOperation,
  type FulfilmentOperation,
  fulfilmentOperations,
  type SubscriptionOperation,
} from './operation.ts';
export type { DesiredCall, Plan, PlanContext } from './plan.ts';
export { planAsset } from './plan-asset.ts';
export { planSubscription } from './plan-subscription.ts';
export {
  type CreditDesk,
  type CreditReason,
  type CreditVerdict,
  type FetchPlatformFacts,
  type FulfilmentReader,
  type ObjectFilter,
  type OutsideFactName,
  type PlatformAccess,
  type Purchase,
  type RuleBook,
  subscriptionsMax,
} from './ports.ts';
export { createProviderDrivers, type ProviderDriverDeps } from './provider-drivers.ts';
export { type ProviderMessage, providerMessage } from './provider-message.ts';
export type {
  JsonData,
  JsonObject,
  ProviderDriver,
  ProviderStep,
  StepObject,
  StepOperation,
  StepResult,
  StepStatus,
} from './provider-step.ts';
export type {
  DriverSetting,
  DueStepReader,
  GiveBack,
  ProviderStepReader,
  ServiceOf,
  StepCount,
  StepFilter,
} from './provider-step-ports.ts';
export { type ProviderStepRefusal, providerStepRefusalTexts } from './provider-step-refusals.ts';
export { type NewProviderStep, providerStepRow } from './provider-step-rows.ts';
export {
  createProviderStepService,
  type ProviderStepService,
  type StepNews,
} from './provider-step-service.ts';
export type { FulfilmentRefusal, ObjectKind } from './refusals.ts';
export { createRuleBook, type RuleBookDeps, type StoredRuleBook } from './rule-book.ts';
export {
  type FactSources,
  noOutsideFacts,
  type OutsideFacts,
  type RuleFacts,
  ruleFacts,
} from './rule-facts.ts';
export type {
  BusinessRuleActivation,
  BusinessRuleCase,
  BusinessRuleContent,
  BusinessRules,
  BusinessRuleVersion,
  GivenFact,
  RuleHit,
  RuleSetKey,
} from './rules/business-rules.ts';
export type { RuleReport } from './rules/check-rules.ts';
export {
  type LookAtRules,
  lookAtRules,
  lookAtRulesHere,
  type RuleQuestion,
  type RulesLookedAt,
} from './rules/look-at-rules.ts';
export { readGivenFacts, readRuleCases, readRuleContent } from './rules/read-rules.ts';
export type { BusinessRuleReader, DefaultLanguage } from './rules/rule-ports.ts';
export { describeRuleProblem, type RuleProblem } from './rules/rule-problem.ts';
export { type RuleRefusal, ruleRefusalTexts } from './rules/rule-refusals.ts';
export {
  type BusinessRuleService,
  createBusinessRuleService,
  type RuleCall,
  type RulesSaid,
} from './rules/rule-service.ts';
export type { RuleTest } from './rules/try-rules.ts';
export {
  audienceOfCode,
  type BrokenRule,
  type RuleAudience,
  type SelectedMessage,
  selectMessage,
} from './select-message.ts';
export type { AddonProduct, AttributeKind, Product, Service } from './service.ts';
export { type ServiceRefusal, serviceRefusalTexts } from './service-refusals.ts';
export {
  createServiceRegister,
  type ServiceRegister,
} from './service-register.ts';
export type {
  Installation,
  StoredAsset,
  StoredObject,
  StoredSubscription,
} from './stored-object.ts';
export type {
  Catalogue,
  CatalogueAttribute,
  DriverKind,
  Listing,
  ServiceSettings,
  StoredService,
} from './stored-service.ts';
export type {
  Addon,
  Asset,
  Attribute,
  Attributes,
  ExternalId,
  Subscription,
} from './subscription.ts';
export type { QuantityDifference } from './value-difference.ts';
