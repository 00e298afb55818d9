import type { ProposalId } from '../kernel/ids.ts';

/** Why a proposal is not made or not decided, in order of precedence. */
export type ProposalRefusal =
  | { readonly code: 'credit.proposal_unknown' }
  | { readonly code: 'credit.proposal_person_needed' }
  | { readonly code: 'credit.proposal_own' }
  | { readonly code: 'credit.proposal_not_own' }
  | { readonly code: 'credit.proposal_other_change' }
  | { readonly code: 'credit.proposal_decided' }
  | { readonly code: 'credit.proposal_voided' }
  | { readonly code: 'credit.proposal_another_pending'; readonly proposalId: ProposalId }
  | { readonly code: 'credit.proposal_changed_meanwhile' };

export const proposalRefusalTexts: Readonly<Record<ProposalRefusal['code'], string>> = {
  'credit.proposal_unknown': 'There is no such proposal.',
  'credit.proposal_person_needed': 'Only a person can approve a proposal; a key cannot.',
  'credit.proposal_own': 'Nobody decides a proposal of his own.',
  'credit.proposal_not_own': 'Only the proposer can withdraw a proposal.',
  'credit.proposal_other_change': 'The hash is not that of the proposed change.',
  'credit.proposal_decided': 'The proposal is decided already.',
  'credit.proposal_voided': 'The line has changed since the proposal was made, so it is void.',
  'credit.proposal_another_pending': 'Another change of this line waits for a second person.',
  'credit.proposal_changed_meanwhile': 'The proposal changed meanwhile; ask again.',
};
