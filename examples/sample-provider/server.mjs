/** A provider's own system: it sells mailboxes, and does what the desk says. See README.md. */
import { createServer } from 'node:http';
import { openMailboxes } from './mailboxes.mjs';
import { isFromDesk } from './verify-signature.mjs';

const secret = process.env['PROVIDER_SECRET'] ?? '';
const port = Number(process.env['PROVIDER_PORT'] ?? '8090');
const file = process.env['PROVIDER_STATE'] ?? 'mailboxes.json';
const plans = (process.env['PROVIDER_PLANS'] ?? 'STD,EDU').split(',');
const bodyBytesMax = 2 * 1024 * 1024;

if (secret.length < 16) {
  console.error(
    'PROVIDER_SECRET must have 16 characters or more: the signingSecret of the connection.',
  );
  process.exit(1);
}

const mailboxes = openMailboxes(file, plans);

const server = createServer(async (request, response) => {
  /** @param {number} status @param {unknown} [body] */
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  try {
    if (request.method === 'GET' && request.url === '/mailboxes') {
      return answer(200, mailboxes.all());
    }
    if (request.method !== 'POST' || request.url !== '/aval/steps') {
      return answer(404, { reason: 'There is nothing here.' });
    }
    const body = await bytesOf(request);
    if (body === null) return answer(413, { reason: 'The step is too large.' });
    const header = request.headers['aval-signature']?.toString();
    if (!isFromDesk(header, body, secret, Math.floor(Date.now() / 1000))) {
      return answer(401, { reason: 'The signature is wrong, or too old.' });
    }
    const result = mailboxes.carryOut(JSON.parse(body.toString()));
    return result.status === 204 ? answer(204) : answer(result.status, { reason: result.reason });
  } catch (error) {
    console.error(error);
    return answer(500, { reason: 'Something went wrong here.' });
  }
});

server.listen(port, '127.0.0.1', () => {
  const address = server.address();
  const shown = typeof address === 'object' && address !== null ? address.port : port;
  console.log(`The sample provider listens on http://127.0.0.1:${shown}/aval`);
});

/**
 * The bytes as they came: the signature is over them, not over what a parser makes of them.
 *
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<Buffer | null>} null for more than may come
 */
async function bytesOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > bodyBytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
