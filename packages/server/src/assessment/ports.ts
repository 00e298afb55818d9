import type { CreditPolicy, Hold, Levels } from '../credit/index.ts';
import type { ApprovalPolicy, ReviewPolicy, ReviewsInForce } from '../decisions/index.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { DecisionId, OrganizationId, TenantId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { Page } from '../kernel/page.ts';
import type { Decision, DecisionFilter } from './decision.ts';
import type { DueHold, HoldInquiry } from './hold-inquiry.ts';
import type { OrderWatch } from './order-watch.ts';
import type { DueReason } from './refusals.ts';

/** An order (or the basket that becomes one) as the platform tells it. */
export type OrderFacts = {
  readonly orderId: string;
  /** The platform's id of the customer, as decimal digits. */
  readonly accountId: string;
  /** The account that is billed for it, where that is another one. */
  readonly billToAccountId?: string;
  /** Gross total with tax, delivery and fees, or what the tenant takes in its place. */
  readonly total: Money;
  /** Total without tax, where the platform tells it. */
  readonly netTotal?: Money;
  readonly statusType: string;
  /** Fields whose amounts had more decimals than the currency has. */
  readonly rounded?: readonly string[];
  /** Of each line, where it was asked for and the order tells lines. */
  readonly recurring?: readonly RecurringCharge[];
};

/**
 * What a line charges anew for each period; 0 is a line that is paid once. Null is what the platform
 * does not tell.
 */
export type RecurringCharge = {
  readonly gross: Money | null;
  readonly net: Money | null;
  readonly periodMonths: number | null;
  /** How long the customer is bound. */
  readonly termMonths: number | null;
};

/** What a customer owes by the platform's books. */
export type BillingFacts = { readonly overdue: Money };

/** A customer of the platform. */
export type AccountFacts = {
  /** Whether ordering is switched on for it there. */
  readonly mayOrder: boolean;
};

/** What came of asking for a fact. A fact that does not come is a named gap, never a guess. */
export type FactGap =
  | { readonly kind: 'unknown' }
  /** Nobody has registered the installation, or not any more. */
  | { readonly kind: 'unregistered'; readonly installation: string }
  | { readonly kind: 'incomplete'; readonly gaps: readonly string[] }
  | { readonly kind: 'unavailable'; readonly reason: string };

export type OrderAnswer = { readonly kind: 'found'; readonly order: OrderFacts } | FactGap;
export type AccountAnswer = { readonly kind: 'found'; readonly account: AccountFacts } | FactGap;
export type BillingAnswer = { readonly kind: 'found'; readonly billing: BillingFacts } | FactGap;

/** An installation of the platform: a tenant may have several, each under a name of its own. */
export type InstallationOf = { readonly tenantId: TenantId; readonly installation: string };

/**
 * The platforms of a tenant, over their registered connections. What goes wrong with a platform is an
 * answer, and it comes by the deadline. Throws the `Fault` of a database that cannot tell the connection.
 */
export type Platform = {
  readonly order: (
    at: InstallationOf,
    orderId: string,
    deadlineMs: number,
    also?: { readonly recurring: boolean },
  ) => Promise<OrderAnswer>;
  readonly account: (
    at: InstallationOf,
    accountId: string,
    deadlineMs: number,
  ) => Promise<AccountAnswer>;
  /** `currency` is that of figures that name none; it may be known later than it is asked for. */
  readonly billing: (
    at: InstallationOf,
    accountId: string,
    currency: Promise<Currency>,
    deadlineMs: number,
  ) => Promise<BillingAnswer>;
};

/** Which organization stands behind an installation's account; null when none is known. */
export type AccountDirectory = {
  readonly organizationOf: (
    at: InstallationOf,
    accountId: string,
  ) => Promise<OrganizationId | null>;
};

/**
 * What the books say of a basket and of who would pay for it. Owner, own line and whether there is a
 * hold or a review are of one moment; the ledger is asked again inside the transaction.
 */
export type BasketBooks = {
  /** Who stands behind the account; null when nobody is known. */
  readonly organizationId: OrganizationId | null;
  /** Of that organization; null where it has no line. */
  readonly levels: Levels | null;
  /** The newest hold of the basket. */
  readonly latest: Hold | null;
  /** What people were asked about the basket, and said. */
  readonly reviews: ReviewsInForce;
};

export type BasketReader = {
  /** `source` names the basket; see `sourceOf`. */
  readonly basket: (at: InstallationOf, accountId: string, source: string) => Promise<BasketBooks>;
};

export type AmountBase = 'grossWithFreight' | 'net';

