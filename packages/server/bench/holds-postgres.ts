import { openPostgresStorage } from '../src/storage/postgres/postgres-storage.ts';
import { startPostgres } from '../test/storage/postgres-server.ts';
import type { BenchOptions } from './bench-options.ts';
import { placeHolds } from './ledger.ts';
import { type Contestant, compare, inFlight, type Result, speedOf } from './measure.ts';
import { createRawTransactions, type Numbering } from './raw-postgres.ts';
import { clock, ids, openLines, tenantId } from './world.ts';

const lineCount = 10_000;
const perRun = 10_000;
const perRunRaw = 3_000;
const connections = 32;
/** As many callers wait for the rival's connections as for our lanes. */
const atOnce = 256;

/** The ledger on PostgreSQL against one transaction for each hold. */
export async function compareHoldsOnPostgres(options: BenchOptions): Promise<readonly Result[]> {
  const server = await startPostgres();
  try {
    const storage = await openPostgresStorage({ url: server.url, clock });
    const rival = (numbering: Numbering) =>
      createRawTransactions({ url: server.url, tenantId, connections, numbering });
    const counting = rival('counter');
    const sequential = rival('sequence');
    await sequential.prepare();
    const lines = await openLines(storage, lineCount);
    const oneLine = await openLines(storage, 1);
    const ours = (name: string, organizations: typeof lines): Contestant => ({
      name,
      run: () => speedOf(perRun, () => placeHolds(storage, organizations, perRun)),
    });
    const raw = (name: string, { hold }: typeof counting): Contestant => ({
      name,
      run: () =>
        speedOf(perRunRaw, () =>
          inFlight(perRunRaw, atOnce, (index) =>
            hold(lines[index % lines.length] ?? '', ids.next('hold'), 100 + (index % 900)),
          ),
        ),
    });
    const many = ours('ledger, 10,000 lines', lines);
    const hot = ours('ledger, one line', oneLine);
    const transactions = raw('select for update, 10,000 lines', counting);
    const unordered = raw('the same, numbered by a sequence', sequential);
    for (const contestant of [many, hot, transactions, unordered]) await contestant.run();
    const results = [
      await compare(
        {
          name: 'holds on PostgreSQL',
          question:
            'Holds a second over 10,000 lines, against a transaction for each hold that locks the ' +
            'line with select … for update and makes the same writes, over 32 connections.',
          limit: { atLeast: 3 },
          aim: null,
          boundBy:
            'the database: parsing and running the statements of a batch. The rival pays seven round ' +
            'trips and a share of a flush for each hold, and holds the counter row meanwhile.',
        },
        many,
        transactions,
        options.rounds,
      ),
      await compare(
        {
          name: 'holds on PostgreSQL, without order',
          question:
            'The same, against transactions that number their entries by a sequence: with gaps, out ' +
            'of order, so that a follower of the feed could miss some.',
          limit: { atLeast: 1 },
          aim: null,
          boundBy: 'the database, on both sides.',
        },
        many,
        unordered,
        options.rounds,
      ),
      await compare(
        {
          name: 'one hot line on PostgreSQL',
          question: 'Holds a second on one line, against the same over 10,000 lines.',
          limit: { atLeast: 0.9 },
          aim: null,
          boundBy: 'one lane at a time: its batches follow each other.',
        },
        hot,
        many,
        options.rounds,
      ),
    ];
    await counting.close();
    await sequential.close();
    await storage.close();
    return results;
  } finally {
    await server.stop();
  }
}
