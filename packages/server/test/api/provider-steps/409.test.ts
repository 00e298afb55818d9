import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpOf } from '../dump.ts';
import { parkStep } from '../park-step.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const id = (number: number) => `step_01jh00000000000000000000${String(number).padStart(2, '0')}`;

test('a move names the version that was looked at, and nothing else is changed', async () => {
  await parkStep(api, id(1));
  const before = await dumpOf(api);
  const params = { stepId: id(1) };
  const changed = { status: 409, problem: { code: 'fulfilment.provider_step_changed' } };
  const client = api.client();
  expect(await client.retryProviderStep({ params, body: { version: 2 } })).toMatchObject(changed);
  const body = { version: 9, reason: 'no use' };
  expect(await client.giveUpProviderStep({ params, body })).toMatchObject(changed);
  expect(await dumpOf(api)).toEqual(before);
});

test('what was given up is neither retried nor given up again', async () => {
  await parkStep(api, id(2), { externalId: 'sub-2' });
  const params = { stepId: id(2) };
  const client = api.client();
  await client.giveUpProviderStep({ params, body: { version: 3, reason: 'no use' } });
  const before = await dumpOf(api);
  const ended = { status: 409, problem: { code: 'fulfilment.provider_step_ended' } };
  expect(await client.retryProviderStep({ params, body: { version: 4 } })).toMatchObject(ended);
  const body = { version: 4, reason: 'still no use' };
  expect(await client.giveUpProviderStep({ params, body })).toMatchObject(ended);
  expect(await dumpOf(api)).toEqual(before);
});

test('what waits for its turn has nothing to retry', async () => {
  await parkStep(api, id(3), { externalId: 'sub-3' });
  const params = { stepId: id(3) };
  const client = api.client();
  await client.retryProviderStep({ params, body: { version: 3 } });
  expect(await client.retryProviderStep({ params, body: { version: 4 } })).toMatchObject({
    ...{ status: 409, problem: { code: 'fulfilment.provider_step_not_tried' } },
  });
});

test('who may only read moves nothing', async () => {
  await parkStep(api, id(4), { externalId: 'sub-4' });
  const before = await dumpOf(api);
  const call = { params: { stepId: id(4) }, body: { version: 3 } };
  expect(await api.client(api.tokens.reader).retryProviderStep(call)).toMatchObject({
    ...{ status: 403, problem: { code: 'access.forbidden' } },
  });
  expect(await dumpOf(api)).toEqual(before);
});
