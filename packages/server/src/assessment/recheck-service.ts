import type { CreditReader, Ledger } from '../credit/index.ts';
import {
  changeOf,
  type Review,
  type ReviewReader,
  type ReviewWatch,
  type ReviewWatchReader,
} from '../decisions/index.ts';
import { type Clock, dateOf, minute } from '../kernel/clock.ts';
import type { LineId, TenantId } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { followedPaymentBehaviour, type PaymentBehaviourReader } from '../parties/index.ts';
import { closedReview } from './open-review.ts';

/** Whether a case would pass by now; null where nobody can say, `over` where nobody asks any more. */
export type WouldPass = (review: Review) => Promise<boolean | null | 'over'>;

export type RecheckDeps = {
  readonly reviews: ReviewWatchReader & Pick<ReviewReader, 'reviews'>;
  readonly credit: Pick<CreditReader, 'entries'>;
  readonly payments: Pick<PaymentBehaviourReader, 'paymentBehaviourToFollow'>;
  readonly ledger: Ledger;
  readonly wouldPass: WouldPass;
  /** A text that is another one as soon as the tenant's settings are. */
  readonly rulesOf: (tenantId: TenantId) => Promise<string>;
  readonly clock: Clock;
};

export type RecheckCount = { readonly asked: number; readonly changed: number };

export type RecheckService = {
  /**
   * One round over the tenants with open reviews: follows the change feed from where it was left,
   * judges again the reviews that an entry can have helped or harmed, those of organizations of whose
   * payments something else is known by now, and all of them where the rules or the day are others. Two
   * servers at once do no harm to each other.
   */
  readonly recheck: (mayGoOn?: () => boolean) => Promise<RecheckCount>;
};

const reviewsAtOnce = 8;
const reviewsPerRound = 200;
const entriesAtOnce = 500;
const recordsPerRound = 200;
/** Who is further behind looks at every open review instead of reading all that happened. */
const behindMax = 5_000n;
/** How long a change waits for a platform that does not answer. */
const patienceUs = 10n * minute;

export function createRecheckService(deps: RecheckDeps): RecheckService {
  return {
    recheck: async (mayGoOn = () => true) => {
      const count = { asked: 0, changed: 0 };
      const tenants = await deps.reviews.tenantsWithOpenReviews();
      // A platform that is away holds up its own tenant alone.
      await Promise.all(tenants.map((tenantId) => recheckTenant(deps, tenantId, count, mayGoOn)));
      return count;
    },
  };
}

type Round = {
  readonly reviews: readonly Review[];
  readonly next: ReviewWatch;
  /** Nobody could say anything: whether the round is repeated. */
  readonly mayWait: boolean;
};

async function recheckTenant(
  deps: RecheckDeps,
  tenantId: TenantId,
  count: Count,
  mayGoOn: () => boolean,
): Promise<void> {
  if (!(await followPayments(deps, tenantId, count, mayGoOn))) return;
  const watch = await deps.reviews.reviewWatch(tenantId);
  const round = await roundOf(deps, tenantId, watch);
  if (round === null) return;
  const end = await recheckAll(deps, round.reviews, count, { mayGoOn, mayWait: round.mayWait });
  if (end === 'done') await write(deps, tenantId, [watchRow(watch, round.next)]);
}

/**
 * What is known of how organizations pay goes through no feed: a record knows up to which version the
 * reviews were looked at. False where the round is to end.
 */
async function followPayments(
  deps: RecheckDeps,
  tenantId: TenantId,
  count: Count,
  mayGoOn: () => boolean,
): Promise<boolean> {
  const records = await deps.payments.paymentBehaviourToFollow(tenantId, recordsPerRound);
  for (const record of records) {
    const { organizationId, recordedAt } = record;
    const page = { after: null, limit: reviewsPerRound };
    const filter = { ...anyOpen, organizationId };
    const { items } = await deps.reviews.reviews(tenantId, filter, page);
    const mayWait = deps.clock.now() - recordedAt < patienceUs;
    const end = await recheckAll(deps, items, count, { mayGoOn, mayWait });
    if (end === 'stopped') return false;
    // In the next round again, and those after it: nobody is there to ask.
    if (end === 'waits') break;
    await write(deps, tenantId, [followedPaymentBehaviour(record)]);
  }
  return true;
}

type Count = { asked: number; changed: number };

