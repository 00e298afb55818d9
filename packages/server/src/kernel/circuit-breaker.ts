export type CircuitBreaker = {
  /** Whether a call may go out. While the circuit is open one at a time may, after each pause. */
  readonly mayCall: () => boolean;
  readonly succeeded: () => void;
  /** The other side may say how long it wants to be left alone: then the circuit opens at once. */
  readonly failed: (askedMs?: number) => void;
};

const failuresMax = 5;
const pauseMs = 30_000;

/**
 * Spares a side that does not answer, and those who would wait for it: after five failures in a row
 * nothing goes out for half a minute, then one call tries.
 */
export function createCircuitBreaker(nowMs: () => number): CircuitBreaker {
  let failures = 0;
  let openUntilMs = 0;
  return {
    mayCall: () => {
      if (failures < failuresMax) return true;
      if (nowMs() < openUntilMs) return false;
      openUntilMs = nowMs() + pauseMs;
      return true;
    },
    succeeded: () => {
      failures = 0;
    },
    failed: (askedMs = 0) => {
      failures = askedMs > 0 ? failuresMax : failures + 1;
      if (failures >= failuresMax) openUntilMs = nowMs() + (askedMs > 0 ? askedMs : pauseMs);
    },
  };
}
