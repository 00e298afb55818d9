import { assert, present } from '../kernel/assert.ts';
import { canonical } from '../kernel/canonical.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Hash } from '../kernel/hash.ts';
import type { Ids, OrganizationId, ProposalId } from '../kernel/ids.ts';
import type { RowChange, UnitKey } from '../kernel/unit-of-work.ts';
import { answerOf, type CreditAnswer } from './answer.ts';
import type { CreditOutcome } from './commands.ts';
import type { CreditCall } from './hold-service.ts';
import type { Ledger } from './ports.ts';
import type { Proposal, ProposalReader, ProposalStatus, ProposedChange } from './proposal.ts';
import type { ProposalRefusal } from './proposal-refusals.ts';
import { readChange, writeChange } from './proposal-text.ts';

export type ProposalRequest = {
  readonly organizationId: OrganizationId;
  readonly change: ProposedChange;
  readonly baseVersion: bigint;
  readonly reason: string | null;
  /**
   * The newest word of a program: what a key proposed before gives way to it. What a person proposed
   * stays, and is decided first.
   */
  readonly replacesThatOfKeys?: boolean;
};

type Refused = { readonly kind: 'refused'; readonly refusal: ProposalRefusal };
type Reused = { readonly kind: 'key_reused' };

export type ProposalAnswer =
  | { readonly kind: 'done'; readonly repeated: boolean; readonly proposal: Proposal }
  | Refused
  | Reused;

export type ApprovalAnswer =
  | (Extract<CreditAnswer, { kind: 'done' }> & { readonly proposal: Proposal })
  | Refused
  | Reused;

export type ProposalService = {
  /** Where the very same change waits already, that proposal is the answer. */
  readonly propose: (call: CreditCall, request: ProposalRequest) => Promise<ProposalAnswer>;
  /**
   * Withdraws what this caller has proposed for a line and nobody has decided, because it is not its
   * word any more. Nothing happens where nothing of its own waits.
   */
  readonly takeBack: (call: CreditCall, organizationId: OrganizationId) => Promise<void>;
  readonly approve: (
    call: CreditCall,
    request: { readonly proposalId: ProposalId; readonly changeHash: string },
  ) => Promise<ApprovalAnswer>;
  readonly reject: (
    call: CreditCall,
    request: { readonly proposalId: ProposalId },
  ) => Promise<ProposalAnswer>;
  /** The proposer takes it back. */
  readonly withdraw: (
    call: CreditCall,
    request: { readonly proposalId: ProposalId },
  ) => Promise<ProposalAnswer>;
};

type ProposalDeps = {
  readonly ledger: Ledger;
  readonly reader: ProposalReader;
  readonly ids: Ids;
  readonly hash: Hash;
};

/**
 * Four eyes. A proposal keeps the change, its hash and what the line agreed to; the second person
 * names the hash. The decision and the change of the line are one unit of work, in which the ledger
 * compares the line with what it agreed to then: terms, status or stop that have changed void the
 * proposal. That nobody approves his own, and that only a person approves, the database holds too.
 */
