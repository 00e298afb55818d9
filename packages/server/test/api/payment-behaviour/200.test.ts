import { afterAll, beforeAll, expect, test } from 'vitest';
import { anOrganization } from '../builders.ts';
import { dumpOf } from '../dump.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const body = {
  overdueAmount: { amount: '640.00', currency: 'EUR' },
  overdueDays: 12,
  oldestOpenItemDays: 41,
  paymentBehaviour: 'slow',
  asOf: '2030-02-28',
} as const;

test('figures that are put are there as they were, with who said so and when', async () => {
  const client = api.client();
  const { organizationId } = await anOrganization(client);
  const params = { organizationId };
  const made = await client.putPaymentBehaviour({ params, body });
  expect(made).toMatchObject({
    status: 201,
    body: { ...body, organizationId, source: 'api', version: 1 },
  });
  expect(made.ok && made.body.recordedBy).toMatch(/^key:cred_/);
  const found = await client.getPaymentBehaviour({ params });
  expect(found.ok && found.body).toEqual(made.ok && made.body);
  const path = `/v1/organizations/${organizationId}/payment-behaviour`;
  expect((await api.call({ path })).headers['etag']).toBe('"1"');
});

test('what is left out is not known any more, and never 0', async () => {
  const client = api.client();
  const params = { organizationId: (await anOrganization(client)).organizationId };
  await client.putPaymentBehaviour({ params, body });
  const changed = await client.putPaymentBehaviour({
    params,
    body: { asOf: '2030-03-01', overdueDays: 0 },
    expected: 1,
  });
  expect(changed).toMatchObject({
    status: 200,
    body: {
      overdueAmount: null,
      overdueDays: 0,
      oldestOpenItemDays: null,
      paymentBehaviour: null,
      version: 2,
    },
  });
});

test('the same figures again change nothing', async () => {
  const client = api.client();
  const params = { organizationId: (await anOrganization(client)).organizationId };
  await client.putPaymentBehaviour({ params, body });
  const before = await dumpOf(api);
  const again = await client.putPaymentBehaviour({ params, body });
  expect(again).toMatchObject({ status: 200, body: { version: 1 } });
  expect(await dumpOf(api)).toEqual(before);
});
