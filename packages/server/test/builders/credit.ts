import {
  type CaptureHold,
  type CreditLine,
  type CreditPolicy,
  defaultPolicy,
  type ExpireHold,
  type ExtendHold,
  type Hold,
  type Levels,
  type PlaceHold,
  type PostErpFigures,
  type Rate,
  type ReleaseHold,
  type ResizeHold,
  type ReviveHold,
  type SeeCaptures,
  type SetLine,
} from '../../src/credit/index.ts';
import { hour, type Instant, instant, plus } from '../../src/kernel/clock.ts';
import { currency } from '../../src/kernel/currency.ts';
import type {
  CaptureId,
  HoldId,
  LineId,
  OrganizationId,
  RateId,
  TenantId,
} from '../../src/kernel/ids.ts';
import { type Money, money } from '../../src/kernel/money.ts';
import type { Origin } from '../../src/kernel/unit-of-work.ts';

/** Names that mean nothing, for rows and commands whose names do not matter to a test. */
export const tenantId = 'test' as TenantId;
export const holdId = (name: string): HoldId => `hold_${name}` as HoldId;
export const captureId = (name: string): CaptureId => `cap_${name}` as CaptureId;
export const lineId = (name: string): LineId => `line_${name}` as LineId;
export const organizationId = (name: string): OrganizationId => `org_${name}` as OrganizationId;

/** 2026-03-31T12:00:00Z, and moments counted from it. */
export const noon: Instant = instant(1_774_958_400_000_000n);
export const later = (durationUs: bigint): Instant => plus(noon, durationUs);

/** Amounts in cents: `eur(1_250_00n)` is 1250 euro. */
export const eur = (amountMinor: bigint): Money => money(amountMinor, currency('EUR'));
export const jpy = (amountMinor: bigint): Money => money(amountMinor, currency('JPY'));

/** A stored rate, by default 0.0061 EUR for a yen. */
export function aRate(change: Partial<Rate> = {}): Rate {
  return {
    rateId: 'rate_test' as RateId,
    from: currency('JPY'),
    to: currency('EUR'),
    numerator: 61n,
    scale: 4,
    ...change,
  };
}

/** The default policy with changes. */
export function policy(change: Partial<CreditPolicy> = {}): CreditPolicy {
  return { ...defaultPolicy, ...change };
}

export const origin: Origin = { context: 'INTEGRATIONS', actor: 'key:test' };

type LineChange = Partial<CreditLine> & { readonly name?: string };

/** An open line of 1000 euro on which nothing has happened; `name` gives its ids. */
export function aLine({ name = 'own', ...change }: LineChange = {}): CreditLine {
  return {
    tenantId,
    lineId: lineId(name),
    organizationId: organizationId(name),
    currency: currency('EUR'),
    status: 'open',
    generation: 1n,
    stopped: false,
    limitMinor: 1_000_00n,
    unlimited: false,
    toleranceBasisPoints: null,
    toleranceMinor: null,
    temporaryLimits: [],
    parentLineId: null,
    postedMinor: 0n,
    heldMinor: 0n,
    capturedMinor: 0n,
    containedMinor: 0n,
    belowMinor: 0n,
    plainPostedMinor: 0n,
    plainPostedVersion: 0n,
    postedAt: null,
    confirmedAt: null,
    reportedAvailableMinor: null,
    containment: 0n,
    version: 1n,
    ...change,
  };
}

/** Levels from the line that is asked up to its root, each the parent of the one before. */
export function aGroup(own: LineChange, ...above: readonly LineChange[]): Levels {
  const [first, ...others] = [own, ...above].map((change, index, all) => {
    const parent = all[index + 1];
    return aLine({
      name: levelName(change, index),
      parentLineId: parent === undefined ? null : lineId(levelName(parent, index + 1)),
      ...change,
    });
  });
  return [first ?? aLine(), ...others];
}

function levelName({ name }: LineChange, index: number): string {
  return name ?? (index === 0 ? 'own' : `above_${index}`);
}

type HoldChange = Partial<Hold> & { readonly name?: string };

