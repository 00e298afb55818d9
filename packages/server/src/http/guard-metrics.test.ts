import { expect, test } from 'vitest';
import { createHttpServer } from './create-http-server.ts';
import { noLog } from './log.ts';
import { registerOperations } from './operations.ts';

const token = 'token-of-the-metrics';

test('without a token only this machine reads the metrics, and not through a proxy', async () => {
  const ask = serve(null);
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) {
    expect([address, await ask(address)]).toEqual([address, 200]);
  }
  for (const address of ['203.0.113.9', '10.0.0.1', '::2', '::ffff:10.0.0.1', 'fe80::127.0.0.1']) {
    expect([address, await ask(address)]).toEqual([address, 401]);
  }
  for (const name of ['Forwarded', 'Via', 'X-Forwarded-For', 'X-Real-IP']) {
    expect([name, await ask('127.0.0.1', { [name]: '127.0.0.1' })]).toEqual([name, 401]);
  }
  expect(await ask('203.0.113.9', { Authorization: 'Bearer null' })).toBe(401);
});

test('with a token everybody needs it, from wherever they ask', async () => {
  const ask = serve(token);
  const bearer = (text: string) => ({ Authorization: `Bearer ${text}` });
  expect(await ask('203.0.113.9', bearer(token))).toBe(200);
  expect(await ask('127.0.0.1', { ...bearer(token), Via: '1.1 proxy' })).toBe(200);
  for (const wrong of ['', token.slice(1), `${token}x`, token.toUpperCase()]) {
    expect([wrong, await ask('127.0.0.1', bearer(wrong))]).toEqual([wrong, 401]);
  }
  expect(await ask('127.0.0.1')).toBe(401);
});

test('who may not is told what it takes, and no metric', async () => {
  const { app } = server(null);
  const answer = await app.inject({ url: '/metrics', remoteAddress: '203.0.113.9' });
  expect(answer.headers['www-authenticate']).toBe('Bearer realm="metrics"');
  expect(answer.json()).toMatchObject({ status: 401, code: 'http.metrics_closed' });
  expect(answer.body).not.toContain('aval_');
  expect((await app.inject({ url: '/healthz', remoteAddress: '203.0.113.9' })).statusCode).toBe(
    200,
  );
});

function serve(metricsToken: string | null) {
  const { app } = server(metricsToken);
  return async (remoteAddress: string, headers: Record<string, string> = {}) =>
    (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
}

function server(metricsToken: string | null) {
  const made = createHttpServer({ log: noLog });
  const { app, metrics } = made;
  const version = { version: '1.2.3', commit: null };
  registerOperations(app, { metrics, metricsToken, check: async () => ({}), ...version });
  return made;
}
