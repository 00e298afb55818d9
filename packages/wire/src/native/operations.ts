import { applicationOperations } from './applications.ts';
import { businessRuleOperations } from './business-rules.ts';
import { companyOperations } from './companies.ts';
import { creditLineOperations } from './credit-lines.ts';
import { decisionOperations } from './decisions.ts';
import { eventOperations } from './events.ts';
import { holdOperations } from './holds.ts';
import { organizationOperations } from './organizations.ts';
import { paymentBehaviourOperations } from './payment-behaviour.ts';
import { proposalOperations } from './proposals.ts';
import { providerStepOperations } from './provider-steps.ts';
import { rateOperations } from './rates.ts';
import { reviewOperations } from './reviews.ts';
import { rulesetOperations } from './rulesets.ts';
import { serviceObjectOperations } from './service-objects.ts';
import { serviceOperations } from './services.ts';

/** The route table of the native API. */
export const nativeOperations = {
  ...organizationOperations,
  ...paymentBehaviourOperations,
  ...companyOperations,
  ...creditLineOperations,
  ...proposalOperations,
  ...holdOperations,
  ...decisionOperations,
  ...reviewOperations,
  ...applicationOperations,
  ...rulesetOperations,
  ...serviceOperations,
  ...serviceObjectOperations,
  ...businessRuleOperations,
  ...providerStepOperations,
  ...eventOperations,
  ...rateOperations,
} as const;

export type NativeOperations = typeof nativeOperations;
export type NativeOperationId = keyof NativeOperations;
