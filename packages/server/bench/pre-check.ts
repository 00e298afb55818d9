import { join } from 'node:path';
import type { BenchOptions } from './bench-options.ts';
import type { LoadReport } from './load.mjs';
import { type Contestant, compare, median, type Result } from './measure.ts';
import { makePreCheckBooks, type PreCheckBooks } from './pre-check-books.ts';
import type { PreCheckLoadOrder } from './pre-check-load.mjs';
import { type Served, sendLoad, startDesk, startProgram } from './processes.ts';

const perRun = 30_000;
const perRunBare = 60_000;
const warmUp = 40_000;
const connections = 64;

/** Pre-checks of a purchase over HTTP, by the ready rules, against a bare route. */
export async function measurePreCheck(options: BenchOptions): Promise<readonly Result[]> {
  const books = await makePreCheckBooks(join(options.scratch, 'pre-check'), options);
  const desk = await startDesk(books.folder, options);
  const bare = await startProgram('bare-pre-check.js', [], options);
  const waits = new Map<Served, LoadReport[]>([desk, bare].map((served) => [served, []]));
  const contestant = (name: string, served: Served, count: number): Contestant => ({
    name,
    run: async () => {
      const report = await askFor(books, served, count, options);
      waits.get(served)?.push(report);
      return report.perSecond;
    },
  });
  for (const served of [desk, bare]) await askFor(books, served, warmUp, options);
  const result = await compare(
    {
      name: 'pre-check of a subscription',
      question:
        'Pre-checks of a purchase a second over HTTP, judged by the ready rules of a service that no ' +
        'credit line stands behind, against a bare Fastify route with the same strict JSON reader and ' +
        `the same reading of the members; ${connections} connections, autocannon in a third process.`,
      limit: { atLeast: 0.4 },
      aim: null,
      boundBy:
        'the main thread: credentials, the reads of what the customer has, and the facts for the rules.',
    },
    contestant('pre-check', desk, perRun),
    contestant('bare route for pre-checks', bare, perRunBare),
    options.rounds,
  );
  await desk.stop();
  await bare.stop();
  const seen = (figure: 'p50Ms' | 'p99Ms') =>
    Math.round(median((waits.get(desk) ?? []).map((report) => report[figure])));
  const figures = {
    ...result.figures,
    'pre-check, median answer, ms': seen('p50Ms'),
    'pre-check, slowest of a hundred, ms': seen('p99Ms'),
  };
  return [{ ...result, figures }];
}

function askFor(
  { headers, accountCount, service }: PreCheckBooks,
  { port }: Served,
  count: number,
  options: BenchOptions,
): Promise<LoadReport> {
  const order = {
    ...{ port, count, connections, headers, accountCount, service },
  } satisfies PreCheckLoadOrder;
  return sendLoad<LoadReport>('pre-check-load.mjs', order, options);
}
