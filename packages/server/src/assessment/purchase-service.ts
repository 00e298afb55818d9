import {
  type CreditCommand,
  type CreditReader,
  type CreditRefusal,
  type Hold,
  headroomOf,
  holdTtlUs,
  type Ledger,
  type PlaceHold,
  type Rate,
} from '../credit/index.ts';
import { type Clock, dateOf, type Instant } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Ids, OrganizationId } from '../kernel/ids.ts';
import { formatAmount, type Money, money } from '../kernel/money.ts';
import type { RowChange, RowRefusal } from '../kernel/unit-of-work.ts';
import { basketOf } from './credit-check.ts';
import { judgeLine } from './judge-line.ts';
import type { AccountDirectory, InstallationOf, SettingSource } from './ports.ts';

/** What a customer buys outside any basket, and whose hold stands for it until it is booked. */
export type Purchase = InstallationOf & {
  readonly accountId: string;
  readonly amount: Money;
  readonly source: string;
  /** Of the capture. */
  readonly reference: string | null;
  readonly actor: string;
  readonly deadlineAt: Instant | null;
};

export type PurchaseReason =
  | 'insufficient'
  | 'stopped'
  | 'no_open_line'
  | 'customer_unknown'
  | 'not_convertible';

export type PurchaseVerdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'refused'; readonly reason: PurchaseReason };

export type PurchaseDeps = {
  readonly ledger: Ledger;
  readonly credit: Pick<CreditReader, 'levels' | 'holdOfSource' | 'holds' | 'rate'>;
  readonly accounts: AccountDirectory;
  readonly settings: SettingSource;
  readonly clock: Clock;
  readonly ids: Ids;
};

export type PurchaseService = {
  /** Judges on the line as it is read, and writes nothing. */
  readonly judge: (purchase: Purchase) => Promise<PurchaseVerdict>;
  /** Takes a soft hold for some minutes; one that is there is changed to the new amount. */
  readonly reserve: (purchase: Purchase) => Promise<PurchaseVerdict>;
  /**
   * Captures the purchase and commits the rows with it. A soft hold that was taken for it stands for
   * as much; only what goes beyond is asked of the line. `changed`: a row is not as it was.
   */
  readonly book: (
    purchase: Purchase,
    rows: readonly RowChange[],
  ) => Promise<PurchaseVerdict | { readonly kind: 'changed' }>;
  /** What is left on the line, as a decimal text; null where there is no line or no limit binds. */
  readonly headroom: (at: InstallationOf, accountId: string) => Promise<string | null>;
};

/**
 * Credit for purchases that no basket stands for: a back office executes them, or calls a service
 * manager. What a person has released of the customer's baskets counts first: such an order comes
 * back here when it is executed by hand.
 */
export function createPurchaseService(deps: PurchaseDeps): PurchaseService {
  return {
    judge: async (purchase) => {
      const of = await gather(deps, purchase);
      if (of === null) return unknownCustomer;
      if (of.rest === null) return passed;
      const { tenantId } = purchase;
      const levels = await deps.credit.levels(tenantId, of.organizationId);
      const line = levels?.[0];
      const rate = line === undefined ? null : await rateFor(deps, purchase, line.currency);
      const command = placeFor(deps, purchase, { ...of, rest: of.rest }, rate);
      const reasons = judgeLine(tenantId, { levels, live: of.live }, command, deps.clock.now());
      const [reason] = reasons as readonly CreditRefusal[];
      return reason === undefined ? passed : { kind: 'refused', reason: reasonOf(reason) };
    },

    reserve: (purchase) =>
      attempt(deps, purchase, [], ({ live, organizationId, rest, policy }, rate) => {
        if (rest === null) return [];
        const placed = placeFor(deps, purchase, { live, organizationId, rest, policy }, rate);
        if (live === null) return [placed];
        const { origin, due } = placed;
        return [placed, { type: 'extendHold', holdId: live.holdId, due, origin, policy }];
      }) as Promise<PurchaseVerdict>,

    book: (purchase, rows) =>
      attempt(deps, purchase, rows, (of, rate) => {
        const { live, organizationId, rest, released, policy } = of;
        const origin = originOf(purchase);
        const capture = (
          holdId: Hold['holdId'],
          amount: Money,
          isFinal: boolean,
        ): CreditCommand => ({
          type: 'captureHold',
          ...{ holdId, amount, origin, policy, isFinal },
          captureId: deps.ids.next('cap'),
          revivedHoldId: deps.ids.next('hold'),
          reference: purchase.reference,
          shippedGoods: false,
        });
        const drawn = released.map(({ hold, amount }) => capture(hold.holdId, amount, false));
        if (rest === null) return drawn;
        const placed = placeFor(deps, purchase, { live, organizationId, rest, policy }, rate);
        return [...drawn, placed, capture(live?.holdId ?? placed.holdId, rest, true)];
      }),

    headroom: async (at, accountId) => {
      const organizationId = await deps.accounts.organizationOf(at, accountId);
      if (organizationId === null) return null;
      const [levels, { policy }] = await Promise.all([
        deps.credit.levels(at.tenantId, organizationId),
        deps.settings.settingsOf(at.tenantId),
      ]);
      if (levels === null) return null;
      const { headroomMinor } = headroomOf(levels, policy, dateOf(deps.clock.now()));
      return headroomMinor === null ? null : formatAmount(money(headroomMinor, levels[0].currency));
    },
  };
}

