import type { Instant } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import { accept, refuse } from '../kernel/result.ts';
import { rowsOnly } from '../kernel/unit-of-work.ts';
import { type Application, type ApplicationRefusal, judgePersonsMove } from './application.ts';
import type { ApplicationReader, HoldOfApproval } from './application-ports.ts';
import { applicationIdOf, decidedApplication, subjectOfApplication } from './application-rows.ts';
import type { CommitRows, ReviewReader } from './ports.ts';
import type { ReviewPolicy } from './review.ts';
import type { ReviewRefusal } from './review-refusals.ts';
import type { ReviewDeps, ReviewService, SubjectWork } from './review-service.ts';

/** Who moves an application, under which settings. */
export type ApplicationCall = {
  readonly tenantId: TenantId;
  readonly actor: string;
  readonly policy: ReviewPolicy;
  readonly deadlineAt: Instant | null;
};

type Named = {
  readonly applicationId: number;
  /** The version that was looked at; null for whatever stands. */
  readonly expected: bigint | null;
  readonly reason: string;
};

export type ApplicationMoved =
  /** After the first approval of two it is in review still. */
  | { readonly kind: 'done'; readonly application: Application }
  | { readonly kind: 'refused'; readonly refusal: ApplicationRefusal | ReviewRefusal };

export type ApplicationMoves = {
  /** Decides the review that waits for it: four eyes are asked for there. */
  readonly decide: (
    call: ApplicationCall,
    request: Named & { readonly verdict: 'approved' | 'rejected' },
  ) => Promise<ApplicationMoved>;
  /** Its review, where there is one, is withdrawn. */
  readonly cancel: (call: ApplicationCall, request: Named) => Promise<ApplicationMoved>;
};

export type ApplicationMoveDeps<Command> = {
  readonly applications: Pick<ApplicationReader, 'application'>;
  readonly reviewReader: Pick<ReviewReader, 'latestReview'>;
  readonly reviews: Pick<ReviewService, 'decide' | 'withdraw'>;
  readonly commit: CommitRows<Command>;
  /** What an approval needs of the ledger, where the ruleset asks for a hold. */
  readonly holdOf: HoldOfApproval<Command>;
};

/** What people do with applications. A review and its application end in one transaction. */
export function createApplicationMoves<Command>(
  deps: ApplicationMoveDeps<Command>,
): ApplicationMoves {
  const move = async (
    call: ApplicationCall,
    { applicationId, expected, reason }: Named,
    to: 'approved' | 'rejected' | 'canceled',
  ): Promise<ApplicationMoved> => {
    const { tenantId, actor } = call;
    const application = await deps.applications.application(tenantId, applicationId);
    if (application === null) return refused('decisions.application_unknown');
    const judged = judgePersonsMove(application, { to, actor, expected });
    if (!judged.ok) return { kind: 'refused', refusal: judged.refusal };
    const subject = subjectOfApplication(applicationId);
    const review = await deps.reviewReader.latestReview(tenantId, subject);
    if (review?.status === 'open') {
      const named = { reviewId: review.reviewId, version: review.version, reason };
      const reviewCall = { ...call, key: null };
      const answer =
        to === 'canceled'
          ? await deps.reviews.withdraw(reviewCall, named)
          : await deps.reviews.decide(reviewCall, { ...named, verdict: to });
      if (answer.kind === 'refused') return answer;
    } else {
      const work = await endOf(deps, application, { to, actor, reason });
      if (!work.ok) return { kind: 'refused', refusal: work.refusal };
      const { rows, credit } = work.value;
      const outcome = await deps.commit({ ...rowsOnly(tenantId, rows), credit });
      if (outcome.kind === 'refused') return refused('decisions.application_changed_meanwhile');
    }
    const moved = await deps.applications.application(tenantId, applicationId);
    return moved === null
      ? refused('decisions.application_unknown')
      : { kind: 'done', application: moved };
  };

  return {
    decide: (call, request) => move(call, request, request.verdict),
    cancel: (call, request) => move(call, request, 'canceled'),
  };
}

/** An application ends with its review; one whose review is withdrawn would wait for nobody. */
export function createApplicationSubject<Command>(
  deps: Pick<ApplicationMoveDeps<Command>, 'applications' | 'holdOf'>,
): NonNullable<ReviewDeps<Command>['subjectWork']> {
  return async ({ tenantId, subject }, { status, actor, reason, isOverLimit }) => {
    const id = applicationIdOf(subject);
    const application = id === null ? null : await deps.applications.application(tenantId, id);
    if (application === null) return accept({ rows: [], credit: [] });
    const to = status === 'withdrawn' ? 'canceled' : status;
    // The row is guarded: one that is not in review refuses the end of the review as well.
    return endOf(deps, { ...application, status: 'review' }, { to, actor, reason }, isOverLimit);
  };
}

/**
 * A person's yes goes over the rules, and over the limit where it says so; otherwise the ledger has the
 * last word. The hold stands with it, or nothing does.
 */
async function endOf<Command>(
  { holdOf }: Pick<ApplicationMoveDeps<Command>, 'holdOf'>,
  application: Application,
  by: Parameters<typeof decidedApplication>[1],
  isOverLimit = false,
): Promise<SubjectWork<Command>> {
  const hold =
    by.to === 'approved' ? await holdOf(application, { actor: by.actor, isOverLimit }) : noHold;
  if (hold.kind === 'impossible') return refuse({ code: 'decisions.review_no_line' });
  const credit = hold.kind === 'needed' ? [hold.command] : [];
  return accept({ rows: [decidedApplication(application, by)], credit });
}

const noHold = { kind: 'none' } as const;

function refused(
  code: 'decisions.application_unknown' | 'decisions.application_changed_meanwhile',
): ApplicationMoved {
  return { kind: 'refused', refusal: { code } };
}
