import { Type } from 'typebox';
import { LineReceiptSchema } from './credit-lines.ts';
import { operation } from './operation.ts';
import { ProposalSchema } from './proposal.ts';
import {
  closed,
  NextSchema,
  OrganizationIdSchema,
  ProposalIdSchema,
  pageQuery,
} from './scalars.ts';

const ProposalParams = Type.Object({ proposalId: ProposalIdSchema }, closed);
const tag = 'Proposals';

export const proposalOperations = {
  listProposals: operation({
    method: 'GET',
    path: '/v1/proposals',
    tag,
    summary: 'List proposals',
    query: Type.Object(
      {
        ...pageQuery,
        status: Type.Optional(
          Type.Enum(['pending', 'approved', 'rejected', 'withdrawn', 'voided']),
        ),
        organizationId: Type.Optional(OrganizationIdSchema),
      },
      closed,
    ),
    answers: { 200: Type.Object({ items: Type.Array(ProposalSchema), next: NextSchema }) },
  }),
  getProposal: operation({
    method: 'GET',
    path: '/v1/proposals/{proposalId}',
    tag,
    summary: 'Read a proposal',
    params: ProposalParams,
    hasEtag: true,
    answers: { 200: ProposalSchema },
  }),
  approveProposal: operation({
    method: 'POST',
    path: '/v1/proposals/{proposalId}/approve',
    tag,
    summary: 'Approve a proposal: the terms come into force',
    description:
      'Only a person may, and never the one who proposed. The approval names the hash of the ' +
      'change that was looked at. A proposal whose line has other terms by now is voided.',
    params: ProposalParams,
    body: Type.Object({ changeHash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, closed),
    isKeyed: true,
    answers: { 200: Type.Object({ proposal: ProposalSchema, line: LineReceiptSchema }) },
  }),
  rejectProposal: operation({
    method: 'POST',
    path: '/v1/proposals/{proposalId}/reject',
    tag,
    summary: 'Reject a proposal of somebody else',
    params: ProposalParams,
    isKeyed: true,
    answers: { 200: Type.Object({ proposal: ProposalSchema }) },
  }),
  withdrawProposal: operation({
    method: 'POST',
    path: '/v1/proposals/{proposalId}/withdraw',
    tag,
    summary: 'Withdraw a proposal of your own',
    params: ProposalParams,
    isKeyed: true,
    answers: { 200: Type.Object({ proposal: ProposalSchema }) },
  }),
} as const;
