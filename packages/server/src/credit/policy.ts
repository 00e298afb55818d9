import { day, hour, minute } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';

/**
 * The tenant's settings that count on a line. Names and values follow the product's settings
 * (`exposure.boundary`, `hold.lateCapture`, …). One frozen object per tenant is handed to all of
 * its commands.
 */
export type CreditPolicy = {
  /** Currency of the policy's amounts; null where they are in that of whichever line. */
  readonly currency: Currency | null;
  readonly boundary: 'atLimitPasses' | 'atLimitBlocks';
  /** Share of the effective limit that may be used: 1 to 100. */
  readonly utilisationCeilingPercent: bigint;
  readonly toleranceBasisPoints: bigint;
  readonly toleranceMinor: bigint;
  readonly unlimitedChild: 'staysUnlimited' | 'boundByParent';
  readonly lateCapture: 'revive' | 'refuse' | 'bookAndFlag';
  readonly captureRemainder: 'keep' | 'free';
  readonly overCapture: OverCapturePolicy;
  /** What becomes of an ERP figure that repeats one of our own: see the ONE wire, section 5. */
  readonly sameFigure: 'contain' | 'countTwice';
  /** Longest time from a capture to the ERP figure that contains it. */
  readonly erpLagUs: bigint;
  /** A limit raised above this amount needs a second person; null switches the rule off. */
  readonly secondPersonAboveMinor: bigint | null;
};

export type OverCapturePolicy = {
  readonly mode: 'toleranceElseReview' | 'refuse' | 'bookAndFlag';
  /** Hundredths of a percent of the hold's amount, and a fixed amount; the larger one counts. */
  readonly basisPoints: bigint;
  readonly amountMinor: bigint;
};

export const defaultPolicy: CreditPolicy = Object.freeze({
  currency: null,
  boundary: 'atLimitPasses',
  utilisationCeilingPercent: 100n,
  toleranceBasisPoints: 0n,
  toleranceMinor: 0n,
  unlimitedChild: 'staysUnlimited',
  lateCapture: 'revive',
  captureRemainder: 'keep',
  overCapture: Object.freeze({ mode: 'toleranceElseReview', basisPoints: 0n, amountMinor: 0n }),
  sameFigure: 'contain',
  erpLagUs: 24n * hour,
  secondPersonAboveMinor: null,
});

/**
 * The policy as it counts on a line in this currency. An amount of another currency says nothing
 * there, and no rate stands beside it: so no fixed tolerance is granted, and every raise needs the
 * second person where any does.
 */
export function policyIn(currency: Currency, policy: CreditPolicy): CreditPolicy {
  if (policy.currency === null || policy.currency === currency) return policy;
  return {
    ...policy,
    currency,
    toleranceMinor: 0n,
    overCapture: { ...policy.overCapture, amountMinor: 0n },
    secondPersonAboveMinor: policy.secondPersonAboveMinor === null ? null : 0n,
  };
}

/** How long a hold stands before it falls due, by its kind. */
export const holdTtlUs = Object.freeze({
  basket: 30n * minute,
  review: 7n * day,
  soft: 10n * minute,
  native: 7n * day,
});

/** How long a basket hold may stay after it fell due while the platform gives no answer. */
export const holdDueCapUs: bigint = 24n * hour;

/** No hold stands longer than this from its placing, however often it is extended. */
export const holdLifeMaxUs: bigint = 400n * day;
