import type { CreditOutcome, CreditResult } from '../../credit/index.ts';
import { instant } from '../../kernel/clock.ts';
import { fromPlainText, toPlainText } from '../schema/plain-text.ts';
import {
  type CaptureText,
  captureText,
  fromCaptureText,
  fromHoldText,
  type HoldText,
  holdText,
} from './hold-text.ts';

/**
 * The text of an outcome: kept with the caller's key, and what crosses from the storage worker. Every
 * hold makes one and reads one, so it is written by hand, in JSON with the whole numbers as texts of
 * digits and without the members that are 0, null or false. Whether the outcome is a repeat is no
 * part of it.
 */
export function toOutcomeText(outcome: CreditOutcome): string {
  if (outcome.kind === 'refused') return toPlainText({ ...outcome, repeated: false });
  const { at, results, memo, number } = outcome;
  const end =
    (number === undefined ? '' : `,"number":"${number}"`) +
    (memo === undefined ? '' : `,"memo":${JSON.stringify(memo)}`);
  return `${doneStart}"at":"${at}","results":[${results.map(resultText).join()}]${end}}`;
}

/** Reads what {@link toOutcomeText} wrote. */
export function fromOutcomeText(text: string): CreditOutcome {
  if (!text.startsWith(doneStart)) return fromPlainText<CreditOutcome>(text);
  const { at, results, memo, number } = JSON.parse(text) as DoneText;
  const done = {
    kind: 'done' as const,
    at: instant(BigInt(at)),
    repeated: false,
    results: results.map(fromResultText),
    ...(number === undefined ? {} : { number: BigInt(number) }),
  };
  return memo === undefined ? done : { ...done, memo };
}

/** An outcome read from a key row is always a repeat. */
export function repeatedOutcome(text: string): CreditOutcome {
  return { ...fromOutcomeText(text), repeated: true };
}

const doneStart = '{"kind":"done",';

type DoneText = {
  readonly at: string;
  readonly results: readonly ResultText[];
  readonly memo?: string;
  readonly number?: string;
};

type ResultText = Pick<CreditResult, 'lineId' | 'organizationId' | 'currency'> &
  Partial<
    Pick<CreditResult, 'changed' | 'bindingLineId' | 'overLimit' | 'stale' | 'limitWaits'>
  > & {
    readonly lineVersion: string;
    readonly headroomMinor?: string;
    readonly hold?: HoldText;
    readonly capture?: CaptureText;
  };

function resultText(result: CreditResult): string {
  const { headroomMinor, bindingLineId, hold, capture } = result;
  let text = `{"lineId":"${result.lineId}","organizationId":"${result.organizationId}"`;
  text += `,"currency":"${result.currency}","lineVersion":"${result.lineVersion}"`;
  if (headroomMinor !== null) text += `,"headroomMinor":"${headroomMinor}"`;
  if (bindingLineId !== null) text += `,"bindingLineId":"${bindingLineId}"`;
  if (result.changed) text += ',"changed":true';
  if (result.overLimit) text += ',"overLimit":true';
  if (result.stale) text += ',"stale":true';
  if (result.limitWaits) text += ',"limitWaits":true';
  if (hold !== null) text += `,"hold":${holdText(hold)}`;
  if (capture !== null) text += `,"capture":${captureText(capture)}`;
  return `${text}}`;
}

function fromResultText(text: ResultText): CreditResult {
  return {
    changed: text.changed ?? false,
    lineId: text.lineId,
    organizationId: text.organizationId,
    currency: text.currency,
    lineVersion: BigInt(text.lineVersion),
    headroomMinor: text.headroomMinor === undefined ? null : BigInt(text.headroomMinor),
    bindingLineId: text.bindingLineId ?? null,
    hold: text.hold === undefined ? null : fromHoldText(text.hold),
    capture: text.capture === undefined ? null : fromCaptureText(text.capture),
    overLimit: text.overLimit ?? false,
    stale: text.stale ?? false,
    limitWaits: text.limitWaits ?? false,
  };
}
