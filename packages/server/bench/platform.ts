import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { platformStatusTypes } from '@aval/wire';
import { basketOfNumber, numberOfBasket } from './baskets.ts';

/**
 * The platform of a run, in a process of its own: token, orders and billing information, made for
 * each request and from nothing but its path, so that it costs both sides as little as it can.
 */
const token = 'a-token-of-the-platform-that-both-sides-present';

const server = createServer((request, response) => {
  const url = request.url ?? '';
  if (url === '/healthz') return answer(response, 200, '{"status":"ok"}');
  if (url === '/oauth/token') return giveToken(request, response);
  if (request.headers.authorization !== `Bearer ${token}`) return answer(response, 401, '{}');
  const [, kind, id = '', part] =
    /^\/api\/(orders|Accounts)\/([\w-]+)(\/billingInfo)?$/.exec(url) ?? [];
  if (kind === 'orders' && part === undefined) return answer(response, 200, orderOf(id));
  if (kind === 'Accounts' && part !== undefined) return answer(response, 200, billing);
  return answer(response, 404, '{}');
});
server.keepAliveTimeout = 120_000;
server.listen(Number(process.argv[2]), '127.0.0.1');

function giveToken(request: IncomingMessage, response: ServerResponse): void {
  request.resume().on('end', () => {
    answer(response, 200, `{"access_token":"${token}","token_type":"bearer","expires_in":3599}`);
  });
}

function orderOf(orderId: string): string {
  const { accountId, amount } = basketOfNumber(numberOfBasket(orderId));
  return (
    `{"id":"${orderId}","code":"OR-1","accountId":${accountId},"billToAccountId":${accountId},` +
    `"currency":"EUR","totalWithTax":${amount},` +
    `"status":{"name":"Draft","type":"${platformStatusTypes.inProgress}"},` +
    `"items":[{"productId":"STD-10","name":"Workplace, 10 seats","quantity":1,"totalWithTax":${amount}}]}`
  );
}

const billing =
  '{"balance":1200.50,"monthlyRunRate":310.00,"overdueInvoicesAmount":0.00,"currency":"EUR"}';

function answer(response: ServerResponse, status: number, body: string): void {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  };
  response.writeHead(status, headers).end(body);
}
