import type { NativeOperations } from '@aval/wire';
import type { ProposalAnswer } from '../../credit/index.ts';
import type { OrganizationId, ProposalId } from '../../kernel/ids.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import { type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import type { CallOf } from '../origin.ts';
import { apiFault } from '../problems.ts';
import { notFound, proposalProblem } from '../refusals.ts';
import type { ApiServices } from '../services.ts';
import { toWireReceipt } from '../to-wire-line.ts';
import { toWireProposal } from '../to-wire-proposal.ts';

type ProposalOperations = Pick<
  NativeOperations,
  'listProposals' | 'getProposal' | 'approveProposal' | 'rejectProposal' | 'withdrawProposal'
>;

export function createProposalHandlers(
  { proposals, proposalReader }: Pick<ApiServices, 'proposals' | 'proposalReader'>,
  callOf: CallOf,
  cursors: Cursors,
): Handlers<ProposalOperations> {
  return {
    listProposals: async ({ principal: { tenantId }, query }) => {
      const { status = null, organizationId = null, limit = pageSizeDefault, cursor } = query;
      const list = `${tenantId} proposals ${status} ${organizationId}`;
      const page = await proposalReader.proposals(
        tenantId,
        { status, organizationId: organizationId as OrganizationId | null },
        { limit, after: cursor === undefined ? null : cursors.read(list, cursor) },
      );
      const next = page.next === null ? null : cursors.write(list, page.next);
      return ok({ items: page.items.map(toWireProposal), next });
    },

    getProposal: async ({ principal: { tenantId }, params }) => {
      const proposal = await proposalReader.proposal(tenantId, params.proposalId as ProposalId);
      if (proposal === null) return notFound();
      return ok(toWireProposal(proposal), { version: proposal.version });
    },

    approveProposal: async (request) => {
      const { call } = await callOf(request);
      const proposalId = request.params.proposalId as ProposalId;
      const { changeHash } = request.body;
      const answer = await proposals.approve(call, { proposalId, changeHash });
      if (answer.kind === 'key_reused') return apiFault('key.other_content');
      if (answer.kind === 'refused') return proposalProblem(answer.refusal);
      const { proposal, result, repeated } = answer;
      return ok({ proposal: toWireProposal(proposal), line: toWireReceipt(result) }, { repeated });
    },

    rejectProposal: async (request) => {
      const { call } = await callOf(request);
      const proposalId = request.params.proposalId as ProposalId;
      return decidedAnswer(await proposals.reject(call, { proposalId }));
    },

    withdrawProposal: async (request) => {
      const { call } = await callOf(request);
      const proposalId = request.params.proposalId as ProposalId;
      return decidedAnswer(await proposals.withdraw(call, { proposalId }));
    },
  };
}

function decidedAnswer(answer: ProposalAnswer) {
  if (answer.kind === 'key_reused') return apiFault('key.other_content');
  if (answer.kind === 'refused') return proposalProblem(answer.refusal);
  return ok({ proposal: toWireProposal(answer.proposal) }, { repeated: answer.repeated });
}
