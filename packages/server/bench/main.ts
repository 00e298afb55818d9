import { writeFileSync } from 'node:fs';
import { compareHoldsOnSqlite } from './holds-sqlite.ts';
import type { Comparison } from './measure.ts';

/** Runs every comparison, prints them, and writes the results; fails where one is below its floor. */
async function main(): Promise<void> {
  const [root = '', workerPath = '', output = '', only = ''] = process.argv.slice(2);
  const rounds = Number(process.env['AVAL_TEST_ROUNDS'] ?? '5');
  const suites: readonly (readonly [string, () => Promise<readonly Comparison[]>])[] = [
    ['sqlite', () => compareHoldsOnSqlite(`${root}/holds`, workerPath, rounds)],
  ];
  const results: Comparison[] = [];
  for (const [name, run] of suites) {
    if (only !== '' && only !== name) continue;
    for (const result of await run()) {
      results.push(result);
      process.stdout.write(
        `${result.name}: ${result.ratio} (at least ${result.atLeast}) ` +
          `${JSON.stringify(result.perSecond)}\n`,
      );
    }
  }
  if (only === '') writeFileSync(output, `${JSON.stringify({ results }, null, 2)}\n`);
  const low = results.filter(({ ratio, atLeast }) => ratio < atLeast);
  for (const { name, ratio, atLeast } of low) {
    process.stdout.write(`below its floor: ${name}, ${ratio} < ${atLeast}\n`);
  }
  process.exitCode = low.length === 0 ? 0 : 1;
}

await main();
