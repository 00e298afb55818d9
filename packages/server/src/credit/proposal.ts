import type { Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { OrganizationId, ProposalId, TenantId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import type { LineBasis, LineTerms } from './credit-line.ts';

export type ProposalStatus = 'pending' | 'approved' | 'rejected' | 'withdrawn' | 'voided';

/** What is proposed, and what the line agreed to when it was; null: there was no open line. */
export type ProposedChange = {
  readonly currency: Currency;
  readonly terms: LineTerms;
  readonly basis: LineBasis | null;
};

/** A change of a line's terms that waits for a second person, or what became of it. */
export type Proposal = {
  readonly tenantId: TenantId;
  readonly proposalId: ProposalId;
  readonly organizationId: OrganizationId;
  readonly baseVersion: bigint;
  readonly change: ProposedChange;
  /** Hash of the change; an approval names it, so that nobody approves what he has not seen. */
  readonly changeHash: string;
  readonly reason: string | null;
  readonly status: ProposalStatus;
  readonly proposedBy: string;
  readonly proposedAt: Instant;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly version: bigint;
};

export type ProposalReader = {
  readonly proposal: (tenantId: TenantId, proposalId: ProposalId) => Promise<Proposal | null>;
  readonly pendingProposal: (
    tenantId: TenantId,
    organizationId: OrganizationId,
  ) => Promise<Proposal | null>;
  readonly proposals: (
    tenantId: TenantId,
    filter: {
      readonly status: ProposalStatus | null;
      readonly organizationId: OrganizationId | null;
    },
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<Proposal>>;
};
