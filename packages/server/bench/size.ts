import { join } from 'node:path';
import type { BenchOptions } from './bench-options.ts';
import { makeDeskBooks } from './desk-books.ts';
import { askForHolds } from './http.ts';
import { fillWithHolds } from './ledger.ts';
import { type Result, resultOf } from './measure.ts';
import { startDesk } from './processes.ts';

const lineCount = 10_000;
const openHolds = 1_000_000;
const asked = 100_000;

/** How fast the server starts on data that is there, and how much memory it needs. */
export async function measureSize(options: BenchOptions): Promise<readonly Result[]> {
  const books = await makeDeskBooks(join(options.scratch, 'size'), lineCount, options);
  await fillWithHolds(books, openHolds);
  const starts: number[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const desk = await startDesk(books.folder, options);
    starts.push(desk.startSeconds);
    await desk.stop();
  }
  const desk = await startDesk(books.folder, options);
  const idle = desk.memoryMb();
  await askForHolds(books, desk, asked, options);
  const busy = desk.memoryMb();
  await desk.stop();
  return [
    resultOf(
      {
        name: 'start on existing data',
        question:
          'From the start of the process to its first good answer, with a million open holds.',
        unit: 's',
        limit: { atMost: 0.5 },
        aim: null,
        boundBy: 'reading and compiling the bundle.',
      },
      starts,
      {},
    ),
    resultOf(
      {
        name: 'memory with a million open holds',
        question:
          'Resident memory of the server on a database with a million open holds, after a hundred ' +
          'thousand more over HTTP.',
        unit: 'MB',
        limit: { atMost: 300 },
        aim: null,
        boundBy: 'the page caches of the database connections and the heaps of two threads.',
      },
      [busy.now],
      { 'idle, MB': idle.now, 'peak, MB': busy.peak },
    ),
  ];
}

/** The long way: the server itself takes a million holds. */
export async function measureMillionHolds(options: BenchOptions): Promise<readonly Result[]> {
  const books = await makeDeskBooks(join(options.scratch, 'million'), lineCount, options);
  const desk = await startDesk(books.folder, options);
  const { perSecond } = await askForHolds(books, desk, openHolds, options);
  const memory = desk.memoryMb();
  await desk.stop();
  return [
    resultOf(
      {
        name: 'memory after a million holds',
        question: 'Resident memory of the server after it took a million holds over HTTP.',
        unit: 'MB',
        limit: { atMost: 300 },
        aim: null,
        boundBy: 'as above: nothing of a hold stays in memory.',
      },
      [memory.now],
      { 'peak, MB': memory.peak, 'holds a second': Math.round(perSecond) },
    ),
  ];
}
