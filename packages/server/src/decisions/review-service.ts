import { present } from '../kernel/assert.ts';
import type { Instant } from '../kernel/clock.ts';
import type { ReviewId, TenantId, UserId } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import type {
  KeyReader,
  RowChange,
  RowValues,
  UnitKey,
  UnitOfWork,
} from '../kernel/unit-of-work.ts';
import {
  decideReview,
  judgeMove,
  needsTwo,
  type ReviewMove,
  type ReviewVerdict,
  type VerdictStep,
} from './move-review.ts';
import type { CommitRows, ReviewReader } from './ports.ts';
import type { Review, ReviewPolicy, ReviewStatus } from './review.ts';
import type { ReviewRefusal } from './review-refusals.ts';
import { changeOf } from './review-rows.ts';
import { momentOfUnit, readReview, writeReview } from './review-text.ts';

/** Who moves a review, under which settings, with which key. */
export type ReviewCall = {
  readonly tenantId: TenantId;
  readonly actor: string;
  readonly policy: ReviewPolicy;
  readonly key: UnitKey | null;
  readonly deadlineAt: Instant | null;
};

type Named = { readonly reviewId: ReviewId; readonly version: bigint };

export type ReviewAnswer =
  | { readonly kind: 'done'; readonly repeated: boolean; readonly review: Review }
  | { readonly kind: 'refused'; readonly refusal: ReviewRefusal }
  | { readonly kind: 'key_reused' };

export type ReviewService = {
  /** To a user who may decide reviews, or back to nobody. */
  readonly assign: (
    call: ReviewCall,
    request: Named & { readonly userId: UserId | null },
  ) => Promise<ReviewAnswer>;
  /** The first approval of two leaves the review open. */
  readonly decide: (
    call: ReviewCall,
    request: Named & {
      readonly verdict: ReviewVerdict;
      readonly reason: string;
      /** An approval over the limit as well. Where two persons approve, both have to say so. */
      readonly isOverLimit?: boolean;
    },
  ) => Promise<ReviewAnswer>;
  /** Out of the queue without an answer: the next call is judged as if nobody had looked. */
  readonly withdraw: (
    call: ReviewCall,
    request: Named & { readonly reason: string },
  ) => Promise<ReviewAnswer>;
};

export type ReviewDeps<Command = never> = {
  readonly reader: Pick<ReviewReader, 'review'>;
  readonly commit: CommitRows<Command>;
  readonly keys: KeyReader;
  /** Whether a user could take a review: known, not disabled, permitted to decide one. */
  readonly mayDecide: (tenantId: TenantId, userId: UserId) => Promise<boolean>;
  /** What becomes of the subject of a review that ends, in the same transaction. */
  readonly subjectWork?: (review: Review, end: ReviewEnd) => Promise<SubjectWork<Command>>;
};

/** Rows, and what must stand in the ledger with them; or why the review cannot end so. */
export type SubjectWork<Command> = Result<
  { readonly rows: readonly RowChange[]; readonly credit: readonly Command[] },
  ReviewRefusal
>;

/** How a review ends, and by whom. */
export type ReviewEnd = {
  readonly status: Exclude<ReviewStatus, 'open'>;
  readonly actor: string;
  readonly reason: string;
  readonly isOverLimit: boolean;
};

/**
 * What people do with reviews. Every move names the version that was looked at, and is made on that
 * version or not at all. That two persons approve what takes two, and that only persons decide, the
 * database holds as well.
 */
export function createReviewService<Command = never>(deps: ReviewDeps<Command>): ReviewService {
  return {
    assign: (call, request) =>
      move(deps, call, request, async (review) => {
        const { userId } = request;
        const refusal = judgeMove(review, moveOf(call, request));
        if (refusal !== null) return refusal;
        if (userId !== null && !(await deps.mayDecide(call.tenantId, userId))) {
          return { code: 'decisions.review_assignee_unknown' };
        }
        const assignee = userId === null ? null : `user:${userId}`;
        return { set: { assigned_to: assignee }, after: () => ({ assignedTo: assignee }) };
      }),

    decide: (call, request) =>
      move(deps, call, request, async (review) => {
        const { verdict, reason, isOverLimit = false } = request;
        const step = decideReview(review, { ...moveOf(call, request), verdict }, call.policy);
        if (!step.ok) return step.refusal;
        const needsSecond = needsTwo(review, call.policy);
        const isOfBoth = isOverLimit && (review.firstApproval === null || review.isOverLimit);
        const made = verdictOf(step.value, call.actor, reason, isOfBoth);
        return {
          set: { ...made.set, needs_second: needsSecond ? 1n : 0n },
          after: (at) => ({ ...made.after(at), needsSecond }),
          ...(made.end === undefined ? {} : { end: made.end }),
        };
      }),

    withdraw: (call, request) =>
      move(deps, call, request, async (review) => {
        const refusal = judgeMove(review, moveOf(call, request));
        return refusal ?? ended('withdrawn', call.actor, request.reason);
      }),
  };
}