/** `waits`: nobody is there to say anything, and the rest is for the next round. */
async function recheckAll(
  deps: RecheckDeps,
  reviews: readonly Review[],
  count: Count,
  { mayGoOn, mayWait }: { readonly mayGoOn: () => boolean; readonly mayWait: boolean },
): Promise<'done' | 'stopped' | 'waits'> {
  for (let at = 0; at < reviews.length; at += reviewsAtOnce) {
    if (!mayGoOn()) return 'stopped';
    const some = reviews.slice(at, at + reviewsAtOnce);
    const verdicts = await Promise.all(some.map((review) => recheckReview(deps, review)));
    count.asked += some.length;
    count.changed += verdicts.filter((verdict) => verdict === 'changed').length;
    if (mayWait && verdicts.every((verdict) => verdict === null)) return 'waits';
  }
  return 'done';
}

/** What is to be looked at, and how far the feed is followed then; null where nothing happened. */
async function roundOf(
  deps: RecheckDeps,
  tenantId: TenantId,
  watch: ReviewWatch | null,
): Promise<Round | null> {
  const now = deps.clock.now();
  // A temporary limit begins and ends without an entry, so that the day counts like a rule.
  const [settings, begun, last] = await Promise.all([
    deps.rulesOf(tenantId),
    deps.reviews.activationsBegun(tenantId, now),
    deps.reviews.lastNumber(tenantId),
  ]);
  const rules = `${settings} ${begun} ${dateOf(now)}`;
  const from = watch?.nextNumber ?? last + 1n;
  const version = (watch?.version ?? 0n) + 1n;
  const next = { tenantId, rulesetHash: rules, version };
  if (watch === null || watch.rulesetHash !== rules || last - from >= behindMax) {
    const reviews = await allOpen(deps, tenantId);
    return { reviews, next: { ...next, nextNumber: last + 1n }, mayWait: false };
  }
  if (last < from) return null;
  const query = { from, limit: entriesAtOnce, contexts: null, organizationId: null };
  const { entries, next: nextNumber } = await deps.credit.entries(tenantId, query);
  const lineIds = [...new Set<LineId>(entries.map(({ lineId }) => lineId))];
  const reviews = await deps.reviews.openReviewsOf(tenantId, lineIds, reviewsPerRound);
  const [oldest] = entries;
  const mayWait = oldest !== undefined && now - oldest.at < patienceUs;
  return { reviews, next: { ...next, nextNumber }, mayWait };
}

async function allOpen(deps: RecheckDeps, tenantId: TenantId): Promise<readonly Review[]> {
  const page = { after: null, limit: openMax };
  const { items } = await deps.reviews.reviews(tenantId, anyOpen, page);
  return items;
}

const anyOpen = { status: 'open', organizationId: null, subject: null, assignedTo: null } as const;

/** Open reviews that are looked at when the rules change: those that are late first. */
const openMax = 2_000;

/** Null where nobody can say; what was said before stays then. */
async function recheckReview(
  deps: RecheckDeps,
  review: Review,
): Promise<'same' | 'changed' | null> {
  const verdict = await deps.wouldPass(review);
  if (verdict === null) return null;
  if (verdict === review.passesNow) return 'same';
  const rows =
    verdict === 'over'
      ? closedReview({ open: review, decided: null }, 'The order is over.')
      : [changeOf(review, { passes_now: verdict ? 1n : 0n })];
  const outcome = await write(deps, review.tenantId, rows);
  // Somebody was faster, and it is judged by then or decided.
  return outcome.kind === 'done' ? 'changed' : 'same';
}

function watchRow(before: ReviewWatch | null, next: ReviewWatch): RowChange {
  const { tenantId: tenant_id, nextNumber: next_number, rulesetHash, version } = next;
  const values = { next_number, ruleset_hash: rulesetHash, version };
  return before === null
    ? { op: 'insert', table: 'review_watch', values: { tenant_id, ...values } }
    : {
        op: 'update',
        table: 'review_watch',
        set: values,
        where: { tenant_id, version: before.version },
      };
}

function write({ ledger }: RecheckDeps, tenantId: TenantId, ifDone: readonly RowChange[]) {
  const rows = { ifDone, ifRefused: [] };
  return ledger.commit({ tenantId, key: null, credit: [], rows, deadlineAt: null });
}
