import { join } from 'node:path';
import type { BenchOptions } from './bench-options.ts';
import { type DeskBooks, makeDeskBooks } from './desk-books.ts';
import type { LoadOrder, LoadReport } from './load.mjs';
import { type Contestant, compare, median, type Result } from './measure.ts';
import { type Served, sendLoad, startDesk, startProgram } from './processes.ts';

const lineCount = 10_000;
const perRun = 30_000;
const perRunBare = 60_000;
/** Before anything is measured: the compiler has seen all it will see. */
const warmUp = 60_000;
const connections = 256;

/** `POST /v1/holds`, durable, against a bare route, each in a process of its own, as is the load. */
export async function compareHttp(options: BenchOptions): Promise<readonly Result[]> {
  const books = await makeDeskBooks(join(options.scratch, 'http'), lineCount, options);
  const desk = await startDesk(books.folder, options);
  const bare = await startProgram('bare-route.js', [], options);
  const reports = new Map<Served, (LoadReport & { readonly processorUs: number })[]>();
  const contestant = (name: string, served: Served, count: number): Contestant => ({
    name,
    run: async () => {
      const before = served.processorSeconds();
      const report = await askForHolds(books, served, count, options);
      const processorUs = ((served.processorSeconds() - before) * 1e6) / count;
      reports.get(served)?.push({ ...report, processorUs });
      return report.perSecond;
    },
  });
  const ours = contestant('POST /v1/holds', desk, perRun);
  const rival = contestant('bare route', bare, perRunBare);
  for (const served of [desk, bare]) await askForHolds(books, served, warmUp, options);
  for (const served of [desk, bare]) reports.set(served, []);
  const result = await compare(
    {
      name: 'POST /v1/holds',
      question:
        'Durable holds a second over HTTP, against a bare Fastify route with the same schema and the ' +
        'same JSON reader; 256 connections, a key for each request, autocannon in a third process.',
      limit: { atLeast: 0.3 },
      aim: 0.5,
      boundBy:
        'processors: main thread, storage worker and load share two of them, while the bare route ' +
        'leaves one to the load. Beside HTTP a hold costs credentials, a fingerprint, the message to ' +
        'the worker and the transaction.',
    },
    ours,
    rival,
    options.rounds,
  );
  await desk.stop();
  await bare.stop();
  const seen = (served: Served, figure: 'p50Ms' | 'p99Ms' | 'processorUs') =>
    Math.round(median((reports.get(served) ?? []).map((report) => report[figure])));
  const figures = {
    ...result.figures,
    'POST /v1/holds, median answer, ms': seen(desk, 'p50Ms'),
    'POST /v1/holds, slowest of a hundred, ms': seen(desk, 'p99Ms'),
    'POST /v1/holds, processor time a request, µs': seen(desk, 'processorUs'),
    'bare route, processor time a request, µs': seen(bare, 'processorUs'),
  };
  return [{ ...result, figures }];
}

let run = 0;

export async function askForHolds(
  { apiKey, organizations }: DeskBooks,
  { port }: Served,
  count: number,
  options: BenchOptions,
): Promise<LoadReport> {
  run += 1;
  const keyPrefix = `${process.pid}-${run}`;
  const order = { port, count, connections, apiKey, organizations, keyPrefix };
  return sendLoad<LoadReport>('load.mjs', order satisfies LoadOrder, options);
}
