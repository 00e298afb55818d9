import type { NativeProposal } from '@aval/wire';
import type { Proposal } from '../credit/index.ts';
import { formatInstant } from '../kernel/clock.ts';
import { toWireInstant } from './to-wire-hold.ts';
import { toWireTerms } from './to-wire-line.ts';

export function toWireProposal(proposal: Proposal): NativeProposal {
  const { change } = proposal;
  return {
    proposalId: proposal.proposalId,
    organizationId: proposal.organizationId,
    status: proposal.status,
    terms: toWireTerms(change.terms, change.currency),
    baseVersion: Number(proposal.baseVersion),
    changeHash: proposal.changeHash,
    reason: proposal.reason,
    proposedBy: proposal.proposedBy,
    proposedAt: formatInstant(proposal.proposedAt),
    decidedBy: proposal.decidedBy,
    decidedAt: toWireInstant(proposal.decidedAt),
    version: Number(proposal.version),
  };
}
