import { type Instant, instant, millisecond } from '../kernel/clock.ts';
import type { ProviderStep, StepResult } from './provider-step.ts';
import type { StepChange } from './provider-step-rows.ts';

/** How long a step is tried, and how patiently. Durations in milliseconds. */
export type StepPolicy = {
  /** After the first failure; doubled with each further one. */
  readonly pauseMs: number;
  readonly pauseMaxMs: number;
  /** The longest that a provider is left alone because it says so. */
  readonly retryAfterMaxMs: number;
  /**
   * A failure that comes later than this is final, after a few attempts: what waited for a server or
   * a circuit has not been tried. So is the last one of very many.
   */
  readonly triedForMs: number;
  readonly attemptsMin: number;
  readonly attemptsMax: number;
  /** What one attempt may take. */
  readonly deadlineMs: number;
  /**
   * A claim that is older belongs to a server that is gone. Longer than any attempt, and than the
   * clocks of two servers disagree.
   */
  readonly claimMs: number;
};

export const stepPolicy: StepPolicy = Object.freeze({
  pauseMs: 2_000,
  pauseMaxMs: 15 * 60_000,
  retryAfterMaxMs: 60 * 60_000,
  triedForMs: 24 * 60 * 60_000,
  attemptsMin: 5,
  attemptsMax: 200,
  deadlineMs: 20_000,
  claimMs: 2 * 60_000,
});

export type JudgedAttempt = {
  readonly move: 'finish' | 'fail' | 'park';
  readonly change: StepChange;
};

const errorLengthMax = 500;

/**
 * What becomes of a step after an attempt. A clear no parks it at once; any other failure is tried
 * again, later and later, until the policy's patience ends. `jitter` (0 to 1) spreads the attempts of
 * steps that failed together over the second half of their pause.
 */
export function judgeAttempt(
  step: Pick<ProviderStep, 'attempts' | 'isUnclear' | 'triedSince'>,
  result: StepResult,
  { now, jitter, policy }: { now: Instant; jitter: number; policy: StepPolicy },
): JudgedAttempt {
  if (result.kind === 'done') return { move: 'finish', change: { lastError: null } };
  const change = {
    lastError: result.reason.slice(0, errorLengthMax),
    isUnclear: step.isUnclear || result.isUnclear === true,
  };
  const triedForMs = Number((now - step.triedSince) / millisecond);
  const isLate = triedForMs >= policy.triedForMs && step.attempts >= policy.attemptsMin;
  const isOver = isLate || step.attempts >= policy.attemptsMax;
  if (result.isFinal || isOver) return { move: 'park', change };
  const asked = Math.min(result.retryAfterMs ?? 0, policy.retryAfterMaxMs);
  const waitMs = Math.max(asked, pauseAfter(step.attempts, jitter, policy));
  return { move: 'fail', change: { ...change, nextAttemptAt: after(now, waitMs) } };
}

/** The pause after so many failed attempts: 2, 4, 8 … seconds, of which the second half is chance. */
export function pauseAfter(attempts: number, jitter: number, policy: StepPolicy): number {
  const doubled = policy.pauseMs * 2 ** Math.min(Math.max(attempts, 1) - 1, 30);
  return Math.min(doubled, policy.pauseMaxMs) * (0.5 + jitter / 2);
}

export function after(now: Instant, waitMs: number): Instant {
  return instant(now + BigInt(Math.round(waitMs)) * millisecond);
}
