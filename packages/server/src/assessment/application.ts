import type { CreditPolicy, Levels } from '../credit/index.ts';
import type {
  Application,
  ApplicationLanguage,
  ReviewPolicy,
  RulesetVersion,
} from '../decisions/index.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { OrganizationId, TenantId } from '../kernel/ids.ts';
import type { CompanyAnswer, PaymentBehaviour } from '../parties/index.ts';

/** What somebody asks about a company. */
export type ApplicationRequest = {
  readonly tenantId: TenantId;
  /** Who asks: `key:cred_…`. */
  readonly actor: string;
  /** The version in force; see `rulesetInForce`. */
  readonly version: RulesetVersion;
  readonly regNumber: string;
  /** Whole units of the tenant's currency. */
  readonly amount: number;
  readonly language: ApplicationLanguage;
  readonly reference: string | null;
  readonly extra: Application['extra'];
  /** Digest of what was asked: equal requests have equal ones. */
  readonly contentHash: string;
  /** The caller's key; with it a repeat is the application of the first call. */
  readonly key: string | null;
};

export type ApplicationAnswer =
  | { readonly kind: 'made'; readonly application: Application; readonly isRepeat: boolean }
  | { readonly kind: 'key_reused' }
  | { readonly kind: 'key_in_use' };

/** What a tenant has set for applications. */
export type ApplicationSettings = {
  readonly currency: Currency;
  readonly policy: CreditPolicy;
  readonly reviewPolicy: ReviewPolicy;
  /** How old a record of how an organization pays may be; null: of any age. */
  readonly behaviourMaxAgeUs: bigint | null;
  /** So long a provider may be silent until a person looks. */
  readonly pendingLimitUs: bigint;
  /** So long an equal request with the same reference is the application of before; 0: never. */
  readonly retryWindowUs: bigint;
  /** How long the hold of an approval stands: of the rules (`native`), and of a person. */
  readonly holdTtlUs: { readonly native: bigint; readonly review: bigint };
};

/** What an application is judged on. */
export type ApplicationFacts = {
  readonly company: CompanyAnswer;
  readonly earlier: { readonly approved: number; readonly rejected: number };
  /** Of the organization that is known by the company's number; null where there is none. */
  readonly organizationId: OrganizationId | null;
  readonly levels: Levels | null;
  /** What is known of how that organization pays. */
  readonly payment: PaymentBehaviour | null;
  readonly now: Instant;
};
