import { readServiceCall, readServiceManagerBody, writeServiceManagerAnswer } from '@aval/wire';
import Fastify from 'fastify';

/**
 * The rival of a pre-check: a bare route with the same strict JSON reader, the same reading of the
 * members and the same writing of the answer. No credentials, no service, no rules, no facts, no log.
 */
const app = Fastify();
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

app.post('/service-manager/api/Subscriptions/Create', (request, reply) => {
  const body = readServiceManagerBody(request.body as Buffer);
  const call = body.ok ? readServiceCall(body.value, 'Subscriptions/Create') : body;
  const code = call.ok && call.value.checkOnly ? 0 : -1;
  const answer = writeServiceManagerAnswer({ code, message: '', result: null });
  return reply.type('application/json; charset=utf-8').send(answer);
});
app.get('/healthz', () => ({ status: 'ok' }));
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
