import type { JsonValue } from '@aval/wire';
import Fastify from 'fastify';
import { Agent, request as send } from 'undici';
import { acceptJson } from '../src/http/index.ts';
import { present } from '../src/kernel/assert.ts';
import { readInputs } from '../src/protocols/interworks/credit-check/read-inputs.ts';

/**
 * The rival of the credit check hook: a bare route with the same JSON reader and the same reading of
 * the inputs. With the address of a platform it asks for the order and the billing information side
 * by side over kept-alive connections, as many as ours, and reads both answers. Its own answer is made
 * for each request. No credentials, no rule, no ledger, no log, no deadline.
 */
const [port = '', platform = ''] = process.argv.slice(2);
const app = Fastify();
acceptJson(app, {
  json: { bytesMax: 64 * 1024, membersMax: 500 },
  empty: 'undefined',
  types: 'any',
});
const agent = new Agent({ connections: 64, keepAliveTimeout: 30_000, keepAliveMaxTimeout: 60_000 });
const token = platform === '' ? '' : await fetchToken();

app.post('/interworks/credit-check', async (request, reply) => {
  const json = request.body as JsonValue;
  const inputs = present(readInputs({ params: [], query: [], body: { json } }), 'inputs');
  const isYes = platform === '' || (await isCovered(inputs.basketId, inputs.accountId));
  return reply.type('application/json; charset=utf-8').send(String(isYes));
});
app.get('/healthz', () => ({ status: 'ok' }));
await app.listen({ port: Number(port), host: '127.0.0.1' });

async function isCovered(basketId: string, accountId: string): Promise<boolean> {
  const [order, billing] = await Promise.all([
    get(`/api/orders/${basketId}`, '3.0'),
    get(`/api/Accounts/${accountId}/billingInfo`, '2.2'),
  ]);
  return String(order['accountId']) === accountId && Number(billing['overdueInvoicesAmount']) <= 0;
}

async function get(path: string, version: string): Promise<Readonly<Record<string, unknown>>> {
  const { body } = await send(platform + path, {
    dispatcher: agent,
    headers: {
      Authorization: `Bearer ${token}`,
      'X-Api-Version': version,
      Accept: 'application/json',
    },
  });
  return (await body.json()) as Readonly<Record<string, unknown>>;
}

async function fetchToken(): Promise<string> {
  const { body } = await send(`${platform}/oauth/token`, { dispatcher: agent, method: 'POST' });
  return ((await body.json()) as { readonly access_token: string }).access_token;
}
