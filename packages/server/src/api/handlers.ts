import type { NativeOperations } from '@aval/wire';
import type { Handlers } from './answer.ts';
import { createCursors } from './cursors.ts';
import { createApplicationHandlers } from './handlers/applications.ts';
import { createBusinessRuleHandlers } from './handlers/business-rules.ts';
import { createCompanyHandlers } from './handlers/companies.ts';
import { createCreditLineHandlers } from './handlers/credit-lines.ts';
import { createDecisionHandlers } from './handlers/decisions.ts';
import { createEventHandlers } from './handlers/events.ts';
import { createHoldHandlers } from './handlers/holds.ts';
import { createOrganizationHandlers } from './handlers/organizations.ts';
import { createPaymentBehaviourHandlers } from './handlers/payment-behaviour.ts';
import { createProposalHandlers } from './handlers/proposals.ts';
import { createProviderStepHandlers } from './handlers/provider-steps.ts';
import { createRateHandlers } from './handlers/rates.ts';
import { createReviewHandlers } from './handlers/reviews.ts';
import { createRulesetHandlers } from './handlers/rulesets.ts';
import { createServiceObjectHandlers } from './handlers/service-objects.ts';
import { createServiceHandlers } from './handlers/services.ts';
import { createCallOf } from './origin.ts';
import type { ApiServices } from './services.ts';

/** A handler for every operation of the table. */
export function createHandlers(services: ApiServices): Handlers<NativeOperations> {
  const callOf = createCallOf(services);
  const cursors = createCursors(services.cursorSecret);
  return {
    ...createOrganizationHandlers(services, cursors),
    ...createPaymentBehaviourHandlers(services),
    ...createCompanyHandlers(services, cursors),
    ...createCreditLineHandlers(services, callOf, cursors),
    ...createProposalHandlers(services, callOf, cursors),
    ...createHoldHandlers(services, callOf, cursors),
    ...createDecisionHandlers(services, cursors),
    ...createApplicationHandlers(services, callOf, cursors),
    ...createReviewHandlers(services, callOf, cursors),
    ...createRulesetHandlers(services, cursors),
    ...createServiceHandlers(services),
    ...createServiceObjectHandlers(services, cursors),
    ...createBusinessRuleHandlers(services, cursors),
    ...createProviderStepHandlers(services, callOf, cursors),
    ...createEventHandlers(services),
    ...createRateHandlers(services, callOf, cursors),
  };
}
