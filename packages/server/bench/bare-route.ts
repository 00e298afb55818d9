import { nativeOperations } from '@aval/wire';
import Fastify from 'fastify';
import { createValidate } from '../src/api/validate.ts';
import { acceptJson } from '../src/http/index.ts';
import { present } from '../src/kernel/assert.ts';

/**
 * The rival of `POST /v1/holds`: a bare route with the same JSON reader and the same schema, and an
 * answer as long as ours that it has made beforehand. No credentials, no key, no ledger, no log.
 */
const app = Fastify();
acceptJson(app, {
  json: { bytesMax: 64 * 1024, membersMax: 500, depthMax: 16 },
  empty: 'undefined',
  types: 'json',
});
const check = createValidate(present(nativeOperations.placeHold.body, 'body of a hold'), 'body');
const answer = JSON.stringify({ approved: true, padding: 'a'.repeat(930) });
app.post('/v1/holds', (request, reply) => {
  check(request.body);
  return reply.header('content-type', 'application/json; charset=utf-8').send(answer);
});
app.get('/healthz', () => ({ status: 'ok' }));
const port = Number(process.argv[2]);
await app.listen({ port, host: '127.0.0.1' });