/** The rules of the tenant beside those of the ledger; amounts in the tenant's currency. */
export type CheckRules = {
  /** Which total of an order counts. */
  readonly amountBase: AmountBase;
  /** Which periods of a service count that is charged again and again. */
  readonly recurringBase: 'first-invoice' | 'term' | { readonly months: number };
  /** Whose line carries an order: that of the account that is billed for it, or the customer's own. */
  readonly carrier: 'billTo' | 'soldTo';
  /** An account whose ordering is switched off at the platform is a no. */
  readonly needsOrdering: boolean;
  /** Overdue invoices of more than this are a no; null switches the rule off. */
  readonly overdueMaxMinor: bigint | null;
  /** So little overdue does not count. */
  readonly overdueToleranceMinor: bigint;
  /** The rule counts only where so much of the limit is used; null: always. */
  readonly overdueNeedsPercent: bigint | null;
  /** The ERP's figures of a line may be as old as this; null: any age. */
  readonly figuresMaxAgeUs: bigint | null;
};

/** What is answered where nobody can judge. */
export type StandInPolicy = {
  readonly mode: 'refuse' | 'allow-up-to' | 'http-503';
  /** What `allow-up-to` gives an account in a day. */
  readonly allowedMinor: bigint;
};

/** What a tenant has set; one frozen object for each version of the tenant. */
export type CheckSettings = {
  readonly currency: Currency;
  readonly policy: CreditPolicy;
  readonly rules: CheckRules;
  /** The ruleset that is asked beside these rules; null: they are all. */
  readonly rulesetId: number | null;
  /** How old a record of how an organization pays may be; null: of any age. */
  readonly behaviourMaxAgeUs: bigint | null;
  /** How long the hold of a basket stands before the platform is asked for its order. */
  readonly basketTtlUs: bigint;
  /** How long after that it stays while the platform gives no answer. */
  readonly dueCapUs: bigint;
  /** How long the platform is asked about an order that stands on nothing here; null: never. */
  readonly watchUs: bigint | null;
  readonly standIn: StandInPolicy;
  readonly reviews: ReviewSettings;
};

/** When a person is asked, and how far it reaches what a person said. */
export type ReviewSettings = {
  /** Every no that a person or more credit can turn; what rules or missing facts leave; rules alone. */
  readonly openFor: 'everyNo' | 'gaps' | 'rules';
  readonly policy: ReviewPolicy;
  readonly approval: ApprovalPolicy;
  /** Days after a yes in which the rules are not asked again about as much or less. */
  readonly graceDays: number;
  /** How long the hold stands of a basket that a person approved. */
  readonly holdTtlUs: bigint;
};

export type SettingSource = {
  readonly settingsOf: (tenantId: TenantId) => Promise<CheckSettings>;
};

/** Basket holds whose turn it is to be asked about, and what was asked before. */
export type InquiryReader = {
  readonly tenantsWithDueHolds: (now: Instant) => Promise<readonly TenantId[]>;
  /** Open basket holds that are due and not waiting for their next question, oldest first. */
  readonly dueBasketHolds: (
    tenantId: TenantId,
    now: Instant,
    limit: number,
  ) => Promise<readonly DueHold[]>;
  /** Inquiries about holds that somebody else has ended. */
  readonly idleInquiries: (limit: number) => Promise<readonly HoldInquiry[]>;
};

/** A basket that was refused, or whose hold was given up, at its newest. */
export type GivenUpBasket = {
  readonly tenantId: TenantId;
  readonly subject: string;
  readonly at: Instant;
};

/** Baskets that stand on nothing here, and orders that people may execute by hand all the same. */
export type WatchReader = {
  /** Those since then that nobody watches. */
  readonly unwatched: (from: Instant, limit: number) => Promise<readonly GivenUpBasket[]>;
  /** Whose turn it is to be asked about, longest waiting first. */
  readonly dueWatches: (now: Instant, limit: number) => Promise<readonly OrderWatch[]>;
  /** Begun before then. */
  readonly oldWatches: (before: Instant, limit: number) => Promise<readonly OrderWatch[]>;
};

/** Tells people what the desk did on its own. */
export type Notify = (notice: { readonly hold: Hold; readonly reason: DueReason }) => void;

export type DecisionReader = {
  readonly decision: (tenantId: TenantId, decisionId: DecisionId) => Promise<Decision | null>;
  /** Newest first. */
  readonly decisions: (
    tenantId: TenantId,
    filter: DecisionFilter,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<Decision>>;
  /** The newest answer to a credit check of a basket; see `sourceOf`. */
  readonly latestCheck: (tenantId: TenantId, subject: string) => Promise<Decision | null>;
  /** The newest one that was a yes. */
  readonly latestYes: (tenantId: TenantId, subject: string) => Promise<Decision | null>;
};
