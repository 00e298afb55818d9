import { expect, test } from 'vitest';
import type { TransportRequest } from '../transport.ts';
import { TransportError } from '../transport.ts';
import { createAvalClient } from './client.ts';

const organizationId = 'org_01jh0000000000000000000000';

function aClient(status: number, body: string, headers: Record<string, string> = {}) {
  const sent: TransportRequest[] = [];
  const client = createAvalClient({
    baseUrl: 'https://aval.example',
    key: 'aval_key',
    transport: async (request) => {
      sent.push(request);
      return { status, headers, body: new TextEncoder().encode(body) };
    },
  });
  return { client, sent };
}

test('a call carries key, content type, condition and the caller’s own key', async () => {
  const { client, sent } = aClient(200, '{}', { 'idempotent-replayed': 'true' });
  const limit = { amount: '1.00', currency: 'EUR' };
  const answer = await client.setCreditLine({
    params: { organizationId },
    body: { currency: 'EUR', limit },
    idempotencyKey: 'k-1',
    expected: 3,
    deadlineMs: 250,
  });
  expect(sent).toEqual([
    {
      method: 'PUT',
      url: `https://aval.example/v1/credit-lines/${organizationId}`,
      headers: {
        Accept: 'application/json',
        Authorization: 'Bearer aval_key',
        'Content-Type': 'application/json',
        'Idempotency-Key': 'k-1',
        'If-Match': '"3"',
      },
      body: `{"currency":"EUR","limit":{"amount":"1.00","currency":"EUR"}}`,
      deadlineMs: 250,
    },
  ]);
  expect(answer).toEqual({ ok: true, status: 200, body: expect.anything(), replayed: true });
});

test('ids and queries are encoded, and lists are joined by commas', async () => {
  const { client, sent } = aClient(200, '{}');
  const reference = { source: 'erp', kind: 'number', value: 'A/1 ?&' };
  await client.removeReference({ params: { organizationId, ...reference } });
  await client.findOrganization({ query: reference });
  await client.listEvents({ query: { startId: 7, contexts: ['INTERNAL', 'BACKOFFICE'] } });
  expect(sent.map(({ url }) => url.slice('https://aval.example'.length))).toEqual([
    `/v1/organizations/${organizationId}/references/erp/number/A%2F1%20%3F%26`,
    '/v1/organizations/by-reference?source=erp&kind=number&value=A%2F1%20%3F%26',
    '/v1/events?startId=7&contexts=INTERNAL%2CBACKOFFICE',
  ]);
  expect(sent[0]).not.toHaveProperty('body');
});

test('"there is none yet" is sent as a condition', async () => {
  const { client, sent } = aClient(200, '{}');
  const body = { currency: 'EUR', limit: null };
  await client.setCreditLine({ params: { organizationId }, body, expected: 'absent' });
  expect(sent[0]?.headers['If-None-Match']).toBe('*');
});

test('a problem is an answer', async () => {
  const problem = { code: 'access.forbidden', requestId: 'r' };
  const { client } = aClient(403, JSON.stringify(problem));
  expect(await client.listHolds({})).toMatchObject({ ok: false, status: 403, problem });
});

test('what is not of this API, and no answer at all, are thrown', async () => {
  await expect(aClient(502, '{"error":"gateway"}').client.listHolds({})).rejects.toMatchObject({
    fault: { kind: 'status', status: 502 },
  });
  await expect(aClient(200, '<html>').client.listHolds({})).rejects.toMatchObject({
    fault: { kind: 'unreadable', status: 200, json: 'json.syntax' },
  });
  const client = createAvalClient({
    baseUrl: 'https://aval.example',
    key: 'k',
    transport: () => Promise.reject(new TransportError('timeout')),
  });
  await expect(client.listHolds({})).rejects.toMatchObject({
    fault: { kind: 'no_answer', failure: 'timeout' },
    isRetryable: true,
  });
});

test('an id that is missing is a mistake of the caller, and nothing is sent', async () => {
  const { client, sent } = aClient(200, '{}');
  await expect(client.getHold({ params: { holdId: '' } })).rejects.toThrow(TypeError);
  expect(sent).toEqual([]);
});
