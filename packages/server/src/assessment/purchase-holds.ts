import type { CreditCommand, CreditRefusal, Hold, PlaceHold, Rate } from '../credit/index.ts';
import { holdTtlUs } from '../credit/index.ts';
import { present } from '../kernel/assert.ts';
import { dateOf } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { OrganizationId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import type { RowChange, RowRefusal } from '../kernel/unit-of-work.ts';
import { basketOf } from './credit-check.ts';
import type { Purchase, PurchaseDeps, PurchaseReason, PurchaseVerdict } from './purchase.ts';

export const passed: PurchaseVerdict = Object.freeze({ kind: 'passed' });
export const unknownCustomer: PurchaseVerdict = Object.freeze({
  kind: 'refused',
  reason: 'customer_unknown',
});

/** How often a unit is made anew because a hold that it names has ended in between. */
const attemptsMax = 8;

type Released = { readonly hold: Hold; readonly amount: Money };

type Gathered = {
  readonly organizationId: OrganizationId;
  readonly policy: PlaceHold['policy'];
  /** The soft hold that stands for the purchase. */
  readonly live: Hold | null;
  /**
   * A soft hold of the purchase that cannot stand for it any more: the account was linked to another
   * organization since, or the purchase has another currency now.
   */
  readonly stale: Hold | null;
  /** What of the purchase stands on a hold that a person has released. */
  readonly released: Released | null;
  /** What is left to be asked of the line. */
  readonly rest: Money | null;
};

export async function gather(deps: PurchaseDeps, purchase: Purchase): Promise<Gathered | null> {
  const { tenantId, accountId, source, amount, isByHand } = purchase;
  const organizationId = await deps.accounts.organizationOf(purchase, accountId);
  if (organizationId === null) return null;
  const [{ policy }, newest, open] = await Promise.all([
    deps.settings.settingsOf(tenantId),
    deps.credit.holdOfSource(tenantId, source),
    isByHand
      ? deps.credit.holds(tenantId, { organizationId, state: 'open' }, { after: null, limit: 500 })
      : null,
  ]);
  const released = releasedFor(purchase, open?.items ?? []);
  const leftMinor = amount.amountMinor - (released?.amount.amountMinor ?? 0n);
  const held = newest?.state === 'open' ? newest : null;
  const isStale = held?.organizationId !== organizationId || held.askedCurrency !== amount.currency;
  return {
    organizationId,
    policy,
    live: isStale ? null : held,
    stale: isStale ? held : null,
    released,
    rest: leftMinor === 0n ? null : money(leftMinor, amount.currency),
  };
}

/** The smallest hold that covers all of it, else the largest: an order stands on one basket. */
function releasedFor(
  { accountId, installation, amount }: Purchase,
  open: readonly Hold[],
): Released | null {
  const fitting = open
    .filter((hold) => {
      const basket = hold.kind === 'review' ? basketOf(hold.source) : null;
      const isOfAccount = basket?.accountId === accountId && basket.installation === installation;
      return isOfAccount && hold.askedCurrency === amount.currency && openMinor(hold) > 0n;
    })
    .sort((left, right) => (openMinor(left) < openMinor(right) ? -1 : 1));
  const hold = fitting.find((one) => openMinor(one) >= amount.amountMinor) ?? fitting.at(-1);
  if (hold === undefined) return null;
  const left = openMinor(hold);
  const partMinor = left < amount.amountMinor ? left : amount.amountMinor;
  return { hold, amount: money(partMinor, amount.currency) };
}

function openMinor({ askedMinor, askedDrawnMinor }: Hold): bigint {
  return askedMinor - askedDrawnMinor;
}

type Reserved =
  | { readonly ok: false; readonly verdict: PurchaseVerdict }
  | (Gathered & {
      readonly ok: true;
      /** The soft hold that stands for the rest now; null where nothing is left to ask. */
      readonly hold: Hold | null;
      /** It was taken now; one that stood before may be somebody else's. */
      readonly isNew: boolean;
    });

/** Sees to it that what is left to ask stands on a soft hold, with a rate where one is needed. */
export async function reserve(deps: PurchaseDeps, purchase: Purchase): Promise<Reserved> {
  let rate: Rate | null = null;
  for (let count = 0; count < attemptsMax; count += 1) {
    const of = await gather(deps, purchase);
    if (of === null) return { ok: false, verdict: unknownCustomer };
    const { rest, stale } = of;
    if (stale !== null) await release(deps, purchase, of, stale);
    if (rest === null) return { ...of, ok: true, hold: null, isNew: false };
    const placed = placeFor(deps, purchase, { ...of, rest }, rate);
    const outcome = await commit(deps, purchase, [], [placed]);
    if (outcome.kind === 'done') {
      const hold = present(outcome.results[0]?.hold, 'hold that was placed');
      return { ...of, ok: true, hold, isNew: hold.holdId === placed.holdId };
    }
    const [reason] = outcome.reasons;
    if (reason === undefined || isOfRow(reason)) throw busy();
    if (reason.code === 'credit.no_rate' && rate === null) {
      rate = await rateFor(deps, purchase, reason.to);
      if (rate !== null) continue;
    }
    if (!movedOn.has(reason.code)) {
      return { ok: false, verdict: { kind: 'refused', reason: reasonOf(reason) } };
    }
  }
  throw busy();
}

export function commit(
  { ledger }: PurchaseDeps,
  { tenantId, deadlineAt }: Purchase,
  ifDone: readonly RowChange[],
  credit: readonly CreditCommand[],
) {
  const rows = { ifDone, ifRefused: [] };
  return ledger.commit({ tenantId, key: null, credit, rows, deadlineAt });
}

/**
 * Captures all that the purchase stands on. Where it stands wholly on what a person has released, a
 * soft hold of an earlier pre-check is needed no more.
 */
export function bookingOf(
  deps: PurchaseDeps,
  purchase: Purchase,
  { released, rest, hold, live, policy }: Gathered & { readonly hold: Hold | null },
): readonly CreditCommand[] {
  const commands: CreditCommand[] = [];
  if (released !== null) {
    commands.push(captureOf(deps, purchase, policy, { ...released, isFinal: false }));
  }
  if (hold !== null && rest !== null) {
    commands.push(captureOf(deps, purchase, policy, { hold, amount: rest, isFinal: true }));
  } else if (live !== null) {
    commands.push(releaseOf(purchase, policy, live));
  }
  return commands;
}

function captureOf(
  { ids }: PurchaseDeps,
  purchase: Purchase,
  policy: PlaceHold['policy'],
  { hold, amount, isFinal }: Released & { readonly isFinal: boolean },
): CreditCommand {
  return {
    type: 'captureHold',
    holdId: hold.holdId,
    captureId: ids.next('cap'),
    revivedHoldId: ids.next('hold'),
    amount,
    reference: purchase.reference,
    isFinal,
    shippedGoods: false,
    origin: originOf(purchase),
    // Nothing has been delivered yet: what a hold does not cover any more is asked anew.
    policy: {
      ...policy,
      lateCapture: 'refuse',
      overCapture: { ...policy.overCapture, mode: 'refuse' },
    },
  };
}

function releaseOf(
  purchase: Purchase,
  policy: PlaceHold['policy'],
  { holdId }: Hold,
): CreditCommand {
  return { type: 'releaseHold', holdId, origin: originOf(purchase), policy, reason: null };
}

/** Whoever needs the hold meanwhile takes one of its own. */
export function release(
  deps: PurchaseDeps,
  purchase: Purchase,
  { policy }: Gathered,
  hold: Hold,
): Promise<unknown> {
  return commit(deps, purchase, [], [releaseOf(purchase, policy, hold)]);
}

function busy(): Fault {
  return new Fault('storage.overloaded', {
    publicText: 'The credit line is being changed by other calls. Repeat the call.',
  });
}

/** A hold that was read as open is not any more. */
export const movedOn: ReadonlySet<string> = new Set([
  'credit.hold_unknown',
  'credit.hold_exists',
  'credit.hold_not_open',
  'credit.below_captured',
  'credit.over_capture',
  'credit.over_capture_review',
]);

export function isOfRow(reason: CreditRefusal | RowRefusal): reason is RowRefusal {
  return reason.code.startsWith('row.') || reason.code.startsWith('key.');
}

export function placeFor(
  { ids }: PurchaseDeps,
  purchase: Purchase,
  of: Pick<Gathered, 'live' | 'organizationId' | 'policy'> & { readonly rest: Money },
  rate: Rate | null,
): PlaceHold {
  return {
    type: 'placeHold',
    holdId: ids.next('hold'),
    organizationId: of.organizationId,
    kind: 'soft',
    amount: of.rest,
    rate,
    source: purchase.source,
    ifLive: 'resize',
    due: { afterUs: holdTtlUs.soft },
    origin: originOf(purchase),
    policy: of.policy,
  };
}

export function originOf({ actor }: Purchase) {
  return { context: 'BACKOFFICE', actor } as const;
}

export async function rateFor(
  { credit, clock }: PurchaseDeps,
  { tenantId, amount }: Purchase,
  to: Money['currency'],
): Promise<Rate | null> {
  if (amount.currency === to) return null;
  return credit.rate(tenantId, amount.currency, to, dateOf(clock.now()));
}

export function reasonOf({ code }: CreditRefusal): PurchaseReason {
  switch (code) {
    case 'credit.no_line':
    case 'credit.line_closed':
      return 'no_open_line';
    case 'credit.line_stopped':
      return 'stopped';
    case 'credit.no_rate':
      return 'not_convertible';
    default:
      return 'insufficient';
  }
}
