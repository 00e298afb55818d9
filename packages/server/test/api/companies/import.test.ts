import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpOf } from '../dump.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const sendCsv = (body: string | Buffer) =>
  api.call({ method: 'POST', path: '/v1/companies/import', type: 'text/csv', body });
const sendJson = (body: unknown) =>
  api.call({
    method: 'POST',
    path: '/v1/companies/import-lei-records',
    type: 'application/vnd.api+json',
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
const company = async (companyNumber: string) => {
  const found = await api.client().getCompany({ params: { companyNumber } });
  return found.ok ? found.body : null;
};

test('a file of companies is taken in, and the same file again changes nothing', async () => {
  const file = [
    '\ufeffname;kvk_number;branch_number;vat_number;city;country;legal_form;active;founded_on;activities',
    '"Test BV ""Donald""";68750110;000037178598;nl000000000b01;Lollum;NL;B.V.;yes;1917-05-19;01.24.1 Apples; and pears|46311',
  ];
  const row =
    '"Test BV ""Donald""";68750110;000037178598;nl000000000b01;Lollum;NL;B.V.;yes;1917-05-19;"01.24.1 Apples; and pears|46311"';
  const text = [file[0], row, 'Test EMZ Dagobert;69599084;;;Amsterdam;;Eenmanszaak;;;'].join(
    '\r\n',
  );
  expect((await sendCsv(text)).body).toEqual({ created: 2, updated: 0, unchanged: 0 });
  expect(await company('vat:NL000000000B01')).toMatchObject({
    name: 'Test BV "Donald"',
    number: 'kvk:68750110',
    legalForm: 'Besloten vennootschap',
    active: true,
    foundedOn: '1917-05-19',
    activities: [
      { code: '01241', text: 'Apples; and pears', isMain: true },
      { code: '46311', text: null, isMain: false },
    ],
  });
  expect(await company('kvk:69599084')).toMatchObject({ active: null, foundedOn: null });
  const before = await dumpOf(api);
  expect((await sendCsv(text)).body).toEqual({ created: 0, updated: 0, unchanged: 2 });
  expect(await dumpOf(api)).toEqual(before);
});

const good = '20000001,Good,,';
test.each<readonly [string, string, number, string]>([
  ['a number that is none', '2000002,Bad,,', 3, 'kvk_number'],
  ['letters', 'abcdefgh,Bad,,', 3, 'kvk_number'],
  ['no number', ',Bad,,', 3, 'kvk_number'],
  ['no name', '20000002,,,', 3, 'name'],
  ['a day that is none', '20000002,Bad,2016-02-30,', 3, 'founded_on'],
  ['a word that is neither yes nor no', '20000002,Bad,,maybe', 3, 'active'],
  ['a number that is there twice', `${good}\n20000001,Again,,`, 4, 'kvk_number'],
])('%s refuses the whole file with its line and column', async (_name, rows, line, column) => {
  const before = await dumpOf(api);
  const head = 'kvk_number,name,founded_on,active';
  const text = rows.startsWith(good)
    ? `${head}\n20000009,X,,\n${rows}`
    : `${head}\n${good}\n${rows}`;
  const answer = await sendCsv(text);
  expect([answer.status, answer.problem.code]).toEqual([400, 'request.csv']);
  expect(answer.problem.params).toMatchObject({ line, column });
  expect(answer.problem.title).toContain(`Line ${line}, column ${column}: `);
  expect(await dumpOf(api)).toEqual(before);
});

test('the line of a mistake is that of the file, also after empty lines', async () => {
  const answer = await sendCsv('kvk_number,name\n\n\n20000001,Good\n\nx,Bad\n');
  expect(answer.problem.params).toMatchObject({ line: 6, column: 'kvk_number' });
});

test.each<readonly [string, string | Buffer]>([
  ['no file', ''],
  ['a column that is not known', 'kvk_number,name,limit\n20000001,A,1\n'],
  ['a column twice', 'kvk_number,name,name\n20000001,A,B\n'],
  ['no column of names', 'kvk_number\n20000001\n'],
  ['no column of numbers', 'name\nA\n'],
  ['a row with more cells', 'kvk_number,name\n20000001,A,1\n'],
  ['a quote that never ends', 'kvk_number,name\n20000001,"A\n'],
  ['bytes that are no UTF-8', Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xff, 0x0a])],
  ['too many rows', `lei,name\n${'A,1\n'.repeat(10_001)}`],
])('%s is refused whole, and nothing is written', async (_name, text) => {
  const before = await dumpOf(api);
  const answer = await sendCsv(text);
  expect([answer.status, answer.problem.code]).toEqual([400, 'request.csv']);
  expect(await dumpOf(api)).toEqual(before);
});

