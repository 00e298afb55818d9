import type { Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { CaptureId, HoldId, LineId, OrganizationId, RateId, TenantId } from '../kernel/ids.ts';

/**
 * Who stands behind a hold. A basket hold has a platform that can be asked for its order; review,
 * soft and native ones end by themselves when they fall due.
 */
export type HoldKind = 'basket' | 'review' | 'soft' | 'native';

export type HoldState = 'open' | 'captured' | 'released' | 'expired';

/**
 * An amount set aside on a line (and, through the line's place in its group, on every line above).
 * Amounts are minor units of the line's currency. `heldMinor + drawnMinor` is `amountMinor` while
 * the hold is open.
 */
export type Hold = {
  readonly tenantId: TenantId;
  readonly holdId: HoldId;
  readonly lineId: LineId;
  readonly organizationId: OrganizationId;
  readonly kind: HoldKind;
  readonly state: HoldState;
  /** Whose hold this is elsewhere, for example `interworks.basket:151/…`; one live hold each. */
  readonly source: string | null;
  readonly amountMinor: bigint;
  /** What is left to capture or release. */
  readonly heldMinor: bigint;
  /** Captured out of the amount; never more than it. */
  readonly drawnMinor: bigint;
  /** Captured beyond the amount: a separate, marked part. */
  readonly excessMinor: bigint;
  /** Captured and not yet reported by the ERP, excess included. */
  readonly unseenMinor: bigint;
  /** What of the open amount the ERP's figure contained; counts while `containment` is the line's. */
  readonly containedMinor: bigint;
  readonly containment: bigint;
  /** The amount as it was asked, and the stored rate that made it one of the line's currency. */
  readonly askedMinor: bigint;
  readonly askedCurrency: Currency;
  /** Captured so far in the asked currency, so that converted parts add up to the whole. */
  readonly askedDrawnMinor: bigint;
  readonly rate: Rate | null;
  /** The expired hold that this one makes again, and what of this one was made again. */
  readonly revivedFrom: HoldId | null;
  readonly revivedMinor: bigint;
  readonly askedRevivedMinor: bigint;
  readonly placedAt: Instant;
  /** When the hold falls due. Nothing ends by a comparison with it: only an entry ends a hold. */
  readonly dueAt: Instant;
  readonly endedAt: Instant | null;
  readonly version: bigint;
};

/** A stored rate: one unit of `from` is `numerator ÷ 10^scale` units of `to`. */
export type Rate = {
  readonly rateId: RateId;
  readonly from: Currency;
  readonly to: Currency;
  readonly numerator: bigint;
  readonly scale: number;
};

/** A part of a hold that became owed. */
export type Capture = {
  readonly tenantId: TenantId;
  readonly captureId: CaptureId;
  readonly holdId: HoldId;
  readonly lineId: LineId;
  readonly amountMinor: bigint;
  readonly excessMinor: bigint;
  /** The caller's own document, by which an ERP can name it later. */
  readonly reference: string | null;
  readonly capturedAt: Instant;
  /** Version of the line with this capture in it, and with it reported by the ERP. */
  readonly capturedVersion: bigint;
  readonly seenVersion: bigint | null;
  readonly seenAt: Instant | null;
};

/** What of the hold is at risk: what is left of it and what the ERP has not reported. */
export function openAmountOf(hold: Hold): bigint {
  return hold.heldMinor + hold.unseenMinor;
}

/** What of the open amount does not count beside the ERP's figure. */
export function containedPartOf(hold: Hold, containment: bigint): bigint {
  if (hold.containment !== containment) return 0n;
  const open = openAmountOf(hold);
  return hold.containedMinor < open ? hold.containedMinor : open;
}
