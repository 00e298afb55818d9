import { afterAll, beforeAll, expect, test } from 'vitest';
import { aHold, aLine, eur } from '../builders.ts';
import { dumpOf } from '../dump.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('a hold that is over takes no further step, and nothing is written', async () => {
  const client = api.client();
  const organizationId = await aLine(client);
  const params = { holdId: await aHold(client, organizationId, '10.00') };
  await client.releaseHold({ params });
  const before = await dumpOf(api);
  const answers = await Promise.all([
    client.captureHold({ params, body: { amount: eur('1.00') } }),
    client.resizeHold({ params, body: { amount: eur('1.00') } }),
    client.extendHold({ params, body: { dueAfterSeconds: 60 } }),
  ]);
  for (const answer of answers) {
    expect(answer).toMatchObject({
      status: 409,
      problem: { code: 'credit.hold_not_open', params: { state: 'released' }, outcome: 'none' },
    });
  }
  expect(await client.reviveHold({ params })).toMatchObject({
    status: 409,
    problem: { code: 'credit.hold_not_expired' },
  });
  expect(await dumpOf(api)).toEqual(before);
});

test('a hold is not resized below what was captured of it', async () => {
  const client = api.client();
  const organizationId = await aLine(client);
  const params = { holdId: await aHold(client, organizationId, '10.00') };
  await client.captureHold({ params, body: { amount: eur('6.00') } });
  expect(await client.resizeHold({ params, body: { amount: eur('5.99') } })).toMatchObject({
    status: 409,
    problem: { code: 'credit.below_captured' },
  });
});
