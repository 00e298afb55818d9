import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLine, eur } from '../builders.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('a hold within the limit is approved, and says what is left', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '1000.00');
  const answer = await client.placeHold({ body: { organizationId, amount: eur('999.99') } });
  expect(answer).toMatchObject({
    ok: true,
    status: 200,
    body: {
      approved: true,
      changed: true,
      hold: { organizationId, state: 'open', kind: 'native', amount: eur('999.99') },
      headroom: eur('0.01'),
    },
  });
});
