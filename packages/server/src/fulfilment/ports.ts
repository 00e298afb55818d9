import type { ServiceId, TenantId } from '../kernel/ids.ts';
import type { RuleLanguage } from './example-rules.ts';
import type { FulfilmentOperation } from './operation.ts';
import type { OutsideFacts, RuleFacts } from './rule-facts.ts';
import type { BrokenRule } from './select-message.ts';

export type OutsideFactName = keyof OutsideFacts;

/** The business rules of a service that are in force, one set per operation. */
export type RuleBook = {
  /**
   * The facts of the platform and the credit line that the rules of an operation look at: what nobody
   * asks for is not fetched.
   */
  readonly asksFor: (
    tenantId: TenantId,
    serviceId: ServiceId,
    operation: FulfilmentOperation,
  ) => Promise<readonly OutsideFactName[]>;
  /** In the order of the table, with texts in the language of the answer. None: all are kept. */
  readonly brokenRules: (
    tenantId: TenantId,
    serviceId: ServiceId,
    operation: FulfilmentOperation,
    facts: RuleFacts,
    language: RuleLanguage,
  ) => Promise<readonly BrokenRule[]>;
};

/** Of a service that has no rules. */
export const noRules: RuleBook = { asksFor: async () => [], brokenRules: async () => [] };
