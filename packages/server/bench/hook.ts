import { join } from 'node:path';
import type { BenchOptions } from './bench-options.ts';
import { type HookBooks, makeHookBooks } from './hook-books.ts';
import type { HookLoadOrder } from './hook-load.mjs';
import type { LoadReport } from './load.mjs';
import { type Contestant, compare, median, type Result, resultOf } from './measure.ts';
import { type Served, sendLoad, startDesk, startProgram } from './processes.ts';
import type { SteadyLoadOrder, SteadyLoadReport } from './steady-load.mjs';

/** Enough for about two seconds of each side. */
const perRun = { desk: 8_000, deskWithFacts: 16_000, bare: 16_000, bareWithoutCalls: 60_000 };
/** Each side, until its speed stays: before, its code is still being optimized. */
const warmUp = { calls: 24_000, withFacts: 48_000 };
/** As many as for `POST /v1/holds`: three batches on their way, and the next one forming. */
const connections = 256;
const steady = { perSecond: 300, count: 6_000 };

/** The credit check hook over HTTP: each call is about another basket and takes a durable hold. */
export async function measureHook(options: BenchOptions): Promise<readonly Result[]> {
  const platform = await startProgram('platform.js', [], options);
  const platformUrl = `http://127.0.0.1:${platform.port}`;
  const folder = join(options.scratch, 'hook');
  const books = await makeHookBooks(folder, platformUrl, options);
  const desk = await startDesk(folder, options);
  const compared = await compareCalls(books, desk, platformUrl, options);
  const calm = await measureSteadyCalls(books, desk, options);
  await desk.stop();
  await platform.stop();
  return [compared, await compareWithFacts(books, options), calm];
}

async function compareCalls(
  books: HookBooks,
  desk: Served,
  platformUrl: string,
  options: BenchOptions,
): Promise<Result> {
  const bare = await startProgram('bare-hook.js', [platformUrl], options);
  const result = await compareServers(
    {
      name: 'credit check hook',
      question:
        'Checks a second over HTTP, a durable hold each, against a bare Fastify route that asks the ' +
        'same platform for the same two facts over as many connections; platform and load are ' +
        `processes of their own, ${connections} calls under way.`,
      limit: { atLeast: 0.45 },
      aim: 0.6,
      boundBy:
        'processors: server, storage worker, platform and load share two of them. Beside the same two ' +
        'calls a check costs credentials, a read of the books, the judgement and the transaction; some ' +
        'of the main thread goes into copying in memory what waits for answers.',
    },
    books,
    { name: 'hook', served: desk, warmUp: warmUp.calls, perRun: perRun.desk },
    {
      name: 'bare route with the same calls',
      served: bare,
      warmUp: warmUp.calls,
      perRun: perRun.bare,
    },
    options,
  );
  await bare.stop();
  return result;
}

async function compareWithFacts(books: HookBooks, options: BenchOptions): Promise<Result> {
  const desk = await startProgram('desk-with-facts.js', [books.folder], options);
  const bare = await startProgram('bare-hook.js', [], options);
  const result = await compareServers(
    {
      name: 'credit check hook, facts at hand',
      question:
        'The same with facts out of the server itself, against a bare Fastify route that asks nobody.',
      limit: { atLeast: 0.25 },
      aim: 0.4,
      boundBy:
        'processors: the main thread for HTTP, credentials, the log and the question to the storage ' +
        'worker, and that one for the books, the judgement and above all three rows with six places ' +
        'in indexes, which go to the disk with each batch.',
    },
    books,
    { name: 'hook', served: desk, warmUp: warmUp.withFacts, perRun: perRun.deskWithFacts },
    {
      name: 'bare route',
      served: bare,
      warmUp: warmUp.withFacts,
      perRun: perRun.bareWithoutCalls,
    },
    options,
  );
  await desk.stop();
  await bare.stop();
  return result;
}

/** One side: a server, and how many calls it gets before the first round and in each. */
type Side = {
  readonly name: string;
  readonly served: Served;
  readonly warmUp: number;
  readonly perRun: number;
};

async function compareServers(
  about: Parameters<typeof compare>[0],
  books: HookBooks,
  ours: Side,
  rival: Side,
  options: BenchOptions,
): Promise<Result> {
  const seen = new Map<Side, number[]>();
  const ask = (side: Side, count: number) => askHook(books, side.served, count, options);
  const contestant = (side: Side): Contestant => ({
    name: side.name,
    run: async () => {
      const before = side.served.processorSeconds();
      const { perSecond } = await ask(side, side.perRun);
      const processorUs = ((side.served.processorSeconds() - before) * 1e6) / side.perRun;
      seen.set(side, [...(seen.get(side) ?? []), processorUs]);
      return perSecond;
    },
  });
  for (const side of [ours, rival]) await ask(side, side.warmUp);
  const result = await compare(about, contestant(ours), contestant(rival), options.rounds);
  const processor = [ours, rival].map(
    (side) =>
      [
        `${side.name}, processor time a request, µs`,
        Math.round(median(seen.get(side) ?? [])),
      ] as const,
  );
  return { ...result, figures: { ...result.figures, ...Object.fromEntries(processor) } };
}

async function measureSteadyCalls(
  books: HookBooks,
  desk: Served,
  options: BenchOptions,
): Promise<Result> {
  const reports: SteadyLoadReport[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const order: SteadyLoadOrder = {
      ...steady,
      port: desk.port,
      authorization: books.authorization,
      firstNumber: numbersFor(steady.count),
    };
    reports.push(await sendLoad<SteadyLoadReport>('steady-load.mjs', order, options));
  }
  const middle = (figure: keyof SteadyLoadReport) =>
    Math.round(median(reports.map((report) => report[figure])) * 100) / 100;
  return resultOf(
    {
      name: `credit check hook at ${steady.perSecond} a second`,
      question:
        'Slowest answer of a hundred, from the moment at which the call was due: calls go out at a ' +
        'fixed rate, whatever became of those before. The deadline of the hook is 1500 ms by default.',
      unit: 'ms',
      limit: { atMost: 150 },
      aim: 25,
      boundBy:
        'two waits, for the platform and for the flush of the disk, and who else wants a processor.',
    },
    reports.map(({ p99Ms }) => p99Ms),
    {
      'median answer, ms': middle('p50Ms'),
      'slowest of all, ms': middle('mostMs'),
      'of it late sending, median, ms': middle('lateP50Ms'),
      'of it late sending, slowest of a hundred, ms': middle('lateP99Ms'),
    },
  );
}

let nextNumber = 1;

/** The first of so many numbers of baskets that were never asked about. */
function numbersFor(count: number): number {
  const first = nextNumber;
  nextNumber += count;
  return first;
}

async function askHook(
  { authorization }: HookBooks,
  { port }: Served,
  count: number,
  options: BenchOptions,
): Promise<LoadReport> {
  const firstNumber = numbersFor(count);
  const order: HookLoadOrder = { port, count, connections, authorization, firstNumber };
  return sendLoad<LoadReport>('hook-load.mjs', order, options);
}
