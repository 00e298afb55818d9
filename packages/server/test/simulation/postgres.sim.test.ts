import { afterAll, beforeAll, expect, test } from 'vitest';
import { whyNoPostgres } from '../storage/test-database.ts';
import { createPostgresWorld, type PostgresWorld } from './postgres-engine.ts';
import { runSeed } from './run-seed.ts';
import { seedsOf } from './seeds.ts';

const missing = whyNoPostgres();
let world: PostgresWorld | null = null;
beforeAll(async () => {
  if (missing === null) world = await createPostgresWorld();
});
afterAll(() => world?.close());

const name = 'the ledger on PostgreSQL keeps every invariant when its connection dies';
test.skipIf(missing !== null)(
  missing === null ? name : `${name} (skipped: ${missing})`,
  async () => {
    let crashes = 0;
    for (const seed of seedsOf(100)) {
      const open = world?.open;
      if (open === undefined) throw new Error('no PostgreSQL');
      const story = await runSeed({ seed, operations: 100, open });
      crashes += story.crashes;
    }
    expect(crashes).toBeGreaterThan(process.env['AVAL_TEST_SEED'] === undefined ? 100 : -1);
  },
  600_000,
);
