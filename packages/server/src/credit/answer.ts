import { assert } from '../kernel/assert.ts';
import type { Instant } from '../kernel/clock.ts';
import type { CreditOutcome } from './commands.ts';
import type { CreditResult } from './effect.ts';
import type { CreditRefusal, Reasons } from './refusals.ts';

/** What a service answers: done, refused with every reason, or a key that was used for more. */
export type CreditAnswer =
  | {
      readonly kind: 'done';
      readonly at: Instant;
      readonly repeated: boolean;
      readonly result: CreditResult;
    }
  | Refused
  | { readonly kind: 'key_reused' };

export type Refused = {
  readonly kind: 'refused';
  readonly repeated: boolean;
  readonly reasons: Reasons;
};

/** The answer of a unit with one credit command and no rows that others could be in the way of. */
export function answerOf(outcome: CreditOutcome): CreditAnswer {
  if (outcome.kind === 'done') {
    const { at, repeated } = outcome;
    const [result] = outcome.results;
    assert(result !== undefined, 'a credit unit without a result');
    return { kind: 'done', at, repeated, result };
  }
  return refusedOf(outcome);
}

export function refusedOf(
  outcome: Extract<CreditOutcome, { kind: 'refused' }>,
): Refused | { readonly kind: 'key_reused' } {
  const { reasons, repeated } = outcome;
  if (reasons.some(({ code }) => code === 'key.other_content')) return { kind: 'key_reused' };
  const [first, ...others] = reasons.filter(isOfCredit);
  assert(first !== undefined, 'a refusal of rows where there are none');
  return { kind: 'refused', repeated, reasons: [first, ...others] };
}

function isOfCredit(reason: { readonly code: string }): reason is CreditRefusal {
  return reason.code.startsWith('credit.');
}