const passed: PurchaseVerdict = Object.freeze({ kind: 'passed' });
const unknownCustomer: PurchaseVerdict = Object.freeze({
  kind: 'refused',
  reason: 'customer_unknown',
});

/** How often a unit is made anew because a hold that it names has ended in between. */
const attemptsMax = 4;

type Released = { readonly hold: Hold; readonly amount: Money };

type Gathered = {
  readonly organizationId: OrganizationId;
  readonly policy: PlaceHold['policy'];
  /** The soft hold that stands for the purchase. */
  readonly live: Hold | null;
  /** What of the purchase stands on holds that a person has released, one part of each. */
  readonly released: readonly Released[];
  /** What is left to be asked of the line. */
  readonly rest: Money | null;
};

async function gather(deps: PurchaseDeps, purchase: Purchase): Promise<Gathered | null> {
  const { tenantId, accountId, source, amount } = purchase;
  const organizationId = await deps.accounts.organizationOf(purchase, accountId);
  if (organizationId === null) return null;
  const [{ policy }, newest, open] = await Promise.all([
    deps.settings.settingsOf(tenantId),
    deps.credit.holdOfSource(tenantId, source),
    deps.credit.holds(tenantId, { organizationId, state: 'open' }, { after: null, limit: 500 }),
  ]);
  const released: Released[] = [];
  let leftMinor = amount.amountMinor;
  for (const hold of open.items) {
    const basket = hold.kind === 'review' ? basketOf(hold.source) : null;
    const isOfAccount =
      basket?.accountId === accountId && basket.installation === purchase.installation;
    const openMinor = hold.askedMinor - hold.askedDrawnMinor;
    if (!isOfAccount || hold.askedCurrency !== amount.currency || leftMinor === 0n) continue;
    const part = openMinor < leftMinor ? openMinor : leftMinor;
    if (part <= 0n) continue;
    released.push({ hold, amount: money(part, amount.currency) });
    leftMinor -= part;
  }
  return {
    organizationId,
    policy,
    live: newest?.state === 'open' ? newest : null,
    released,
    rest: leftMinor === 0n ? null : money(leftMinor, amount.currency),
  };
}

/** Commits what `commandsOf` makes of the holds as they are; anew where one of them has ended since. */
async function attempt(
  deps: PurchaseDeps,
  purchase: Purchase,
  rows: readonly RowChange[],
  commandsOf: (of: Gathered, rate: Rate | null) => readonly CreditCommand[],
): Promise<PurchaseVerdict | { readonly kind: 'changed' }> {
  let rate: Rate | null = null;
  for (let count = 0; count < attemptsMax; count += 1) {
    const of = await gather(deps, purchase);
    if (of === null) return unknownCustomer;
    const credit = commandsOf(of, rate);
    if (credit.length === 0 && rows.length === 0) return passed;
    const outcome = await deps.ledger.commit({
      tenantId: purchase.tenantId,
      key: null,
      credit,
      rows: { ifDone: rows, ifRefused: [] },
      deadlineAt: purchase.deadlineAt,
    });
    if (outcome.kind === 'done') return passed;
    const [reason] = outcome.reasons;
    if (reason === undefined || isOfRow(reason)) return { kind: 'changed' };
    if (reason.code === 'credit.no_rate' && rate === null) {
      rate = await rateFor(deps, purchase, reason.to);
      if (rate !== null) continue;
    }
    if (!movedOn.has(reason.code)) return { kind: 'refused', reason: reasonOf(reason) };
  }
  throw new Fault('storage.overloaded', {
    publicText: 'The credit line is being changed by other calls. Repeat the call.',
  });
}

/** A hold that was read as open is not any more. */
const movedOn: ReadonlySet<string> = new Set([
  'credit.hold_unknown',
  'credit.hold_exists',
  'credit.hold_not_open',
  'credit.below_captured',
  'credit.over_capture',
  'credit.over_capture_review',
]);

function isOfRow(reason: CreditRefusal | RowRefusal): reason is RowRefusal {
  return reason.code.startsWith('row.') || reason.code.startsWith('key.');
}

function placeFor(
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

function originOf({ actor }: Purchase) {
  return { context: 'BACKOFFICE', actor } as const;
}

async function rateFor(
  { credit, clock }: PurchaseDeps,
  { tenantId, amount }: Purchase,
  to: Money['currency'],
): Promise<Rate | null> {
  if (amount.currency === to) return null;
  return credit.rate(tenantId, amount.currency, to, dateOf(clock.now()));
}

function reasonOf({ code }: CreditRefusal): PurchaseReason {
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
