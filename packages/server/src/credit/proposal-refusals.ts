import type { ProposalId } from '../kernel/ids.ts';

/** Why a proposal is not made or not decided, in order of precedence. */
export type ProposalRefusal =
  | { readonly code: 'proposal.unknown' }
  | { readonly code: 'proposal.person_needed' }
  | { readonly code: 'proposal.own' }
  | { readonly code: 'proposal.not_own' }
  | { readonly code: 'proposal.other_change' }
  | { readonly code: 'proposal.decided' }
  | { readonly code: 'proposal.voided' }
  | { readonly code: 'proposal.another_pending'; readonly proposalId: ProposalId }
  | { readonly code: 'proposal.changed_meanwhile' };

export const proposalRefusalTexts: Readonly<Record<ProposalRefusal['code'], string>> = {
  'proposal.unknown': 'There is no such proposal.',
  'proposal.person_needed': 'Only a person can approve a proposal; a key cannot.',
  'proposal.own': 'Nobody decides a proposal of his own.',
  'proposal.not_own': 'Only the proposer can withdraw a proposal.',
  'proposal.other_change': 'The hash is not that of the proposed change.',
  'proposal.decided': 'The proposal is decided already.',
  'proposal.voided': 'The line has changed since the proposal was made, so it is void.',
  'proposal.another_pending': 'Another change of this line waits for a second person.',
  'proposal.changed_meanwhile': 'The proposal changed meanwhile; ask again.',
};
