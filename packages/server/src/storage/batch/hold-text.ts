import type { Capture, Hold } from '../../credit/index.ts';
import { type Instant, instant } from '../../kernel/clock.ts';
import { fromPlainText, toPlainText } from '../schema/plain-text.ts';

/** A shape as its JSON has it: whole numbers are digits, and what is 0 or null is left out. */
type TextOf<Shape> = {
  readonly [Name in keyof Shape as Shape[Name] extends string ? Name : never]: Shape[Name];
} & {
  readonly [Name in keyof Shape as Shape[Name] extends string ? never : Name]?: Extract<
    Shape[Name],
    string
  > extends never
    ? string
    : Extract<Shape[Name], string>;
};

export type HoldText = TextOf<Hold>;
export type CaptureText = TextOf<Capture>;

// Ids, currencies and words of ours have nothing in them that needs an escape.
export function holdText(hold: Hold): string {
  const { source, rate, revivedFrom } = hold;
  let text = `{"tenantId":"${hold.tenantId}","holdId":"${hold.holdId}","lineId":"${hold.lineId}"`;
  text += `,"organizationId":"${hold.organizationId}","kind":"${hold.kind}","state":"${hold.state}"`;
  if (source !== null) text += `,"source":${JSON.stringify(source)}`;
  text += `,"amountMinor":"${hold.amountMinor}"`;
  text += whole('heldMinor', hold.heldMinor);
  text += whole('drawnMinor', hold.drawnMinor);
  text += whole('excessMinor', hold.excessMinor);
  text += whole('unseenMinor', hold.unseenMinor);
  text += whole('containedMinor', hold.containedMinor);
  text += whole('containment', hold.containment);
  text += `,"askedMinor":"${hold.askedMinor}","askedCurrency":"${hold.askedCurrency}"`;
  text += whole('askedDrawnMinor', hold.askedDrawnMinor);
  if (rate !== null) text += `,"rate":${JSON.stringify(toPlainText(rate))}`;
  if (revivedFrom !== null) text += `,"revivedFrom":"${revivedFrom}"`;
  text += whole('revivedMinor', hold.revivedMinor);
  text += whole('askedRevivedMinor', hold.askedRevivedMinor);
  text += `,"placedAt":"${hold.placedAt}","dueAt":"${hold.dueAt}"`;
  if (hold.endedAt !== null) text += `,"endedAt":"${hold.endedAt}"`;
  return `${text},"version":"${hold.version}"}`;
}

export function fromHoldText(text: HoldText): Hold {
  return {
    tenantId: text.tenantId,
    holdId: text.holdId,
    lineId: text.lineId,
    organizationId: text.organizationId,
    kind: text.kind,
    state: text.state,
    source: text.source ?? null,
    amountMinor: toWhole(text.amountMinor),
    heldMinor: toWhole(text.heldMinor),
    drawnMinor: toWhole(text.drawnMinor),
    excessMinor: toWhole(text.excessMinor),
    unseenMinor: toWhole(text.unseenMinor),
    containedMinor: toWhole(text.containedMinor),
    containment: toWhole(text.containment),
    askedMinor: toWhole(text.askedMinor),
    askedCurrency: text.askedCurrency,
    askedDrawnMinor: toWhole(text.askedDrawnMinor),
    rate: text.rate === undefined ? null : fromPlainText(text.rate),
    revivedFrom: text.revivedFrom ?? null,
    revivedMinor: toWhole(text.revivedMinor),
    askedRevivedMinor: toWhole(text.askedRevivedMinor),
    placedAt: instant(toWhole(text.placedAt)),
    dueAt: instant(toWhole(text.dueAt)),
    endedAt: toInstantOrNull(text.endedAt),
    version: toWhole(text.version),
  };
}

export function captureText(capture: Capture): string {
  const { reference, seenVersion, seenAt } = capture;
  let text = `{"tenantId":"${capture.tenantId}","captureId":"${capture.captureId}"`;
  text += `,"holdId":"${capture.holdId}","lineId":"${capture.lineId}"`;
  text += whole('amountMinor', capture.amountMinor);
  text += whole('excessMinor', capture.excessMinor);
  if (reference !== null) text += `,"reference":${JSON.stringify(reference)}`;
  text += `,"capturedAt":"${capture.capturedAt}","capturedVersion":"${capture.capturedVersion}"`;
  if (seenVersion !== null) text += `,"seenVersion":"${seenVersion}"`;
  if (seenAt !== null) text += `,"seenAt":"${seenAt}"`;
  return `${text}}`;
}

export function fromCaptureText(text: CaptureText): Capture {
  return {
    tenantId: text.tenantId,
    captureId: text.captureId,
    holdId: text.holdId,
    lineId: text.lineId,
    amountMinor: toWhole(text.amountMinor),
    excessMinor: toWhole(text.excessMinor),
    reference: text.reference ?? null,
    capturedAt: instant(toWhole(text.capturedAt)),
    capturedVersion: toWhole(text.capturedVersion),
    seenVersion: text.seenVersion === undefined ? null : BigInt(text.seenVersion),
    seenAt: toInstantOrNull(text.seenAt),
  };
}

function whole(name: string, value: bigint): string {
  return value === 0n ? '' : `,"${name}":"${value}"`;
}

function toWhole(text: string | undefined): bigint {
  return text === undefined ? 0n : BigInt(text);
}

function toInstantOrNull(text: string | undefined): Instant | null {
  return text === undefined ? null : instant(BigInt(text));
}
