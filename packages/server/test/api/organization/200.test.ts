import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpOf } from '../dump.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const erp = (value: string) => ({ source: 'erp', kind: 'number', value });

test('an organization is found by every id that others gave it', async () => {
  const client = api.client();
  const references = [erp('D-100'), { source: 'kvk', kind: 'number', value: '28092355' }];
  const made = await client.createOrganization({ body: { name: 'Bakker', references } });
  expect(made).toMatchObject({ status: 201, body: { name: 'Bakker', version: 1 } });
  const organization = made.ok ? made.body : null;
  for (const reference of references) {
    const found = await client.findOrganization({ query: reference });
    expect(found.ok && found.body).toEqual(organization);
  }
  expect(await client.findOrganization({ query: erp('D-101') })).toMatchObject({ status: 404 });
});

test('a reference is added once, and can be removed', async () => {
  const client = api.client();
  const made = await client.createOrganization({ body: { name: 'Slager' } });
  const organizationId = made.ok ? made.body.organizationId : '';
  const params = { organizationId };
  const added = await client.addReference({ params, body: erp('D 2/00') });
  expect(added).toMatchObject({ body: { references: [erp('D 2/00')], version: 2 } });
  expect(await client.addReference({ params, body: erp('D 2/00') })).toEqual(added);
  const removal = { ...params, ...erp('D 2/00') };
  expect(await client.removeReference({ params: removal })).toMatchObject({
    body: { references: [], version: 3 },
  });
  expect(await client.removeReference({ params: removal })).toMatchObject({ status: 404 });
});

test('a reference that another organization has is refused, and nothing is written', async () => {
  const client = api.client();
  await client.createOrganization({ body: { name: 'One', references: [erp('D-300')] } });
  const two = await client.createOrganization({ body: { name: 'Two' } });
  const before = await dumpOf(api);
  const taken = { status: 409, problem: { code: 'parties.reference_taken', params: erp('D-300') } };
  const body = { name: 'Three', references: [erp('D-301'), erp('D-300')] };
  expect(await client.createOrganization({ body })).toMatchObject(taken);
  const params = { organizationId: two.ok ? two.body.organizationId : '' };
  expect(await client.addReference({ params, body: erp('D-300') })).toMatchObject(taken);
  expect(await dumpOf(api)).toEqual(before);
});

test.each<readonly [string, unknown, number, string]>([
  ['an empty name', { name: '' }, 400, 'request.invalid'],
  ['white space for a name', { name: '   ' }, 400, 'request.invalid'],
  ['a name with a control character', { name: 'a\u0007b' }, 400, 'request.invalid'],
  ['a name that is too long', { name: 'x'.repeat(201) }, 400, 'request.invalid'],
  ['a name that nobody sees', { name: '\u200b' }, 422, 'parties.name_invalid'],
  [
    'an individual',
    { name: 'A', references: [{ source: 'one', kind: 'client', value: 'ind:1' }] },
    422,
    'parties.individual_refused',
  ],
  [
    'a number that is no KvK number',
    { name: 'A', references: [{ source: 'kvk', kind: 'number', value: '123' }] },
    422,
    'parties.reference_invalid',
  ],
])('%s is refused, and nothing is written', async (_name, body, status, code) => {
  const before = await dumpOf(api);
  const answer = await api.call({ method: 'POST', path: '/v1/organizations', body });
  expect([answer.status, answer.problem.code]).toEqual([status, code]);
  expect(await dumpOf(api)).toEqual(before);
});
