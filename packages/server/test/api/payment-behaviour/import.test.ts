import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpOf } from '../dump.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  const body = 'name,kvk_number,erp_number\nA,28092355,D-1\nB,,D-2\nC,,D-3\n';
  await api.client().importOrganizations({ body });
});
afterAll(() => api.close());

const path = '/v1/organizations/import-payment-behaviour';
const send = (body: string) => api.call({ method: 'POST', path, type: 'text/csv', body });
const names =
  'erp_number,kvk_number,as_of,overdue_amount,currency,overdue_days,oldest_open_item_days,payment_behaviour';

test('every row is written or refused by itself, and the report says which and why', async () => {
  const file = [
    '\ufeffas_of;erp_number;kvk_number;overdue_amount;currency;overdue_days;oldest_open_item_days;payment_behaviour',
    '2030-02-28;D-1;28092355;640.00;EUR;12;41;slow',
    '2030-02-28;D-2;;;;;;',
    '2030-02-28;D-9;;0;;0;0;prompt',
    '2030-02-28;;;0;;0;0;prompt',
    '2030-02-28;D-2;28092355;0;;0;0;prompt',
    '2030-02-30;D-3;;0;;0;0;prompt',
    ';D-3;;0;;0;0;prompt',
    '2030-03-05;D-3;;0;;0;0;prompt',
    '2030-02-28;D-3;;-1;;0;0;prompt',
    '2030-02-28;D-3;;1;USD;0;0;prompt',
    '2030-02-28;D-3;;1;Euro;0;0;prompt',
    '2030-02-28;D-3;;0;;-1;0;prompt',
    '2030-02-28;D-3;;0;;0;x;prompt',
    '2030-02-28;D-3;;0;;0;0;late',
    '2030-02-28;;123;0;;0;0;prompt',
  ].join('\r\n');
  const answer = await send(file);
  expect([answer.status, answer.body['created'], answer.body['refused']]).toEqual([200, 2, 13]);
  const rows = answer.body['rows'] as {
    outcome: string;
    reason: { code: string; text: string } | null;
  }[];
  const invalid = 'parties.payment_behaviour_invalid';
  expect(rows.map(({ outcome, reason }) => reason?.code ?? outcome)).toEqual([
    'created',
    'created',
    'parties.organization_unknown',
    'parties.organization_unknown',
    'parties.references_disagree',
    ...[invalid, invalid, invalid, invalid, invalid, invalid, invalid, invalid, invalid],
    'parties.reference_invalid',
  ]);
  expect(rows[13]?.reason?.text).toBe(
    'payment_behaviour of a record of payment behaviour must be one of prompt, slow, bad.',
  );
  const client = api.client();
  const query = { source: 'erp', kind: 'number', value: 'D-1' };
  const found = await client.findOrganization({ query });
  const organizationId = found.ok ? found.body.organizationId : '';
  expect(await client.getPaymentBehaviour({ params: { organizationId } })).toMatchObject({
    body: {
      overdueAmount: { amount: '640.00', currency: 'EUR' },
      overdueDays: 12,
      oldestOpenItemDays: 41,
      paymentBehaviour: 'slow',
      asOf: '2030-02-28',
      source: 'import',
    },
  });
  const before = await dumpOf(api);
  const again = await send(file);
  expect([again.body['unchanged'], again.body['created']]).toEqual([2, 0]);
  expect(await dumpOf(api)).toEqual(before);
});

test('of two rows of one organization the later day stands, whatever their order', async () => {
  const file = [
    'erp_number,as_of,overdue_days',
    'D-3,2030-02-20,1',
    'D-3,2030-02-22,3',
    'D-3,2030-02-21,2',
  ].join('\n');
  const answer = await send(file);
  expect(answer.body['rows']).toMatchObject([
    { outcome: 'created' },
    { outcome: 'updated' },
    { outcome: 'refused', reason: { code: 'parties.payment_behaviour_older' } },
  ]);
});

test.each([
  ['no file', ''],
  ['a column that is not known', 'erp_number,as_of,dso\nD-1,2030-01-01,1\n'],
  ['a column twice', 'erp_number,as_of,as_of\nD-1,2030-01-01,2030-01-01\n'],
  ['no day', 'erp_number,overdue_days\nD-1,1\n'],
  ['nobody that a row could speak of', 'as_of,overdue_days\n'],
  ['too many rows', `${names}\n${'D-1,,2030-01-01,,,,,\n'.repeat(10_001)}`],
])('%s is refused whole, and nothing is written', async (_name, text) => {
  const before = await dumpOf(api);
  const answer = await send(text);
  expect([answer.status, answer.problem.code]).toEqual([400, 'request.csv']);
  expect(await dumpOf(api)).toEqual(before);
});
