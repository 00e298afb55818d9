import type { ServiceId, TenantId } from '../../kernel/ids.ts';
import type { Page } from '../../kernel/page.ts';
import type { RuleLanguage } from '../example-rules.ts';
import type {
  BusinessRuleActivation,
  BusinessRules,
  BusinessRuleVersion,
  RuleSetKey,
} from './business-rules.ts';

/** Reads of business rules. They show the last commit and lock nothing. */
export type BusinessRuleReader = {
  /** By service and operation. */
  readonly ruleSets: (
    tenantId: TenantId,
    page: {
      readonly serviceId: ServiceId | null;
      /** Service and operation of the last one that was shown, with a slash between. */
      readonly after: string | null;
      readonly limit: number;
    },
  ) => Promise<Page<BusinessRules>>;
  readonly ruleSet: (key: RuleSetKey) => Promise<BusinessRules | null>;
  readonly ruleVersion: (key: RuleSetKey, version: number) => Promise<BusinessRuleVersion | null>;
  /** Newest first. */
  readonly ruleVersions: (key: RuleSetKey) => Promise<readonly BusinessRuleVersion[]>;
  /** Newest first. */
  readonly ruleActivations: (key: RuleSetKey) => Promise<readonly BusinessRuleActivation[]>;
  /** Null where none is in force. Equal contents are one object, so that each is compiled once. */
  readonly rulesInForce: (key: RuleSetKey) => Promise<BusinessRuleVersion | null>;
};

/**
 * The language into which texts of a service fall back: the service's own, else the tenant's. Null:
 * there is no such service.
 */
export type DefaultLanguage = (
  tenantId: TenantId,
  serviceId: ServiceId,
) => Promise<RuleLanguage | null>;
