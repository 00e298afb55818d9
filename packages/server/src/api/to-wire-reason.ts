import type { NativeReason } from '@aval/wire';
import { type CreditRefusal, describeRefusal } from '../credit/index.ts';
import { toWireMoney, toWireMoneyOrNull } from './money.ts';

/** Refusals of credit itself: the request was fine, and the answer is no. */
const decisions = new Set<CreditRefusal['code']>([
  'credit.no_line',
  'credit.line_closed',
  'credit.line_stopped',
  'credit.no_rate',
  'credit.insufficient',
  'credit.over_capture',
  'credit.over_capture_review',
]);

export function isDecision(refusal: CreditRefusal): boolean {
  return decisions.has(refusal.code);
}

/** A reason with its figures: what was left, what is missing, and which line binds. */
export function toWireReason(refusal: CreditRefusal): NativeReason {
  const { code } = refusal;
  const text = describeRefusal(refusal);
  if ('shortfallMinor' in refusal) {
    const { currency, headroomMinor, shortfallMinor } = refusal;
    return {
      code,
      text,
      headroom: toWireMoneyOrNull(headroomMinor, currency),
      shortfall: toWireMoney(shortfallMinor, currency),
      bindingLineId: refusal.bindingLineId,
      bindingOrganizationId: refusal.bindingOrganizationId,
    };
  }
  if (refusal.code === 'credit.no_rate') {
    return { code, text, from: refusal.from, to: refusal.to };
  }
  return { code, text };
}
