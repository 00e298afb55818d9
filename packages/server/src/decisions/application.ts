import type { Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { CompanyId, DecisionId, TenantId } from '../kernel/ids.ts';
import type { RulesetId } from './ruleset.ts';

/** Pending moves to any other; review to approved, rejected or canceled; the rest is final. */
export type ApplicationStatus = 'pending' | 'approved' | 'rejected' | 'review' | 'canceled';

export type ApplicationLanguage = 'nl' | 'en' | 'de';

/** A request for a decision about a company. */
export type Application = {
  readonly tenantId: TenantId;
  /** Dense per tenant from 1, in commit order. */
  readonly applicationId: number;
  readonly rulesetId: RulesetId;
  /** Of the version that judged it; null while pending. */
  readonly rulesetHash: string | null;
  /** As sent: 8 or 12 digits. */
  readonly regNumber: string;
  readonly companyId: CompanyId | null;
  /** Whole units of the currency. */
  readonly amount: number;
  readonly currency: Currency;
  readonly language: ApplicationLanguage;
  readonly reference: string | null;
  readonly extra: Readonly<Record<string, string | number | boolean>>;
  readonly status: ApplicationStatus;
  readonly decisionId: DecisionId | null;
  readonly createdAt: Instant;
  readonly decidedAt: Instant | null;
  /** `user:user_…`; null where rules decided. */
  readonly decidedBy: string | null;
  /** What a person gave as reason. */
  readonly reason: string | null;
  readonly version: bigint;
};