/** A change of the row, and what it makes of the review once the moment is known. */
type Change = {
  readonly set: RowValues;
  readonly after: (at: Instant) => Partial<Review>;
  readonly end?: ReviewEnd;
};

function verdictOf(step: VerdictStep, actor: string, reason: string, isOverLimit: boolean): Change {
  if (step === 'approved') return ended(step, actor, reason, isOverLimit);
  if (step === 'rejected') return ended(step, actor, reason);
  return {
    set: {
      first_approved_by: actor,
      first_approved_at_us: { blank: 'instant' },
      first_reason: reason,
      over_limit: isOverLimit ? 1n : 0n,
    },
    after: (at) => ({ firstApproval: { by: actor, at, reason }, isOverLimit }),
  };
}

function ended(
  status: Exclude<Review['status'], 'open'>,
  actor: string,
  reason: string,
  isOverLimit = false,
): Change {
  return {
    set: {
      ...{ status, decided_by: actor, decided_at_us: { blank: 'instant' }, reason },
      over_limit: isOverLimit ? 1n : 0n,
    },
    after: (at) => ({ status, decidedBy: actor, decidedAt: at, reason, isOverLimit }),
    end: { status, actor, reason, isOverLimit },
  };
}

async function move<Command>(
  { reader, commit, keys, subjectWork }: ReviewDeps<Command>,
  call: ReviewCall,
  { reviewId }: Named,
  judge: (review: Review) => Promise<Change | ReviewRefusal>,
): Promise<ReviewAnswer> {
  const { tenantId, key } = call;
  // A repeat would be judged on what its first call made of the review, so the key comes first.
  if (key !== null && (await keys.used(tenantId, key)) !== null) {
    return answerOf(await commit(unitOf(call, nothing)));
  }
  const review = await reader.review(tenantId, reviewId);
  if (review === null) return refused('decisions.review_unknown');
  const change = await judge(review);
  if ('code' in change) return { kind: 'refused', refusal: change };
  const version = review.version + 1n;
  const memo = writeReview({ ...review, ...change.after(momentOfUnit), version });
  const more = change.end === undefined ? undefined : await subjectWork?.(review, change.end);
  if (more?.ok === false) return { kind: 'refused', refusal: more.refusal };
  const { rows, credit } = more?.value ?? nothing;
  const work = { rows: [changeOf(review, change.set), ...rows], credit };
  const outcome = await commit({ ...unitOf(call, work), memo });
  if (outcome.kind === 'done' || !isChanged(outcome)) return answerOf(outcome);
  const now = await reader.review(tenantId, reviewId);
  return refused(
    now?.status === 'open' ? 'decisions.review_changed_meanwhile' : 'decisions.review_decided',
  );
}

type Outcome = Awaited<ReturnType<CommitRows>>;

function answerOf(outcome: Outcome): ReviewAnswer {
  if (outcome.kind === 'refused') {
    const [first] = outcome.reasons;
    if (first?.code === 'key.other_content') return { kind: 'key_reused' };
    const refusal = { code: 'decisions.review_credit_refused', cause: first?.code ?? '' } as const;
    return { kind: 'refused', refusal };
  }
  const { at, repeated, memo } = outcome;
  return { kind: 'done', repeated, review: readReview(present(memo, 'memo of a move'), at) };
}

/** Somebody was faster with the review, or with its subject. */
function isChanged({ reasons }: Extract<Outcome, { kind: 'refused' }>): boolean {
  return reasons.some(({ code }) => code === 'row.changed' || code === 'row.exists');
}

const nothing = { rows: [], credit: [] } as const;

function refused(
  code: Exclude<ReviewRefusal['code'], 'decisions.review_credit_refused'>,
): ReviewAnswer {
  return { kind: 'refused', refusal: { code } };
}

function moveOf({ actor }: ReviewCall, { version }: Named): ReviewMove {
  return { actor, version };
}

function unitOf<Command>(
  { tenantId, key, deadlineAt }: ReviewCall,
  { rows, credit }: { readonly rows: readonly RowChange[]; readonly credit: readonly Command[] },
): UnitOfWork<Command> {
  return { tenantId, key, deadlineAt, credit, rows: { ifDone: rows, ifRefused: [] } };
}
