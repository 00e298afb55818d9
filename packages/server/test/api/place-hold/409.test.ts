import { afterAll, beforeAll, expect, test } from 'vitest';
import { aHold, aLine, eur } from '../builders.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('a source that has an open hold is refused where the caller says so', async () => {
  const client = api.client();
  const organizationId = await aLine(client);
  const source = 'shop.order:7';
  const holdId = await aHold(client, organizationId, '10.00', { source });
  const answer = await client.placeHold({
    body: { organizationId, amount: eur('11.00'), source, ifOpen: 'refuse' },
  });
  expect(answer).toMatchObject({
    ok: false,
    status: 409,
    problem: { code: 'credit.hold_exists', params: { holdId }, outcome: 'none' },
  });
});

test('a due time that has passed, or lies too far away, is refused', async () => {
  const client = api.client();
  const organizationId = await aLine(client);
  const place = (dueAt: string) =>
    client.placeHold({ body: { organizationId, amount: eur('1.00'), dueAt } });
  expect(await place('2030-01-01T00:00:00Z')).toMatchObject({
    status: 422,
    problem: { code: 'credit.due_not_later' },
  });
  expect(await place('2040-01-01T00:00:00Z')).toMatchObject({
    status: 422,
    problem: { code: 'credit.due_too_late' },
  });
});
