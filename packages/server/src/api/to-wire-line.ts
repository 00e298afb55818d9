import type {
  NativeCreditLine,
  NativeCreditLineSummary,
  NativeCreditTerms,
  NativeLineReceipt,
} from '@aval/wire';
import {
  type CreditLine,
  type CreditPolicy,
  type CreditResult,
  effectiveLimitOf,
  exposureOf,
  headroomOf,
  type Levels,
  type LineTerms,
} from '../credit/index.ts';
import type { CalendarDate } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import { divide } from '../kernel/rounding.ts';
import { toWireMoney, toWireMoneyOrNull } from './money.ts';
import { toWireInstant } from './to-wire-hold.ts';

/** Everything that is known of a line by itself; what the levels above leave comes beside it. */
export function toWireLineSummary(
  line: CreditLine,
  policy: CreditPolicy,
  today: CalendarDate,
): NativeCreditLineSummary {
  const { currency } = line;
  const money = (amountMinor: bigint) => toWireMoney(amountMinor, currency);
  return {
    organizationId: line.organizationId,
    lineId: line.lineId,
    status: line.status,
    stopped: line.stopped,
    generation: Number(line.generation),
    version: Number(line.version),
    terms: toWireTerms(line, currency),
    effectiveLimit: toWireMoneyOrNull(effectiveLimitOf(line, policy, today), currency),
    figures: {
      used: money(line.postedMinor),
      held: money(line.heldMinor),
      captured: money(line.capturedMinor),
      contained: money(line.containedMinor),
      below: money(line.belowMinor),
      exposure: money(exposureOf(line)),
    },
    erp: {
      asOf: toWireInstant(line.postedAt),
      confirmedAt: toWireInstant(line.confirmedAt),
      reportedAvailable: toWireMoneyOrNull(line.reportedAvailableMinor, currency),
    },
  };
}

export function toWireLine(
  levels: Levels,
  policy: CreditPolicy,
  today: CalendarDate,
): NativeCreditLine {
  const [line] = levels;
  const { headroomMinor, bindingLineId, bindingOrganizationId } = headroomOf(levels, policy, today);
  const hasBinding = bindingLineId !== null && bindingOrganizationId !== null;
  const over = headroomMinor === null ? null : headroomMinor < 0n ? -headroomMinor : 0n;
  return {
    ...toWireLineSummary(line, policy, today),
    headroom: toWireMoneyOrNull(headroomMinor, line.currency),
    binding: hasBinding ? { lineId: bindingLineId, organizationId: bindingOrganizationId } : null,
    utilisation: percentOf(exposureOf(line), effectiveLimitOf(line, policy, today)),
    overLimit: toWireMoneyOrNull(over, line.currency),
  };
}

export function toWireReceipt(result: CreditResult): NativeLineReceipt {
  return {
    organizationId: result.organizationId,
    lineId: result.lineId,
    version: Number(result.lineVersion),
    changed: result.changed,
    headroom: toWireMoneyOrNull(result.headroomMinor, result.currency),
    bindingLineId: result.bindingLineId,
  };
}

export function toWireTerms(terms: LineTerms, currency: Currency): NativeCreditTerms {
  const { toleranceBasisPoints } = terms;
  return {
    currency,
    limit: toWireMoneyOrNull(terms.limitMinor, currency),
    unlimited: terms.unlimited,
    toleranceBasisPoints: toleranceBasisPoints === null ? null : Number(toleranceBasisPoints),
    tolerance: toWireMoneyOrNull(terms.toleranceMinor, currency),
    temporaryLimits: terms.temporaryLimits.map(({ amountMinor, mode, from, to }) => ({
      mode,
      amount: toWireMoney(amountMinor, currency),
      from,
      to,
    })),
    parentLineId: terms.parentLineId,
  };
}

/** A share as a text with two decimals, rounded down: 100 is not said before it is reached. */
function percentOf(part: bigint, whole: bigint | null): string | null {
  if (whole === null || whole <= 0n) return null;
  const hundredths = divide(part * 10_000n, whole, 'down');
  const magnitude = hundredths < 0n ? -hundredths : hundredths;
  const digits = magnitude.toString().padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
