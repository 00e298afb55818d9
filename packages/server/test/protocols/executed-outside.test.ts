import { basicAuthorization, oneTradeCreditPath } from '@aval/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderChange } from '../../src/commerce/index.ts';
import { rowsOnly } from '../../src/kernel/unit-of-work.ts';
import { createPlatformReader } from '../../src/storage/index.ts';
import { connectPlatform, demo, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

/**
 * A basket is too dear, the hook says no, and the order waits at the platform. A person executes it
 * there. The ERP, which reads trade credits, sees that the credit is used before it has posted anything.
 */
const basketId = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f402';
const birch = 'org%3A1b9e2c34-5d6f-4a7b-8c9d-0e1f2a3b4c5d';

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  await connectPlatform(desk);
});
afterAll(() => desk.close());

test('an order that was refused and executed by hand uses the credit that both wires tell of', async () => {
  expect(await ask()).toBe('false');
  expect(await tradeCredit()).toMatchObject({ creditValueUsed: 450, availableCreditValue: 50 });
  await execute();
  await desk.sweep();
  desk.clock.set('2020-03-01T12:16:00Z');
  await desk.sweep();
  expect(await tradeCredit()).toMatchObject({ creditValueUsed: 690, availableCreditValue: -190 });
  expect(await ask()).toBe('false');
  const decisions = await desk.storage.db
    .selectFrom('decision')
    .select(['kind', 'reason_code'])
    .where('subject', '=', `interworks.basket:152/${basketId}`)
    .execute();
  expect(decisions).toContainEqual({
    kind: 'executed_outside',
    reason_code: 'assessment.executed_outside',
  });
  desk.clock.set('2020-03-05T12:00:00Z');
  await desk.sweep();
  expect(await tradeCredit()).toMatchObject({ creditValueUsed: 690 });
  expect((await desk.storage.verify()).difference).toBeNull();
});

async function ask(): Promise<string> {
  const url = `${desk.url}/interworks/credit-check?AccountId=152&BasketId=${basketId}`;
  const headers = { Authorization: basicAuthorization('hook', 'hook-password') };
  return (await fetch(url, { headers })).text();
}

async function tradeCredit(): Promise<unknown> {
  const headers = { 'one-tenant': 'demo', ApiAuth: 'one-test-key' };
  return (await fetch(`${desk.url}${oneTradeCreditPath}/${birch}`, { headers })).json();
}

async function execute(): Promise<void> {
  const order = await createPlatformReader(desk.storage.db).order(demo, basketId);
  if (order === null || 'isFailing' in order) throw new Error('no order');
  const status = { name: 'Executed', type: 'Automatic Execute' } as const;
  const outcome = await desk.storage.commit(
    rowsOnly(demo, [orderChange(demo, { ...order, status })]),
  );
  expect(outcome.kind).toBe('done');
}
