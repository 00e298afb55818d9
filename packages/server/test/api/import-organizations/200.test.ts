import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpOf } from '../dump.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const send = async (text: string | Buffer) =>
  api.call({ method: 'POST', path: '/v1/organizations/import', type: 'text/csv', body: text });

test('every row is written or refused by itself, and the report says which and why', async () => {
  const file = [
    '\ufeffname;kvk_number;erp_number;one_client;interworks_account',
    '"Bakker, ""De Molen""";28092355;D-1;org:8872d4f8-cf33-456e-8084-41bacbc0fb2a;151',
    '"Slager; en Zoon";;D-2;;',
    ';;D-3;;',
    'Kapper;123;D-4;;',
    'Piet;;;ind:5;',
    'Both;28092355;D-2;;',
  ].join('\r\n');
  const answer = await send(file);
  expect([answer.status, answer.body['created'], answer.body['refused']]).toEqual([200, 2, 4]);
  const rows = answer.body['rows'] as { outcome: string; reason: { code: string } | null }[];
  expect(rows.map(({ outcome, reason }) => reason?.code ?? outcome)).toEqual([
    'created',
    'created',
    'parties.name_invalid',
    'parties.reference_invalid',
    'parties.individual_refused',
    'parties.references_disagree',
  ]);
  const found = await api
    .client()
    .findOrganization({ query: { source: 'interworks', kind: 'account', value: '151' } });
  expect(found).toMatchObject({ body: { name: 'Bakker, "De Molen"' } });
  expect(
    await api.client().findOrganization({ query: { source: 'erp', kind: 'number', value: 'D-4' } }),
  ).toMatchObject({ status: 404 });
  const before = await dumpOf(api);
  const again = await send(file);
  expect([again.body['unchanged'], again.body['created']]).toEqual([2, 0]);
  expect(await dumpOf(api)).toEqual(before);
});

test('a row renames the organization that its reference knows', async () => {
  await send('name,erp_number\nOld,R-1\n');
  const answer = await send('erp_number,name,kvk_number\nR-1,New,11112222\n');
  expect(answer.body).toMatchObject({ updated: 1, created: 0 });
  const query = { source: 'kvk', kind: 'number', value: '11112222' };
  expect(await api.client().findOrganization({ query })).toMatchObject({ body: { name: 'New' } });
});

test.each<readonly [string, string | Buffer]>([
  ['no file', ''],
  ['a column that is not known', 'name,limit\nA,1\n'],
  ['a column twice', 'name,name\nA,B\n'],
  ['no column of names', 'erp_number\nA\n'],
  ['a row with more cells', 'name,erp_number\nA,1,2\n'],
  ['a quote that never ends', 'name\n"A\n'],
  ['bytes that are no UTF-8', Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xff, 0x0a])],
  ['too many rows', `name\n${'A\n'.repeat(10_001)}`],
])('%s is refused whole, and nothing is written', async (_name, text) => {
  const before = await dumpOf(api);
  const answer = await send(text);
  expect(answer.status).toBe(400);
  expect(await dumpOf(api)).toEqual(before);
});

test('a file that is too large is refused whole', async () => {
  const answer = await send(`name\n${'A'.repeat(1024 * 1024)}\n`);
  expect([answer.status, answer.problem.code]).toEqual([413, 'http.body_too_large']);
});