/** An open hold of 100 euro on the line `own`, placed at noon and due an hour later. */
export function aHold({ name = 'one', ...change }: HoldChange = {}): Hold {
  const { amountMinor = 100_00n } = change;
  return {
    tenantId,
    holdId: holdId(name),
    lineId: lineId('own'),
    organizationId: organizationId('own'),
    kind: 'native',
    state: 'open',
    source: null,
    amountMinor,
    heldMinor: amountMinor,
    drawnMinor: 0n,
    excessMinor: 0n,
    unseenMinor: 0n,
    containedMinor: 0n,
    containment: 0n,
    askedMinor: amountMinor,
    askedCurrency: currency('EUR'),
    askedDrawnMinor: 0n,
    rate: null,
    revivedFrom: null,
    revivedMinor: 0n,
    askedRevivedMinor: 0n,
    placedAt: noon,
    dueAt: later(hour),
    endedAt: null,
    version: 1n,
    ...change,
  };
}

const common = { origin, policy: defaultPolicy };

/** Takes 100 euro for the organization `own`. */
export function placing(change: Partial<PlaceHold> = {}): PlaceHold {
  return {
    ...common,
    type: 'placeHold',
    holdId: holdId('one'),
    organizationId: organizationId('own'),
    kind: 'native',
    amount: eur(100_00n),
    rate: null,
    source: null,
    ifLive: 'resize',
    due: { afterUs: hour },
    ...change,
  };
}

export function resizing(amount: Money, change: Partial<ResizeHold> = {}): ResizeHold {
  return { ...common, type: 'resizeHold', holdId: holdId('one'), amount, ...change };
}

export function capturing(amount: Money, change: Partial<CaptureHold> = {}): CaptureHold {
  return {
    ...common,
    type: 'captureHold',
    holdId: holdId('one'),
    captureId: captureId('one'),
    amount,
    reference: null,
    isFinal: false,
    shippedGoods: false,
    revivedHoldId: holdId('revived'),
    ...change,
  };
}

export function releasing(change: Partial<ReleaseHold> = {}): ReleaseHold {
  return { ...common, type: 'releaseHold', holdId: holdId('one'), reason: null, ...change };
}

export function expiring(change: Partial<ExpireHold> = {}): ExpireHold {
  return { ...common, type: 'expireHold', holdId: holdId('one'), ...change };
}

export function extending(change: Partial<ExtendHold> = {}): ExtendHold {
  return {
    ...common,
    type: 'extendHold',
    holdId: holdId('one'),
    due: { afterUs: 2n * hour },
    ...change,
  };
}

export function reviving(change: Partial<ReviveHold> = {}): ReviveHold {
  return {
    ...common,
    type: 'reviveHold',
    holdId: holdId('one'),
    revivedHoldId: holdId('revived'),
    due: { afterUs: hour },
    ...change,
  };
}

export function seeing(
  captureIds: readonly CaptureId[],
  change: Partial<SeeCaptures> = {},
): SeeCaptures {
  return {
    ...common,
    type: 'seeCaptures',
    organizationId: organizationId('own'),
    captureIds,
    named: true,
    ...change,
  };
}

export function setting(
  terms: SetLine['terms'],
  { name = 'own', ...change }: Partial<SetLine> & { readonly name?: string } = {},
): SetLine {
  return {
    ...common,
    type: 'setLine',
    organizationId: organizationId(name),
    lineId: lineId(name),
    currency: currency('EUR'),
    terms,
    expected: null,
    approved: false,
    reason: null,
    ...change,
  };
}

/** The ERP says that so much is used, and nothing else. */
export function posting(
  usedMinor: bigint,
  { name = 'own', ...change }: Partial<PostErpFigures> & { readonly name?: string } = {},
): PostErpFigures {
  return {
    ...common,
    type: 'postErpFigures',
    organizationId: organizationId(name),
    lineId: lineId(name),
    currency: currency('EUR'),
    usedMinor,
    limitMinor: null,
    availableMinor: null,
    asOf: null,
    expected: null,
    mayOpen: true,
    ...change,
  };
}
