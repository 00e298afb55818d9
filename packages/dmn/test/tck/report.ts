import type { Outcome } from './run-kit.ts';

export type Tally = { readonly passed: number; readonly failed: number; readonly leftOut: number };

export function tallyOf(outcomes: readonly Outcome[]): Tally {
  const count = (status: Outcome['status']): number =>
    outcomes.filter((outcome) => outcome.status === status).length;
  return { passed: count('passed'), failed: count('failed'), leftOut: count('left_out') };
}

/** One line for each suite, and one for all. */
export function tableOf(level: string, outcomes: readonly Outcome[]): string {
  const suites = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const { suite } = outcome.result;
    suites.set(suite, [...(suites.get(suite) ?? []), outcome]);
  }
  const lines = [...suites].map(([suite, of]) => lineOf(suite, tallyOf(of)));
  return [
    `${level.padEnd(46)} passed  failed  left out`,
    ...lines,
    lineOf('all', tallyOf(outcomes)),
  ].join('\n');
}

function lineOf(name: string, { passed, failed, leftOut }: Tally): string {
  const cells = [passed, failed, leftOut].map((count, index) =>
    String(count).padStart(index === 2 ? 10 : 8),
  );
  return `${name.padEnd(44)}${cells.join('')}`;
}
