import { readDmmQuestion, readDmmRest, writeDmmOrder } from '@aval/wire';
import Fastify from 'fastify';
import { acceptJson } from '../src/http/index.ts';

/**
 * The rival of `POST /api/dmm/orders`: a bare route with the same JSON reader, the same reading of the
 * members and the same writing of the answer. No credentials, no company, no rule, no ledger, no log.
 */
const app = Fastify();
acceptJson(app, {
  json: { bytesMax: 64 * 1024, membersMax: 500, inexactNumbers: 'keep' },
  empty: 'undefined',
  types: 'any',
});
let last = 0;

app.post('/api/dmm/orders', (request, reply) => {
  const body = request.body as Parameters<typeof readDmmQuestion>[0];
  const question = readDmmQuestion(body, 'required');
  if (question === null || !question.ok) return reply.code(400).send('{"message":"invalid"}');
  const rest = readDmmRest(body as Parameters<typeof readDmmRest>[0], []);
  if (!rest.ok) return reply.code(400).send('{"message":"invalid"}');
  last += 1;
  const { regNumber, amount } = question.value;
  const order = writeDmmOrder({
    id: last,
    name: `Company ${regNumber}`,
    reference: rest.value.reference ?? '',
    regNumber,
    address: 'Keizersgracht 1',
    zipcode: '1015CN',
    city: 'Amsterdam',
    country: 'NL',
    amount,
    status: 'approved',
    createdAt: '2026-03-31T12:00:00Z',
  });
  return reply.type('application/json; charset=utf-8').send(order);
});
app.get('/healthz', () => ({ status: 'ok' }));
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
