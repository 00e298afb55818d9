import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { build } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../rolldown.config.mjs';
import { toRowHold } from '../../src/storage/schema/rows.ts';
import { aHold, eur, holdId, placing, setting } from '../builders/credit.ts';
import { createTestDatabase, type TestDatabase, whyNoPostgres } from '../storage/test-database.ts';
import { ask, closeAll, openServers, tenantId, unitOf } from './postgres-rig.ts';

const limitMinor = 1_000n;
const amountMinor = 5n;
const places = Number(limitMinor / amountMinor);
/** Fewer places: a naive check loses most of its updates, and takes long to fill a line. */
const naiveAmountMinor = 50n;

const scratch = join('.tmp', `race-${process.pid}`);
const clientFile = join(scratch, 'postgres-client.js');
const packageFolder = join(import.meta.dirname, '..', '..');

/** A server of its own process, which takes holds until it is told no. */
async function takeInProcess(url: string, name: string, clients: number): Promise<number> {
  const args = [join(packageFolder, clientFile), url, name, String(clients), String(amountMinor)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code).toBe(0);
  return Number(output);
}

async function openLine(url: string): Promise<void> {
  const servers = await openServers(url, 1);
  await servers[0]?.commit(unitOf('open', setting({ limitMinor })));
  await closeAll(servers);
}

/** What stands in the database when all is over: this, not what the clients say, is judged. */
async function heldIn(url: string): Promise<{ readonly line: bigint; readonly holds: bigint }> {
  const [row] = await ask(
    url,
    `select (select held_minor from credit_line where tenant_id = $1) as line,
      (select sum(held_minor)::bigint from credit_hold where tenant_id = $1) as holds`,
    [tenantId],
  );
  return { line: row?.['line'] as bigint, holds: row?.['holds'] as bigint };
}

describe.skipIf(whyNoPostgres() !== null)('32 clients on one line of PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    await build(bundle({ entry: 'test/race/postgres-client.ts', file: clientFile }));
  });
  afterAll(() => rmSync(join(packageFolder, scratch), { recursive: true, force: true }));
  beforeAll(async () => {
    database = await createTestDatabase();
    await openLine(database.url);
  });
  afterAll(() => database.drop());

  test('two servers here and two in processes of their own sell each place once', async () => {
    const servers = await openServers(database.url, 2);
    const takeHere = async (client: number) => {
      for (let taken = 0; ; taken += 1) {
        const id = `here_${client}_${taken}`;
        const hold = placing({ holdId: holdId(id), amount: eur(amountMinor) });
        const outcome = await servers[client % 2]?.commit(unitOf(id, hold));
        if (outcome?.kind !== 'done') return taken;
      }
    };
    const taken = await Promise.all([
      ...Array.from({ length: 16 }, (_, client) => takeHere(client)),
      takeInProcess(database.url, 'left', 8),
      takeInProcess(database.url, 'right', 8),
    ]);
    expect((await servers[0]?.verify())?.difference).toBeNull();
    await closeAll(servers);
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(places);
    expect(await heldIn(database.url)).toEqual({ line: limitMinor, holds: limitMinor });
  });

  test('the rig sees a naive check that reads, compares and writes sell too much', async () => {
    const naive = await createTestDatabase();
    await openLine(naive.url);
    const pool = new Pool({ connectionString: naive.url, max: 32 });
    pool.on('error', () => {});
    await Promise.all(
      Array.from({ length: 32 }, async (_, client) => {
        for (let taken = 0; await placeNaively(pool, `naive_${client}_${taken}`); taken += 1);
      }),
    );
    await pool.end();
    const { holds } = await heldIn(naive.url);
    await naive.drop();
    expect(holds).toBeGreaterThan(limitMinor);
  });
});

/** What everybody writes first: the check is right, and somebody else's hold slips in behind it. */
async function placeNaively(pool: Pool, name: string): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query(
      'select limit_minor, held_minor from credit_line where tenant_id = $1',
      [tenantId],
    );
    const held = BigInt(rows[0].held_minor) + naiveAmountMinor;
    if (held > BigInt(rows[0].limit_minor)) return false;
    const hold = toRowHold(aHold({ name, tenantId, amountMinor: naiveAmountMinor }));
    const values = Object.values(hold);
    const parameters = values.map((_, index) => `$${index + 1}`);
    await client.query(
      `insert into credit_hold (${Object.keys(hold).join(', ')}) values (${parameters.join(', ')})`,
      values,
    );
    await client.query('update credit_line set held_minor = $2 where tenant_id = $1', [
      tenantId,
      held,
    ]);
    await client.query('commit');
    return true;
  } finally {
    await client.query('rollback');
    client.release();
  }
}
