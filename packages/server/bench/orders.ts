import { join } from 'node:path';
import type { BenchOptions } from './bench-options.ts';
import type { LoadReport } from './load.mjs';
import {
  type About,
  type Contestant,
  compare,
  median,
  medians,
  type Result,
  resultOf,
  speedsOf,
  takeTurns,
} from './measure.ts';
import { fillOrders, makeOrderBooks, type OrderBooks } from './order-books.ts';
import type { OrderLoadOrder } from './order-load.mjs';
import { type Served, sendLoad, startDesk, startProgram } from './processes.ts';

export type OrderCounts = {
  readonly perRun: number;
  readonly perRunBare: number;
  readonly warmUp: number;
  readonly connections: number;
  /** Pages asked for in a round, and how many orders there are then. */
  readonly pages: number;
  readonly few: number;
  readonly many: number;
};

const usual: OrderCounts = {
  perRun: 15_000,
  perRunBare: 60_000,
  warmUp: 30_000,
  connections: 256,
  pages: 4_000,
  few: 10_000,
  many: 1_000_000,
};

/** Orders of the decision maker, each with its decision stored, and the pages that browse them. */
export async function measureOrders(
  options: BenchOptions,
  counts: OrderCounts = usual,
): Promise<readonly Result[]> {
  return [await compareOrders(options, counts), await comparePages(options, counts)];
}

async function compareOrders(
  options: BenchOptions,
  { perRun, perRunBare, warmUp, connections }: OrderCounts,
): Promise<Result> {
  const books = await makeOrderBooks(join(options.scratch, 'orders'), options);
  const desk = await startDesk(books.folder, options);
  const bare = await startProgram('bare-orders.js', [], options);
  const waits = new Map<Served, LoadReport[]>([desk, bare].map((served) => [served, []]));
  const contestant = (name: string, served: Served, count: number): Contestant => ({
    name,
    run: async () => {
      const report = await send(books, served, { count, connections, pages: null }, options);
      waits.get(served)?.push(report);
      return report.perSecond;
    },
  });
  const ours = contestant('POST /api/dmm/orders', desk, perRun);
  const rival = contestant('bare route for orders', bare, perRunBare);
  for (const served of [desk, bare]) {
    await send(books, served, { count: warmUp, connections, pages: null }, options);
  }
  const speeds = await takeTurns([ours, rival], options.rounds);
  await desk.stop();
  await bare.stop();
  const [own, other] = [speedsOf(speeds, ours), speedsOf(speeds, rival)];
  const reached = own.map((speed, round) => {
    const ratio = speed / (other[round] ?? Number.NaN);
    return Math.max(speed / perSecondMin, ratio / ratioMin);
  });
  const reports = waits.get(desk) ?? [];
  const seen = (figure: 'p50Ms' | 'p99Ms') => Math.round(median(reports.map((one) => one[figure])));
  const about: About = {
    name: 'POST /api/dmm/orders',
    question:
      'Orders over HTTP, approved by a ready ruleset, with the order and its decision stored: as a ' +
      'part of 1,000 a second, or of 0.4 of a bare Fastify route with the same JSON reader and the ' +
      'same reading and writing of members, whichever is more; 256 connections, a thousand ' +
      'companies, autocannon in a third process.',
    unit: 'ratio',
    limit: { atLeast: 1 },
    aim: null,
    boundBy:
      'processors: main thread, storage worker and load share two of them. Beside HTTP an order ' +
      'costs credentials, reads of company, earlier orders and line, the rules, two rows and their ' +
      'number.',
  };
  const figures = {
    ...medians(speeds),
    'POST /api/dmm/orders, median answer, ms': seen('p50Ms'),
    'POST /api/dmm/orders, slowest of a hundred, ms': seen('p99Ms'),
  };
  return resultOf(about, reached, figures);
}

/** What is promised: so many a second, or such a part of the bare route. */
const perSecondMin = 1_000;
const ratioMin = 0.4;

/** One page after another: the time of a page, not the speed of many. */
async function comparePages(
  options: BenchOptions,
  { pages: count, few, many }: OrderCounts,
): Promise<Result> {
  const serve = async (name: string, orders: number) => {
    const books = await makeOrderBooks(join(options.scratch, name), options);
    const first = await startDesk(books.folder, options);
    await send(books, first, { count: 1, connections: 1, pages: null }, options);
    await first.stop();
    await fillOrders(books, orders);
    const served = await startDesk(books.folder, options);
    const pages = Math.floor(orders / pageSize);
    const ask = () => send(books, served, { count, connections: 1, pages }, options);
    await ask();
    return { served, contestant: { name, run: async () => (await ask()).perSecond } };
  };
  const small = await serve(`pages of ${few} orders`, few);
  const large = await serve(`pages of ${many} orders`, many);
  const result = await compare(
    {
      name: 'a page of a million orders',
      question:
        'The time of a page of GET /api/dmm/orders with a million orders, against its time with ten ' +
        'thousand; near and far pages in turn, one after another.',
      limit: { atMost: 1.5 },
      aim: 1,
      boundBy: 'reading twenty rows by their numbers: the rows of a far page are not in the cache.',
    },
    small.contestant,
    large.contestant,
    options.rounds,
  );
  await small.served.stop();
  await large.served.stop();
  return result;
}

/** As `dmm.pageSize` is by default. */
const pageSize = 20;

function send(
  { authorization, regNumbers }: OrderBooks,
  { port }: Served,
  load: Pick<OrderLoadOrder, 'count' | 'connections' | 'pages'>,
  options: BenchOptions,
): Promise<LoadReport> {
  const order = { ...load, port, authorization, regNumbers } satisfies OrderLoadOrder;
  return sendLoad<LoadReport>('order-load.mjs', order, options);
}
