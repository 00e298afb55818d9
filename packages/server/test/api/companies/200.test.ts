import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProviderAnswer } from '../../../src/parties/index.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
let answer: ProviderAnswer = { kind: 'unknown' };
beforeAll(async () => {
  api = await startApi({ provider: { lookUp: async () => answer } });
});
afterAll(() => api.close());

const params = { companyNumber: 'kvk:68750110' };

test('a company that is put is there by each of its numbers', async () => {
  const client = api.client();
  const numbers = [{ scheme: 'kvk-branch' as const, number: '000037178598' }];
  const body = { name: 'Test BV Donald', numbers, legalForm: 'B.V.', active: true };
  const made = await client.putCompany({ params, body });
  expect(made).toMatchObject({
    status: 201,
    body: {
      number: 'kvk:68750110',
      legalForm: 'Besloten vennootschap',
      source: 'import',
      version: 1,
    },
  });
  const again = await client.putCompany({ params, body });
  expect(again).toMatchObject({ status: 200, body: { version: 1 } });
  const companyNumber = 'kvk-branch:000037178598';
  const found = await client.getCompany({ params: { companyNumber } });
  expect(found.ok && found.body).toEqual(made.ok && made.body);
});

test('a change on another version than the one in force is refused', async () => {
  const client = api.client();
  const body = { name: 'Test BV Donald' };
  expect(await client.putCompany({ params, body, expected: 7 })).toMatchObject({
    status: 412,
    problem: { code: 'parties.version_changed', params: { version: 1 } },
  });
  expect(await client.putCompany({ params, body, expected: 'absent' })).toMatchObject({
    status: 412,
  });
});

test('what cannot be a company is refused by its member, and a taken number by itself', async () => {
  const client = api.client();
  const companyNumber = 'kvk:68750111';
  const put = (body: Parameters<typeof client.putCompany>[0]['body']) =>
    client.putCompany({ params: { companyNumber }, body });
  expect(await put({ name: 'A', foundedOn: '2016-02-30' })).toMatchObject({
    status: 422,
    problem: { code: 'parties.company_invalid', params: { member: 'foundedOn' } },
  });
  const numbers = [{ scheme: 'kvk-branch' as const, number: '000037178598' }];
  expect(await put({ name: 'A', numbers })).toMatchObject({
    status: 409,
    problem: { code: 'parties.company_number_taken', params: { number: '000037178598' } },
  });
  expect(await client.getCompany({ params: { companyNumber } })).toMatchObject({ status: 404 });
});

test('a list goes on where its page ended', async () => {
  const client = api.client();
  await client.importCompanies({ body: 'kvk_number,name\n11110001,A\n11110002,B\n' });
  const first = await client.listCompanies({ query: { limit: 2 } });
  if (!first.ok || first.body.next === null) throw new Error('no second page');
  expect(first.body.items).toHaveLength(2);
  const second = await client.listCompanies({ query: { limit: 2, cursor: first.body.next } });
  expect(second.ok && second.body.items.map(({ name }) => name)).toEqual(['B']);
  expect(second.ok && second.body.next).toBeNull();
});

test('a look-up says found, unknown or silent, and asks outside where it must', async () => {
  const client = api.client();
  const lookUp = (regNumber: string) => client.lookUpCompany({ body: { regNumber } });
  expect(await lookUp('000037178598')).toMatchObject({
    body: { answer: 'found', company: { name: 'Test BV Donald' }, reason: null },
  });
  expect(await lookUp('90000002')).toMatchObject({ body: { answer: 'unknown', company: null } });
  answer = { kind: 'silent', reason: 'timeout' };
  expect(await lookUp('90000002')).toMatchObject({ body: { answer: 'silent', reason: 'timeout' } });
  const numbers = [{ scheme: 'kvk', number: '90000002' } as const];
  answer = { kind: 'found', company: { numbers, name: 'Asked' } };
  expect(await lookUp('90000002')).toMatchObject({
    body: { answer: 'found', company: { name: 'Asked', source: 'kvk' } },
  });
  for (const regNumber of ['1234567', '123456789', '1234567a', '']) {
    expect(await lookUp(regNumber)).toMatchObject({ status: 400 });
  }
});
