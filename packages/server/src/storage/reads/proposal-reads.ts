import { type Proposal, type ProposalReader, readChange } from '../../credit/index.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { OrganizationId, ProposalId, TenantId } from '../../kernel/ids.ts';
import type { ProposalRow } from '../schema/tables.ts';
import { pageOf, type Reads } from './reads.ts';

export function createProposalReader(db: Reads): ProposalReader {
  return {
    proposal: async (tenantId, proposalId) => {
      const row = await db
        .selectFrom('proposal')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('proposal_id', '=', proposalId)
        .executeTakeFirst();
      return row === undefined ? null : fromRowProposal(row);
    },

    pendingProposal: async (tenantId, organizationId) => {
      const row = await db
        .selectFrom('proposal')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('organization_id', '=', organizationId)
        .where('status', '=', 'pending')
        .executeTakeFirst();
      return row === undefined ? null : fromRowProposal(row);
    },

    proposals: async (tenantId, { status, organizationId }, { after, limit }) => {
      let proposals = db
        .selectFrom('proposal')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('proposal_id', '>', after ?? '')
        .orderBy('proposal_id')
        .limit(limit + 1);
      if (status !== null) proposals = proposals.where('status', '=', status);
      if (organizationId !== null) {
        proposals = proposals.where('organization_id', '=', organizationId);
      }
      return pageOf(await proposals.execute(), limit, fromRowProposal, (row) => row.proposal_id);
    },
  };
}

function fromRowProposal(row: ProposalRow): Proposal {
  return {
    tenantId: row.tenant_id as TenantId,
    proposalId: row.proposal_id as ProposalId,
    organizationId: row.organization_id as OrganizationId,
    baseVersion: row.base_version,
    change: readChange(row.change),
    changeHash: row.change_hash,
    reason: row.reason,
    status: row.status as Proposal['status'],
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at_us as Instant,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at_us as Instant | null,
    version: row.version,
  };
}
