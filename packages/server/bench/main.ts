import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchOptions } from './bench-options.ts';
import { compareDecisions } from './decisions.ts';
import { compareHoldsOnPostgres } from './holds-postgres.ts';
import { compareHoldsOnSqlite } from './holds-sqlite.ts';
import { measureHook } from './hook.ts';
import { compareHttp } from './http.ts';
import { compareManyHolds } from './many-holds.ts';
import { holds, type Result } from './measure.ts';
import { measureOrders } from './orders.ts';
import { measurePreCheck } from './pre-check.ts';
import { keepResults } from './report.ts';
import { measureMillionHolds, measureSize } from './size.ts';

type Suite = {
  readonly run: (options: BenchOptions) => Promise<readonly Result[]>;
  /** Takes too long for every run: only when it is asked for. */
  readonly isLong?: boolean;
};

const suites: Readonly<Record<string, Suite>> = {
  sqlite: { run: compareHoldsOnSqlite },
  many: { run: compareManyHolds },
  postgres: { run: compareHoldsOnPostgres },
  http: { run: compareHttp },
  hook: { run: measureHook },
  orders: { run: measureOrders },
  'pre-check': { run: measurePreCheck },
  dmn: { run: compareDecisions },
  size: { run: measureSize },
  million: { run: measureMillionHolds, isLong: true },
};

/** Runs the suites that are named, prints and keeps their results; fails where one is too low. */
async function main(): Promise<void> {
  const [bundles = '', loads = '', scratch = '', json = '', page = '', rounds = '', ...names] =
    process.argv.slice(2);
  mkdirSync(scratch, { recursive: true });
  const chosen = Object.entries(suites).filter(([name, { isLong = false }]) =>
    names.length === 0 ? !isLong : names.includes(name),
  );
  const results: Result[] = [];
  for (const [name, suite] of chosen) {
    const folder = mkdtempSync(join(scratch, `${name}-`));
    try {
      for (const result of await suite.run({
        bundles,
        loads,
        scratch: folder,
        rounds: Number(rounds),
      })) {
        results.push(result);
        print(result);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  keepResults({ json, page }, results, names.length === 0 ? results.map(({ name }) => name) : []);
  if (!results.every(holds)) process.exitCode = 1;
}

function print(result: Result): void {
  const { name, value, unit, limit, figures } = result;
  const bound = 'atLeast' in limit ? `at least ${limit.atLeast}` : `at most ${limit.atMost}`;
  const verdict = holds(result) ? '' : '  MISSED';
  process.stdout.write(
    `${name}: ${value}${unit === 'ratio' ? '' : ` ${unit}`} (${bound})${verdict}\n`,
  );
  for (const [what, figure] of Object.entries(figures)) {
    process.stdout.write(`  ${what}: ${figure}\n`);
  }
}

await main();
