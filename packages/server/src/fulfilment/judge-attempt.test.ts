import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noon } from '../../test/builders/credit.ts';
import { aStep, policy } from '../../test/builders/provider-steps.ts';
import { hour, millisecond, plus } from '../kernel/clock.ts';
import { judgeAttempt, pauseAfter } from './judge-attempt.ts';

const busy = { kind: 'failed', reason: 'busy', isFinal: false } as const;
const at = (change: { now?: typeof noon; jitter?: number } = {}) => ({
  ...{ now: noon, jitter: 0, policy },
  ...change,
});

test('pauses double from two seconds to a quarter of an hour, and half of each is chance', () => {
  const pauses = [1, 2, 3, 9, 10, 11, 200].map((attempts) => pauseAfter(attempts, 1, policy));
  expect(pauses).toEqual([2_000, 4_000, 8_000, 512_000, 900_000, 900_000, 900_000]);
  expect(pauseAfter(1, 0, policy)).toBe(1_000);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempts, jitter) => {
        const pause = pauseAfter(attempts, jitter, policy);
        expect(pause).toBeGreaterThanOrEqual(policy.pauseMs / 2);
        expect(pause).toBeLessThanOrEqual(policy.pauseMaxMs);
      },
    ),
  );
});

test('a clear no parks a step at once, and a failure that may pass is tried again', () => {
  const step = aStep({ attempts: 1 });
  expect(judgeAttempt(step, { ...busy, isFinal: true }, at())).toEqual({
    move: 'park',
    change: { lastError: 'busy', isUnclear: false },
  });
  expect(judgeAttempt(step, busy, at())).toEqual({
    move: 'fail',
    change: {
      ...{ lastError: 'busy', isUnclear: false },
      nextAttemptAt: plus(noon, 1_000n * millisecond),
    },
  });
});

test('what the provider may have done stays so, whatever comes later', () => {
  const silent = judgeAttempt(aStep(), { ...busy, isUnclear: true }, at());
  expect(silent.change.isUnclear).toBe(true);
  const refused = { ...busy, isFinal: true };
  expect(judgeAttempt(aStep({ isUnclear: true }), refused, at()).change.isUnclear).toBe(true);
});

test('a provider is left alone for as long as it asks, up to an hour', () => {
  const waits = [30_000, 7 * 60 * 60_000].map((retryAfterMs) => {
    const { change } = judgeAttempt(aStep({ attempts: 1 }), { ...busy, retryAfterMs }, at());
    return ((change.nextAttemptAt ?? noon) - noon) / millisecond;
  });
  expect(waits).toEqual([30_000n, 3_600_000n]);
});

test('patience ends after a day, or after 200 attempts', () => {
  const late = at({ now: plus(noon, 24n * hour) });
  const tried = aStep({ attempts: 5 });
  expect(judgeAttempt(tried, busy, late).move).toBe('park');
  expect(judgeAttempt(tried, busy, at({ now: plus(noon, 23n * hour) })).move).toBe('fail');
  expect(judgeAttempt(aStep({ attempts: 200 }), busy, at()).move).toBe('park');
  const restarted = aStep({ attempts: 5, triedSince: plus(noon, 10n * hour) });
  expect(judgeAttempt(restarted, busy, late).move).toBe('fail');
});

test('what waited for a day and was hardly tried is tried again', () => {
  const late = at({ now: plus(noon, 48n * hour) });
  expect(judgeAttempt(aStep({ attempts: 4 }), busy, late).move).toBe('fail');
});

test('a reason is kept in its first 500 characters', () => {
  const { change } = judgeAttempt(aStep(), { ...busy, reason: 'x'.repeat(2_000) }, at());
  expect(change.lastError).toHaveLength(500);
});
