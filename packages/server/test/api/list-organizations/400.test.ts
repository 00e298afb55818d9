import { afterAll, beforeAll, expect, test } from 'vitest';
import { anOrganization } from '../builders.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
let cursor: string;
beforeAll(async () => {
  api = await startApi();
  for (let made = 0; made < 3; made += 1) await anOrganization(api.client());
  const page = await api.client().listOrganizations({ query: { limit: 1 } });
  cursor = page.ok ? (page.body.next ?? '') : '';
  await anOrganization(api.client(api.tokens.otherTenant));
});
afterAll(() => api.close());

test('a cursor leads on from where the page ended', async () => {
  const page = await api.client().listOrganizations({ query: { cursor } });
  expect(page.ok && page.body.items.length).toBe(2);
  expect(page.ok && page.body.next).toBeNull();
});

test('a cursor that was changed, or is of another list or tenant, is refused', async () => {
  const last = cursor.at(-2) === 'A' ? 'B' : 'A';
  const changed = `${cursor.slice(0, -2)}${last}${cursor.slice(-1)}`;
  const calls = [
    api.call({ path: `/v1/organizations?cursor=${changed}` }),
    api.call({ path: `/v1/organizations?cursor=A${cursor.slice(1)}` }),
    api.call({ path: `/v1/organizations?cursor=${cursor}A` }),
    api.call({ path: '/v1/organizations?cursor=x' }),
    api.call({ path: `/v1/organizations?cursor=${'x'.repeat(400)}` }),
    api.call({ path: '/v1/organizations?cursor=%27%20or%201%3D1' }),
    api.call({ path: `/v1/credit-lines?cursor=${cursor}` }),
    api.call({ path: `/v1/organizations?cursor=${cursor}`, token: api.tokens.otherTenant }),
  ];
  for (const answer of await Promise.all(calls)) {
    expect([answer.status, answer.problem.code]).toEqual([400, 'request.cursor']);
  }
});

test.each([
  'limit=0',
  'limit=501',
  'limit=1.5',
  'limit=',
  'limit=-1',
  'limit=1&limit=2',
  'cursor=',
])('the query %s is refused', async (query) => {
  const answer = await api.call({ path: `/v1/organizations?${query}` });
  expect([answer.status, answer.problem.code]).toEqual([400, 'request.invalid']);
});
