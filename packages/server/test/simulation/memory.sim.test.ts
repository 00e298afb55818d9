import { expect, test } from 'vitest';
import { createMemoryEngine } from './memory-engine.ts';
import { runSeed } from './run-seed.ts';
import { seedsOf } from './seeds.ts';

test('the rules keep every invariant under random commands and crashes', async () => {
  const steps = new Map<string, number>();
  let crashes = 0;
  let repeats = 0;
  for (const seed of seedsOf(10_000)) {
    const story = await runSeed({
      seed,
      operations: 100,
      open: async (clock) => createMemoryEngine(clock),
    });
    crashes += story.crashes;
    repeats += story.repeats;
    for (const [step, count] of story.steps) steps.set(step, (steps.get(step) ?? 0) + count);
  }
  if (process.env['AVAL_TEST_SEED'] !== undefined) return;
  expect(crashes).toBeGreaterThan(10_000);
  expect(repeats).toBeGreaterThan(10_000);
  // The stories together went everywhere; a generator that avoids a corner proves nothing of it.
  expect([...steps.keys()].sort()).toEqual(
    expect.arrayContaining([
      'captureHold credit.over_capture',
      'captureHold credit.over_capture_review',
      'captureHold done',
      'closeLine done',
      'expireHold done',
      'extendHold done',
      'placeHold credit.hold_exists',
      'placeHold credit.insufficient',
      'placeHold credit.line_closed',
      'placeHold credit.line_stopped',
      'placeHold done',
      'postErpFigures done',
      'releaseHold done',
      'resizeHold credit.below_captured',
      'resizeHold credit.insufficient',
      'resizeHold done',
      'reviveHold done',
      'seeCaptures done',
      'setLine credit.group_cycle',
      'setLine done',
      'stopLine done',
    ]),
  );
}, 600_000);