export function createProposalService(deps: ProposalDeps): ProposalService {
  const { ledger, reader, ids, hash } = deps;

  const decide = async (
    call: CreditCall,
    proposalId: ProposalId,
    status: 'rejected' | 'withdrawn',
    judge: (proposal: Proposal) => ProposalRefusal | null,
  ): Promise<ProposalAnswer> => {
    const proposal = await reader.proposal(call.tenantId, proposalId);
    const refusal = proposal === null ? unknown : judge(proposal);
    if (proposal === null || refusal !== null) return refused(refusal ?? unknown);
    const { tenantId, origin, key, deadlineAt } = call;
    const outcome = await ledger.commit({
      tenantId,
      key,
      deadlineAt,
      credit: [],
      rows: { ifDone: [decided(proposal, status, origin.actor)], ifRefused: [] },
    });
    if (outcome.kind === 'refused') return decidedAlready(outcome);
    const { at, repeated } = outcome;
    return { kind: 'done', repeated, proposal: after(proposal, status, origin.actor, at) };
  };

  const propose = async (
    call: CreditCall,
    { replacesThatOfKeys = false, ...request }: ProposalRequest,
  ): Promise<ProposalAnswer> => {
    const { tenantId, origin, deadlineAt } = call;
    const changeHash = hash.sha256(canonical(request.change));
    let replaced: Proposal | null = null;
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const proposalId = ids.next('prop');
      const draft = { ...request, tenantId, proposalId, changeHash, proposedBy: origin.actor };
      const outcome = await ledger.commit({
        tenantId,
        key: proposalKey(call.key),
        deadlineAt,
        credit: [],
        memo: writeMemo(draft),
        rows: {
          ifDone: [
            ...(replaced === null ? [] : [decided(replaced, 'withdrawn', origin.actor)]),
            proposed(draft),
          ],
          ifRefused: [],
        },
      });
      if (outcome.kind === 'done') {
        const { at, repeated, memo } = outcome;
        const made = { ...draft, ...readMemo(present(memo, 'memo of a proposal')) };
        return { kind: 'done', repeated, proposal: pending(made, at) };
      }
      if (isReused(outcome)) return { kind: 'key_reused' };
      const waiting = await reader.pendingProposal(tenantId, request.organizationId);
      if (waiting?.changeHash === changeHash) {
        return { kind: 'done', repeated: false, proposal: waiting };
      }
      if (waiting !== null && !(replacesThatOfKeys && isOfKey(waiting))) {
        return refused({ code: 'credit.proposal_another_pending', proposalId: waiting.proposalId });
      }
      if (!replacesThatOfKeys) break;
      replaced = waiting;
    }
    return refused({ code: 'credit.proposal_changed_meanwhile' });
  };

  return {
    propose,

    takeBack: async (call, organizationId) => {
      const { tenantId, origin, deadlineAt } = call;
      const waiting = await reader.pendingProposal(tenantId, organizationId);
      if (waiting === null || waiting.proposedBy !== origin.actor) return;
      // Refused where somebody was faster and decided it: then there is nothing to take back.
      await ledger.commit({
        tenantId,
        key: null,
        deadlineAt,
        credit: [],
        rows: { ifDone: [decided(waiting, 'withdrawn', origin.actor)], ifRefused: [] },
      });
    },

    approve: async (call, { proposalId, changeHash }) => {
      const { tenantId, origin, policy, key, deadlineAt } = call;
      const proposal = await reader.proposal(tenantId, proposalId);
      const refusal = judgeApproval(proposal, changeHash, origin.actor);
      if (proposal === null || refusal !== null) return refused(refusal ?? unknown);
      const { change, organizationId, reason } = proposal;
      const outcome = await ledger.commit({
        tenantId,
        key,
        deadlineAt,
        credit: [
          {
            type: 'setLine',
            origin,
            policy,
            organizationId,
            lineId: ids.next('line'),
            currency: change.currency,
            terms: change.terms,
            expected: change.basis === null ? 'absent' : null,
            ...(change.basis === null ? {} : { basis: change.basis }),
            approved: true,
            reason,
          },
        ],
        rows: {
          ifDone: [decided(proposal, 'approved', origin.actor)],
          ifRefused: [decided(proposal, 'voided', origin.actor)],
        },
      });
      if (outcome.kind === 'refused') {
        if (isReused(outcome)) return { kind: 'key_reused' };
        if (hasRowReason(outcome)) return decidedAlready(outcome);
        return refused({ code: 'credit.proposal_voided' });
      }
      const answer = answerOf(outcome);
      assert(answer.kind === 'done', 'an outcome that is done');
      const approved = after(proposal, 'approved', origin.actor, outcome.at);
      return { ...answer, proposal: approved };
    },

    reject: (call, { proposalId }) =>
      decide(call, proposalId, 'rejected', ({ proposedBy }) =>
        proposedBy === call.origin.actor ? { code: 'credit.proposal_own' } : null,
      ),

    withdraw: (call, { proposalId }) =>
      decide(call, proposalId, 'withdrawn', ({ proposedBy }) =>
        proposedBy === call.origin.actor ? null : { code: 'credit.proposal_not_own' },
      ),
  };
}

