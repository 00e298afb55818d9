import type { CalendarDate, Instant } from '../kernel/clock.ts';
import type { ChangeContext } from '../kernel/context.ts';
import type { Currency } from '../kernel/currency.ts';
import type { HoldId, OrganizationId, TenantId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import type { CreditOutcome, CreditUnit } from './commands.ts';
import type { CreditLine, Levels } from './credit-line.ts';
import type { Entry } from './entry.ts';
import type { Capture, Hold, HoldState, Rate } from './hold.ts';

/**
 * Commits a unit of work: keys, credit commands and rows in one transaction. Throws a `Fault`; with
 * outcome `unknown` only a repeat with the same key tells what happened.
 */
export type Ledger = { readonly commit: (unit: CreditUnit) => Promise<CreditOutcome> };

/** Reads of the ledger. They show the last commit and lock nothing. */
export type CreditReader = {
  readonly levels: (tenantId: TenantId, organizationId: OrganizationId) => Promise<Levels | null>;
  readonly lines: (
    tenantId: TenantId,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<CreditLine>>;
  readonly hold: (tenantId: TenantId, holdId: HoldId) => Promise<Hold | null>;
  /** The newest hold of a source: the live one where there is one. */
  readonly holdOfSource: (tenantId: TenantId, source: string) => Promise<Hold | null>;
  readonly holds: (
    tenantId: TenantId,
    filter: { readonly organizationId: OrganizationId | null; readonly state: HoldState | null },
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<Hold>>;
  readonly captures: (tenantId: TenantId, holdId: HoldId) => Promise<readonly Capture[]>;
  /**
   * The captures that carry one of these references and that the ERP has not reported: of a line, or
   * of whatever line where no organization is named.
   */
  readonly unseenCaptures: (
    tenantId: TenantId,
    organizationId: OrganizationId | null,
    references: readonly string[],
  ) => Promise<readonly Capture[]>;
  readonly entries: (tenantId: TenantId, query: FeedQuery) => Promise<FeedPage>;
  readonly rate: (
    tenantId: TenantId,
    from: Currency,
    to: Currency,
    on: CalendarDate,
  ) => Promise<Rate | null>;
};

export type FeedQuery = {
  /** The first number wanted. */
  readonly from: bigint;
  readonly limit: number;
  /** Null: all contexts. */
  readonly contexts: readonly ChangeContext[] | null;
  readonly organizationId: OrganizationId | null;
};

/**
 * Entries in the order of their numbers. `next` is the last scanned number + 1: entries that the
 * filter hides are passed over, so that a filtered reader never stands still.
 */
export type FeedPage = { readonly entries: readonly Entry[]; readonly next: bigint };

/** What the sweeps look for, over all tenants, oldest first. */
export type DueReader = {
  /** Open holds of these kinds that fell due at or before the moment. */
  readonly dueHolds: (
    kinds: readonly Hold['kind'][],
    dueBefore: Instant,
    limit: number,
  ) => Promise<readonly Hold[]>;
  /** Unseen captures taken at or before the moment on lines whose ERP figure came after them. */
  readonly reportedCaptures: (
    capturedBefore: Instant,
    limit: number,
  ) => Promise<readonly (Capture & { readonly organizationId: OrganizationId })[]>;
};
