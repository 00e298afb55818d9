import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSeed } from './run-seed.ts';
import { seedsOf } from './seeds.ts';
import { createSqliteWorld, type SqliteWorld } from './sqlite-engine.ts';

let world: SqliteWorld;
beforeAll(async () => {
  world = await createSqliteWorld();
});
afterAll(() => world.close());

test('the ledger on SQLite keeps every invariant when it is killed and opened again', async () => {
  let crashes = 0;
  for (const seed of seedsOf(500)) {
    const story = await runSeed({ seed, operations: 100, open: world.open });
    crashes += story.crashes;
  }
  expect(crashes).toBeGreaterThan(process.env['AVAL_TEST_SEED'] === undefined ? 500 : -1);
}, 600_000);
