/** The face of the assessment room: the desk at work on a credit check. */
export type { CreditCheckAnswer, CreditCheckRequest } from './credit-check.ts';
export {
  type CreditCheckDeps,
  type CreditCheckService,
  createCreditCheckService,
} from './credit-check-service.ts';
export type {
  AccountDirectory,
  OrderAnswer,
  OrderFacts,
  PlatformOrders,
  PolicySource,
} from './ports.ts';
export { type AssessmentRefusal, assessmentRefusalTexts } from './refusals.ts';
