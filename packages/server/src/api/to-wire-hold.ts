import type { NativeCapture, NativeHold } from '@aval/wire';
import type { Capture, CreditResult, Hold } from '../credit/index.ts';
import { present } from '../kernel/assert.ts';
import { formatInstant, type Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import { toWireMoney, toWireMoneyOrNull } from './money.ts';

export function toWireHold(hold: Hold): NativeHold {
  const currency = lineCurrencyOf(hold);
  return {
    holdId: hold.holdId,
    organizationId: hold.organizationId,
    lineId: hold.lineId,
    kind: hold.kind,
    state: hold.state,
    source: hold.source,
    amount: toWireMoney(hold.amountMinor, currency),
    held: toWireMoney(hold.heldMinor, currency),
    captured: toWireMoney(hold.drawnMinor, currency),
    overCaptured: toWireMoney(hold.excessMinor, currency),
    unreported: toWireMoney(hold.unseenMinor, currency),
    asked: toWireMoney(hold.askedMinor, hold.askedCurrency),
    rateId: hold.rate?.rateId ?? null,
    revivedFrom: hold.revivedFrom,
    placedAt: formatInstant(hold.placedAt),
    dueAt: formatInstant(hold.dueAt),
    endedAt: toWireInstant(hold.endedAt),
    version: Number(hold.version),
  };
}

export function toWireCapture(capture: Capture, hold: Hold): NativeCapture {
  const currency = lineCurrencyOf(hold);
  return {
    captureId: capture.captureId,
    amount: toWireMoney(capture.amountMinor, currency),
    overCaptured: toWireMoney(capture.excessMinor, currency),
    reference: capture.reference,
    capturedAt: formatInstant(capture.capturedAt),
    reportedAt: toWireInstant(capture.seenAt),
  };
}

/** The part that every step of a hold answers with. */
export function toWireHoldStep(result: CreditResult) {
  return {
    changed: result.changed,
    hold: toWireHold(present(result.hold, 'hold of a step')),
    headroom: toWireMoneyOrNull(result.headroomMinor, result.currency),
    bindingLineId: result.bindingLineId,
    lineVersion: Number(result.lineVersion),
  };
}

export function toWireInstant(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}

/** A hold is kept in its line's currency, which a converted one names in its rate. */
function lineCurrencyOf({ rate, askedCurrency }: Hold): Currency {
  return rate === null ? askedCurrency : rate.to;
}