const aRecord = (change: object = {}, entity: object = {}) => ({
  type: 'lei-records',
  id: '724500AAAAAAAAAAAA01',
  attributes: {
    lei: '724500AAAAAAAAAAAA01',
    entity: {
      legalName: { name: 'Test NV Katrien', language: 'nl' },
      otherNames: [],
      legalAddress: {
        language: 'nl',
        addressLines: ['Veerweg 1', 'Floor 2'],
        city: 'Veendam',
        region: 'NL-GR',
        country: 'NL',
        postalCode: '9641AA',
      },
      headquartersAddress: { addressLines: ['Elsewhere 9'], city: 'Elsewhere', country: 'DE' },
      registeredAt: { id: 'RA000463', other: null },
      registeredAs: '68727720',
      jurisdiction: 'NL',
      category: 'GENERAL',
      legalForm: { id: 'B5PM', other: null },
      status: 'ACTIVE',
      creationDate: '1957-01-05T00:00:00Z',
      ...entity,
    },
    registration: { status: 'ISSUED', lastUpdateDate: '2026-03-01T08:00:00Z' },
    ...change,
  },
  relationships: { 'direct-parent': { links: { 'relationship-record': 'https://api.gleif.org' } } },
});

test('records of the LEI register become companies, known by their KvK number too', async () => {
  const document = { meta: { pagination: { total: 1 } }, data: [aRecord()] };
  expect((await sendJson(document)).body).toEqual({ created: 1, updated: 0, unchanged: 0 });
  const found = await company('kvk:68727720');
  expect(found).toEqual(await company('lei:724500AAAAAAAAAAAA01'));
  expect(found).toMatchObject({
    name: 'Test NV Katrien',
    address: 'Veerweg 1, Floor 2',
    zipcode: '9641AA',
    city: 'Veendam',
    country: 'NL',
    legalForm: 'Naamloze vennootschap',
    active: true,
    foundedOn: '1957-01-05',
    source: 'gleif',
    asOf: '2026-03-01T08:00:00Z',
  });
  expect((await sendJson(document)).body).toMatchObject({ unchanged: 1 });
  const over = [aRecord({}, { status: 'INACTIVE' })];
  expect((await sendJson(over)).body).toMatchObject({ updated: 1 });
  expect(await company('kvk:68727720')).toMatchObject({ active: false });
});

test('a record that is another company in part leaves the KvK number to the company', async () => {
  const registration = { status: 'DUPLICATE' };
  const records = [
    aRecord({ lei: '724500AAAAAAAAAAAA04', registration }),
    aRecord({ lei: '724500AAAAAAAAAAAA05' }, { category: 'BRANCH' }),
  ];
  expect((await sendJson({ data: records })).body).toMatchObject({ created: 2 });
  expect(await company('lei:724500AAAAAAAAAAAA05')).toMatchObject({
    number: 'lei:724500AAAAAAAAAAAA05',
  });
});

test('the number of another register is no KvK number, and a single record is enough', async () => {
  const entity = {
    registeredAt: { id: 'RA000585' },
    registeredAs: '12345678',
    legalForm: { id: 'H0PO' },
  };
  const record = aRecord({ lei: '724500AAAAAAAAAAAA02' }, entity);
  expect((await sendJson({ data: record })).body).toMatchObject({ created: 1 });
  expect(await company('kvk:12345678')).toBeNull();
  expect(await company('lei:724500AAAAAAAAAAAA02')).toMatchObject({ legalForm: 'ELF H0PO' });
});

test.each<readonly [string, unknown, string | undefined]>([
  [
    'a record without a name',
    [aRecord(), aRecord({ lei: '724500AAAAAAAAAAAA03' }, { legalName: {}, registeredAs: null })],
    '1/attributes/entity/legalName/name',
  ],
  ['an LEI that is none', { data: [aRecord({ lei: 'X' })] }, 'data/0/attributes/lei'],
  ['a record twice', { data: [aRecord(), aRecord()] }, 'data/1/attributes/entity/registeredAs'],
  ['records of something else', { data: [{ ...aRecord(), type: 'vlei-issuers' }] }, 'data/0'],
  ['a text', '"lei"', 'record'],
  ['no JSON', '{"data":', undefined],
  ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), undefined],
])('%s refuses the whole file and is named by its place', async (_name, body, at) => {
  const before = await dumpOf(api);
  const answer = await sendJson(body);
  expect([answer.status, answer.problem.code]).toEqual([400, 'request.lei_records']);
  if (at !== undefined) expect(answer.problem.params).toMatchObject({ at });
  expect(await dumpOf(api)).toEqual(before);
});

test('each import takes its own kind of file', async () => {
  const path = '/v1/companies/import';
  const call = { method: 'POST', path, body: 'kvk_number,name\n' } as const;
  for (const type of ['application/json', 'application/vnd.api+json', 'text/plain']) {
    const answer = await api.call({ ...call, type });
    expect([type, answer.status]).toEqual([type, type === 'application/json' ? 400 : 415]);
    if (answer.status === 415) expect(answer.problem.params).toEqual({ taken: 'text/csv' });
  }
});
