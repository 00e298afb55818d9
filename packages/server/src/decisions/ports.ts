import type { Instant } from '../kernel/clock.ts';
import type { LineId, OrganizationId, ReviewId, TenantId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import type { UnitOfWork, UnitOutcome } from '../kernel/unit-of-work.ts';
import type { Review, ReviewStatus } from './review.ts';
import type { Ruleset, RulesetActivation, RulesetId, RulesetVersion } from './ruleset.ts';

/** Reads of rulesets. They show the last commit and lock nothing. */
export type DecisionsReader = {
  /** By id, ascending. */
  readonly rulesets: (
    tenantId: TenantId,
    page: { readonly after: RulesetId | null; readonly limit: number },
  ) => Promise<Page<Ruleset>>;
  readonly ruleset: (tenantId: TenantId, rulesetId: RulesetId) => Promise<Ruleset | null>;
  /** Null where there is none yet. */
  readonly lastRulesetId: (tenantId: TenantId) => Promise<RulesetId | null>;
  /** Null where no version is active at the moment. */
  readonly versionInForce: (
    tenantId: TenantId,
    rulesetId: RulesetId,
    at: Instant,
  ) => Promise<RulesetVersion | null>;
  readonly version: (
    tenantId: TenantId,
    rulesetId: RulesetId,
    version: number,
  ) => Promise<RulesetVersion | null>;
  /** The newest published one with this content. */
  readonly versionByHash: (tenantId: TenantId, hash: string) => Promise<RulesetVersion | null>;
  /** Newest first. */
  readonly versions: (
    tenantId: TenantId,
    rulesetId: RulesetId,
  ) => Promise<readonly RulesetVersion[]>;
  /** Newest first. */
  readonly activations: (
    tenantId: TenantId,
    rulesetId: RulesetId,
  ) => Promise<readonly RulesetActivation[]>;
};

/**
 * Commits rows in one transaction, with commands of the ledger where some stand with them; throws a
 * `Fault` where storage fails.
 */
export type CommitRows<Command = never> = (
  unit: UnitOfWork<Command>,
) => Promise<UnitOutcome<unknown, { readonly code: string }>>;

export type ReviewFilter = {
  readonly status: ReviewStatus;
  readonly organizationId: OrganizationId | null;
  readonly subject: string | null;
  /** `user:user_…` */
  readonly assignedTo: string | null;
};

export type ReviewsInForce = { readonly open: Review | null; readonly decided: Review | null };

/** Reads of reviews. They show the last commit and lock nothing. */
export type ReviewReader = {
  readonly review: (tenantId: TenantId, reviewId: ReviewId) => Promise<Review | null>;
  /** The newest review of a subject; an open one where there is one. */
  readonly latestReview: (tenantId: TenantId, subject: string) => Promise<Review | null>;
  /** What counts for a subject: the open review, and the last one that a person decided. */
  readonly reviewsInForce: (tenantId: TenantId, subject: string) => Promise<ReviewsInForce>;
  /** Open ones by their due date, the first to be late first; others newest first. */
  readonly reviews: (
    tenantId: TenantId,
    filter: ReviewFilter,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<Review>>;
};

/** What is asked when something changed that open reviews may hang on. */
export type ReviewWatchReader = {
  readonly tenantsWithOpenReviews: () => Promise<readonly TenantId[]>;
  /** Open reviews of the organizations of these lines and of every line below them. */
  readonly openReviewsOf: (
    tenantId: TenantId,
    lineIds: readonly LineId[],
    limit: number,
  ) => Promise<readonly Review[]>;
  readonly reviewWatch: (tenantId: TenantId) => Promise<ReviewWatch | null>;
  /** How many activations of rulesets have begun: another count, and other rules may be in force. */
  readonly activationsBegun: (tenantId: TenantId, now: Instant) => Promise<bigint>;
  /** Of the newest entry of the change feed; 0 where there is none. */
  readonly lastNumber: (tenantId: TenantId) => Promise<bigint>;
};

/** How far a tenant's change feed was followed, and by which rules reviews were looked at last. */
export type ReviewWatch = {
  readonly tenantId: TenantId;
  /** Number of the first entry that nobody looked at. */
  readonly nextNumber: bigint;
  /** By which rules, and on which day. */
  readonly rulesetHash: string | null;
  readonly version: bigint;
};