/** How often a proposal is put in place of another one, while others do the same. */
const attemptsMax = 5;

function isOfKey({ proposedBy }: Proposal): boolean {
  return proposedBy.startsWith('key:');
}

const unknown: ProposalRefusal = { code: 'credit.proposal_unknown' };

function refused(refusal: ProposalRefusal): Refused {
  return { kind: 'refused', refusal };
}

function judgeApproval(
  proposal: Proposal | null,
  changeHash: string,
  actor: string,
): ProposalRefusal | null {
  if (proposal === null) return unknown;
  if (!actor.startsWith('user:')) return { code: 'credit.proposal_person_needed' };
  if (proposal.proposedBy === actor) return { code: 'credit.proposal_own' };
  return proposal.changeHash === changeHash ? null : { code: 'credit.proposal_other_change' };
}

type RefusedOutcome = Extract<CreditOutcome, { kind: 'refused' }>;

function isReused({ reasons }: RefusedOutcome): boolean {
  return reasons.some(({ code }) => code === 'key.other_content');
}

function hasRowReason({ reasons }: RefusedOutcome): boolean {
  return reasons.some(({ code }) => code === 'row.changed');
}

function decidedAlready(outcome: RefusedOutcome): Refused | Reused {
  return isReused(outcome) ? { kind: 'key_reused' } : refused({ code: 'credit.proposal_decided' });
}

/** A proposal comes of a refused change that has the caller's key already. */
function proposalKey(key: UnitKey | null): UnitKey | null {
  return key === null ? null : { ...key, scope: `${key.scope}/proposal` };
}

type Draft = Omit<
  Proposal,
  'status' | 'proposedAt' | 'decidedBy' | 'decidedAt' | 'version' | 'tenantId'
> &
  Pick<Proposal, 'tenantId'>;

function pending(draft: Draft, at: Instant): Proposal {
  return {
    ...draft,
    status: 'pending',
    proposedAt: at,
    decidedBy: null,
    decidedAt: null,
    version: 1n,
  };
}

function after(proposal: Proposal, status: ProposalStatus, by: string, at: Instant): Proposal {
  return { ...proposal, status, decidedBy: by, decidedAt: at, version: 2n };
}

function proposed(draft: Draft): RowChange {
  return {
    op: 'insert',
    table: 'proposal',
    values: {
      tenant_id: draft.tenantId,
      proposal_id: draft.proposalId,
      kind: 'line.terms',
      organization_id: draft.organizationId,
      base_version: draft.baseVersion,
      change: writeChange(draft.change),
      change_hash: draft.changeHash,
      reason: draft.reason,
      status: 'pending',
      proposed_by: draft.proposedBy,
      proposed_at_us: { blank: 'instant' },
      decided_by: null,
      decided_at_us: null,
      version: 1n,
    },
  };
}

/** Guarded: only a proposal that still waits, and for this very change, is decided. */
function decided(proposal: Proposal, status: ProposalStatus, by: string): RowChange {
  return {
    op: 'update',
    table: 'proposal',
    set: { status, decided_by: by, decided_at_us: { blank: 'instant' }, version: 2n },
    where: {
      tenant_id: proposal.tenantId,
      proposal_id: proposal.proposalId,
      status: 'pending',
      change_hash: proposal.changeHash,
    },
  };
}

type Memo = Pick<Draft, 'proposalId' | 'changeHash' | 'baseVersion' | 'change'>;

/** What a repeat cannot know from its input: the id, and the line as it stood. */
function writeMemo({ proposalId, changeHash, baseVersion, change }: Memo): string {
  return JSON.stringify([proposalId, changeHash, String(baseVersion), writeChange(change)]);
}

function readMemo(memo: string): Memo {
  const [proposalId, changeHash, baseVersion, change] = JSON.parse(memo) as Written;
  return { proposalId, changeHash, baseVersion: BigInt(baseVersion), change: readChange(change) };
}

type Written = readonly [ProposalId, hash: string, version: string, change: string];
