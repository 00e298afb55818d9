import { type NativeHoldAnswer, nativeOperations } from '@aval/wire';
import Fastify from 'fastify';
import { createValidate } from '../src/api/validate.ts';
import { acceptJson } from '../src/http/index.ts';
import { present } from '../src/kernel/assert.ts';

/**
 * The rival of `POST /v1/holds`: a bare route with the same JSON reader, the same schema, and an
 * answer of the same form that echoes the request. No credentials, no key, no ledger, no log.
 */
const app = Fastify();
acceptJson(app, {
  json: { bytesMax: 64 * 1024, membersMax: 500, depthMax: 16 },
  empty: 'undefined',
  types: 'json',
});
const check = createValidate(present(nativeOperations.placeHold.body, 'body of a hold'), 'body');

type Body = {
  readonly organizationId: string;
  readonly amount: { readonly amount: string; readonly currency: string };
};

app.post('/v1/holds', (request): NativeHoldAnswer => {
  check(request.body);
  const { organizationId, amount } = request.body as Body;
  const { currency } = amount;
  const nothing = { amount: '0.00', currency };
  return {
    approved: true,
    changed: true,
    hold: {
      holdId: 'hold_01m7zwncabe00azps4aegh515x',
      organizationId,
      lineId: 'line_01m7zwn9sye4w8w417zvq3aq6s',
      kind: 'native',
      state: 'open',
      source: null,
      amount,
      held: amount,
      captured: nothing,
      overCaptured: nothing,
      unreported: nothing,
      asked: amount,
      rateId: null,
      revivedFrom: null,
      placedAt: '2026-03-31T12:00:00.123Z',
      dueAt: '2026-04-07T12:00:00.123Z',
      endedAt: null,
      version: 1,
    },
    headroom: { amount: '8999999999999.00', currency },
    bindingLineId: 'line_01m7zwn9sye4w8w417zvq3aq6s',
    lineVersion: 2,
  };
});
app.get('/healthz', () => ({ status: 'ok' }));
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
