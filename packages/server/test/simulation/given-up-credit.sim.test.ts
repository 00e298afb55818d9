import { expect, test } from 'vitest';
import { type Planted, runGivenUp } from './given-up-credit.ts';
import { seedsOf } from './seeds.ts';

test('whatever is given up, the customer has what the books say, and it is paid for', async () => {
  const seen: Record<string, number> = {};
  for (const seed of seedsOf(500)) {
    const run = await runGivenUp(seed);
    expect([seed, run.violations]).toEqual([seed, []]);
    for (const [what, times] of Object.entries(run.seen)) seen[what] = (seen[what] ?? 0) + times;
  }
  // A simulation in which nothing went wrong shows nothing.
  for (const what of [
    'update',
    'suspend',
    'cancel',
    'given up',
    'not given up',
    'taken back',
    'overtaken',
  ]) {
    expect(seen[what] ?? 0, what).toBeGreaterThan(50);
  }
});

test.each<[Planted]>([['what was captured'], ['the object'], ['the other step']])(
  'the simulation sees a give-up that forgets %s',
  async (planted) => {
    const runs = await Promise.all(seedsOf(500).map((seed) => runGivenUp(seed, planted)));
    expect(runs.filter(({ violations }) => violations.length > 0).length).toBeGreaterThan(0);
  },
);
