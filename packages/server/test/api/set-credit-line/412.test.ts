import { afterAll, beforeAll, expect, test } from 'vitest';
import { aHold, aLine, anOrganization, eur } from '../builders.ts';
import { dumpOf } from '../dump.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const body = { currency: 'EUR', limit: eur('2000.00') };

test('a version that is no longer in force changes nothing', async () => {
  const client = api.client();
  const organizationId = await aLine(client);
  const params = { organizationId };
  await aHold(client, organizationId, '1.00');
  const before = await dumpOf(api);
  const refused = {
    status: 412,
    problem: { code: 'credit.version_changed', params: { version: 2 }, outcome: 'none' },
  };
  expect(await client.setCreditLine({ params, body, expected: 1 })).toMatchObject(refused);
  expect(await client.closeCreditLine({ params, expected: 1 })).toMatchObject(refused);
  const figures = { used: eur('1.00') };
  expect(await client.postErpFigures({ params, body: figures, expected: 1 })).toMatchObject(
    refused,
  );
  expect(await dumpOf(api)).toEqual(before);
});

test('a line that must not be there yet is there', async () => {
  const client = api.client();
  const params = { organizationId: await aLine(client) };
  expect(await client.setCreditLine({ params, body, expected: 'absent' })).toMatchObject({
    status: 412,
    problem: { code: 'credit.line_exists' },
  });
});

test('a line of which any version will do must be there', async () => {
  const { organizationId } = await anOrganization(api.client());
  const put = () =>
    api.call({
      method: 'PUT',
      path: `/v1/credit-lines/${organizationId}`,
      body,
      headers: { 'if-match': '*' },
    });
  expect(await put()).toMatchObject({ status: 412, problem: { code: 'credit.version_changed' } });
  await api.client().setCreditLine({ params: { organizationId }, body });
  expect(await put()).toMatchObject({ status: 200 });
});

test('an organization that was changed meanwhile keeps its name', async () => {
  const client = api.client();
  const made = await client.createOrganization({ body: { name: 'First' } });
  const params = { organizationId: made.ok ? made.body.organizationId : '' };
  const rename = (name: string, expected: number) =>
    client.renameOrganization({ params, body: { name }, expected });
  expect(await rename('Second', 1)).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await rename('Third', 1)).toMatchObject({
    status: 412,
    problem: { code: 'parties.version_changed', params: { version: 2 } },
  });
  expect(await client.getOrganization({ params })).toMatchObject({ body: { name: 'Second' } });
});
