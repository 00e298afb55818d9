import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { present } from '../../src/kernel/assert.ts';
import { parseInstant } from '../../src/kernel/clock.ts';
import { openPostgresStorage } from '../../src/storage/postgres/postgres-storage.ts';
import { aClock } from '../storage/engines.ts';
import { createTestDatabase, type TestDatabase, whyNoPostgres } from '../storage/test-database.ts';
import { fixtureProvider, seedDecisionMaker } from './decision-maker-seed.ts';
import { seedFixture } from './fixture-seed.ts';
import { fixtureNoon, type OpenDesk, openDeskOn } from './open-desk.ts';
import { chainOf, exchangesOf } from './replay.ts';
import { replayChain } from './replay-chain.ts';

const file = 'creditdevice-decision-maker.json';
const missing = whyNoPostgres();
const read = (text: string) => present(parseInstant(text), `instant ${text}`);

async function withDesk(
  { url }: TestDatabase,
  use: (desk: OpenDesk) => Promise<void>,
): Promise<void> {
  const clock = aClock(read(fixtureNoon));
  const storage = await openPostgresStorage({ url, clock, time: 'ofClock' });
  const desk = await openDeskOn(storage, clock, { companyProvider: fixtureProvider });
  try {
    await use({ ...desk, clock: { now: clock.now, set: (text) => clock.set(read(text)) } });
  } finally {
    await desk.close();
  }
}

/** Elsewhere the recorded exchanges are replayed on the embedded database; here on the other one. */
describe.skipIf(missing !== null)(missing ?? 'on postgres, as recorded', () => {
  let template: TestDatabase;

  beforeAll(async () => {
    template = await createTestDatabase(inject('postgresUrl'));
    await withDesk(template, async (desk) => {
      await seedFixture(desk);
      await seedDecisionMaker(desk);
    });
  });
  afterAll(() => template.drop());

  test.concurrent.each(exchangesOf(file).map((exchange) => ({ name: exchange.name, exchange })))(
    '$name',
    async ({ exchange }) => {
      const database = await createTestDatabase(inject('postgresUrl'), template);
      try {
        await withDesk(database, async (desk) => {
          expect(await replayChain(desk, chainOf(file, exchange))).toEqual([]);
          expect((await desk.storage.verify()).difference).toBeNull();
        });
      } finally {
        await database.drop();
      }
    },
  );
});
