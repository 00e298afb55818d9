import type { Instant } from '../kernel/clock.ts';
import type { CompanyId, TenantId } from '../kernel/ids.ts';
import type { Application } from './application.ts';

/** Reads of applications. They show the last commit and lock nothing. */
export type ApplicationReader = {
  readonly application: (tenantId: TenantId, applicationId: number) => Promise<Application | null>;
  /** The newest number; 0 where there is none. Every number below is taken. */
  readonly lastApplicationId: (tenantId: TenantId) => Promise<number>;
  /** Both ends included, newest first: numbers are dense, so a page is a range of them. */
  readonly applicationsBetween: (
    tenantId: TenantId,
    range: { readonly from: number; readonly to: number },
  ) => Promise<readonly Application[]>;
  /** How often a company was approved and rejected, each counted up to `earlierMax`. */
  readonly earlierOf: (
    tenantId: TenantId,
    companyId: CompanyId,
  ) => Promise<{ readonly approved: number; readonly rejected: number }>;
  /** The newest one of the same asker with this reference and content that was not canceled. */
  readonly sameAsked: (
    tenantId: TenantId,
    asked: Pick<Application, 'createdBy' | 'contentHash'> & {
      readonly reference: string;
      readonly since: Instant;
    },
  ) => Promise<Application | null>;
  /** Pending ones of all tenants whose facts are to be asked for again, the longest due first. */
  readonly duePending: (now: Instant, limit: number) => Promise<readonly Application[]>;
};

/** Nobody judges otherwise by the hundred-first of them. */
export const earlierMax = 100;

/**
 * What an approval needs of the ledger: nothing, a command that is to stand with it, or something
 * that the company has no credit line for.
 */
type HoldOf<Command> =
  | { readonly kind: 'none' }
  | { readonly kind: 'needed'; readonly command: Command }
  | { readonly kind: 'impossible' };

/** Asked when a person approves: who, and whether over the limit as well. */
export type HoldOfApproval<Command> = (
  application: Application,
  by: { readonly actor: string; readonly isOverLimit: boolean },
) => Promise<HoldOf<Command>>;
