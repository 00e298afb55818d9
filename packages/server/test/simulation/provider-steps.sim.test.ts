import { expect, test } from 'vitest';
import { runSteps } from './provider-steps.ts';
import { seedsOf } from './seeds.ts';

test("steps of providers' systems keep their order, through crashes, silence and people", async () => {
  const seen: Record<string, number> = {};
  for (const seed of seedsOf(300)) {
    const run = await runSteps(seed);
    expect([seed, run.violations]).toEqual([seed, []]);
    for (const [what, times] of Object.entries(run.seen)) seen[what] = (seen[what] ?? 0) + times;
  }
  // A simulation in which nothing went wrong shows nothing.
  for (const what of [
    'crash',
    'parked',
    'done',
    'given_up',
    'retried',
    'given up',
    'compensated',
  ]) {
    expect([what, seen[what] ?? 0]).toEqual([what, expect.any(Number)]);
    expect(seen[what] ?? 0, what).toBeGreaterThan(20);
  }
});

test.each([
  ['the order of an object', { keepsOrder: false }],
  ['that one step of an object is under way', { keepsOrder: false, keepsOneUnderWay: false }],
])('the simulation sees a storage that does not keep %s', async (_what, planted) => {
  const runs = await Promise.all(seedsOf(20).map((seed) => runSteps(seed, planted)));
  expect(runs.filter(({ violations }) => violations.length > 0).length).toBeGreaterThan(0);
});
