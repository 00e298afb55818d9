import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eur, holdId, organizationId, placing, setting } from '../builders/credit.ts';
import { createTestDatabase, type TestDatabase, whyNoPostgres } from '../storage/test-database.ts';
import { ask, closeAll, inParallel, openServers, tenantId, unitOf } from './postgres-rig.ts';

const writers = 16;
const followers = 4;
const writes = 1_200;

/** Reads on from a number; gives what it found and where to go on. */
type Follow = (from: bigint) => Promise<{ readonly numbers: bigint[]; readonly next: bigint }>;

/** A follower reads until the writing is over and nothing more comes, and keeps all that it saw. */
async function follow(read: Follow, isOver: () => boolean): Promise<readonly bigint[]> {
  const seen: bigint[] = [];
  let from = 1n;
  for (;;) {
    const wasOver = isOver();
    const { numbers, next } = await read(from);
    seen.push(...numbers);
    if (wasOver && next === from) return seen;
    from = next;
  }
}

async function whileWriting(read: Follow, write: () => Promise<void>) {
  let isOver = false;
  const following = Array.from({ length: followers }, () => follow(read, () => isOver));
  await write();
  isOver = true;
  return Promise.all(following);
}

describe.skipIf(whyNoPostgres() !== null)('the change feed on PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  test('16 writers and 4 followers: nobody misses an entry or hears one twice', async () => {
    const servers = await openServers(database.url, 4);
    const lines = Array.from({ length: 8 }, (_, index) => `line_${index}`);
    for (const name of lines) {
      await servers[0]?.commit(unitOf(name, setting({ limitMinor: 1_000_000n }, { name })));
    }
    const read: Follow = async (from) => {
      const query = { from, limit: 100, contexts: null, organizationId: null };
      const page = await servers[3]?.credit.entries(tenantId, query);
      const numbers = page?.entries.map((entry) => entry.number) ?? [];
      return { numbers, next: page?.next ?? from };
    };
    const seen = await whileWriting(read, () =>
      inParallel(writers, writes, async (index, writer) => {
        const organization = organizationId(lines[(index + writer) % lines.length] ?? '');
        const hold = { holdId: holdId(String(index)), organizationId: organization };
        const unit = unitOf(null, placing({ ...hold, amount: eur(1n) }));
        expect((await servers[writer % 4]?.commit(unit))?.kind).toBe('done');
      }),
    );
    await closeAll(servers);

    const dense = Array.from({ length: lines.length + writes }, (_, index) => BigInt(index + 1));
    for (const numbers of seen) expect(numbers).toEqual(dense);
    const [row] = await ask(
      database.url,
      `select count(*) as late from credit_entry later
      join credit_entry earlier using (tenant_id, line_id)
      where later.line_version = earlier.line_version + 1
        and (later.number < earlier.number or later.at_us < earlier.at_us)`,
    );
    // On each line, numbers and instants follow the versions.
    expect(row).toEqual({ late: 0n });
  });

  test('the rig sees a naive feed with numbers of a sequence lose entries', async () => {
    const pool = new Pool({ connectionString: database.url, max: writers + followers });
    pool.on('error', () => {});
    await pool.query('create table naive_feed (number bigserial primary key, writer bigint)');
    const read: Follow = async (from) => {
      const { rows } = await pool.query(
        'select number from naive_feed where number >= $1 order by number',
        [from],
      );
      const numbers = rows.map((row) => BigInt(row.number));
      return { numbers, next: (numbers.at(-1) ?? from - 1n) + 1n };
    };
    const seen = await whileWriting(read, () =>
      inParallel(writers, writes, async (_, writer) => {
        const client = await pool.connect();
        await client.query('begin');
        await client.query('insert into naive_feed (writer) values ($1)', [writer]);
        // The rest of a transaction: whoever took the next number may be through before it.
        await client.query('select count(*) from naive_feed where writer = $1', [writer]);
        await client.query('commit');
        client.release();
      }),
    );
    await pool.end();
    const missed = seen.map((numbers) => writes - numbers.length);
    expect(Math.max(...missed)).toBeGreaterThan(0);
  });
});
