import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fault } from '../kernel/fault.ts';
import { createHttpServer, type HttpServer } from './create-http-server.ts';
import { presentFailures } from './failure.ts';
import { acceptJson } from './json-body.ts';
import { ListenError, listen } from './listen.ts';
import type { LogFields } from './log.ts';
import { registerOperations } from './operations.ts';
import { problemPresenter } from './problem.ts';

let server: HttpServer;
let url: string;
const logged: LogFields[] = [];
beforeAll(async () => {
  const keep = (fields: LogFields) => void logged.push(fields);
  server = createHttpServer({
    log: { info: keep, warn: keep, error: keep },
    limits: {
      checkEveryMs: 20,
      headersTimeoutMs: 300,
      requestTimeoutMs: 600,
      headerBytesMax: 2048,
    },
  });
  registerOperations(server.app, {
    metricsToken: null,
    metrics: server.metrics,
    version: '1.2.3',
    commit: 'abc',
    check: () => {
      throw new Fault('storage.unavailable', { publicText: 'Not now.', detail: 'secret-detail' });
    },
  });
  server.app.register(
    (scope, _options, done) => {
      acceptJson(scope, { json: { bytesMax: 100 }, empty: 'undefined', types: 'any' });
      presentFailures(scope, server.log, problemPresenter());
      scope.post('/echo/:key', async (request) => ({ body: request.body ?? 'nothing' }));
      scope.get('/defect', async () => {
        throw new TypeError('secret-detail');
      });
      done();
    },
    { prefix: '/scope' },
  );
  server.app.register(
    (scope, _options, done) => {
      presentFailures(scope, server.log, (failure) => ({
        status: failure.kind === 'request' ? failure.fault.status : 500,
        type: 'text/plain',
        body: 'no',
      }));
      scope.post('/:id', async () => 'yes');
      done();
    },
    { prefix: '/bare' },
  );
  url = await listen(server.app, { host: '127.0.0.1', port: 0 });
});
afterAll(() => server.app.close());

/** Sends bytes as they are, and gives all that comes until the other side closes. */
function raw(text: string): Promise<string> {
  const { port } = server.app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

test('a request id is the caller’s own where it is harmless, else one of ours', async () => {
  const idOf = async (given: string) => {
    const answer = await fetch(`${url}/healthz`, { headers: { 'x-request-id': given } });
    return answer.headers.get('x-request-id');
  };
  expect(await idOf('order-17_a.b')).toBe('order-17_a.b');
  for (const given of ['', 'with space', 'x'.repeat(65), 'a"b', 'a;b']) {
    expect(await idOf(given)).toMatch(/^req_[\w-]+$/);
  }
});

test('what is not there is a problem, and what is there takes any letter case', async () => {
  const absent = await fetch(`${url}/nothing`);
  expect(absent.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(await absent.json()).toMatchObject({ status: 404, code: 'http.not_found' });
  expect((await fetch(`${url}/HealthZ/`)).status).toBe(200);
});

test('a server that cannot work says so, and keeps the detail for the log', async () => {
  const answer = await fetch(`${url}/readyz`);
  const text = await answer.text();
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  expect(JSON.parse(text)).toMatchObject({ code: 'storage.unavailable', retryable: true });
  expect(text).not.toContain('secret-detail');
  expect(JSON.stringify(logged)).toContain('secret-detail');
});

test('a mistake of ours is a 500 whose outcome is unknown, and tells nothing else', async () => {
  const answer = await fetch(`${url}/scope/defect`);
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({
    status: 500,
    code: 'server.defect',
    outcome: 'unknown',
  });
  expect(text).not.toContain('secret-detail');
});

test('version and metrics are there, and metrics name routes, never paths', async () => {
  await fetch(`${url}/scope/echo/key-of-somebody`, { method: 'POST' });
  expect(await (await fetch(`${url}/version`)).json()).toEqual({ version: '1.2.3', commit: 'abc' });
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toContain('aval_http_requests_total{method="POST",route="/scope/echo/:key"');
  expect(text).not.toContain('key-of-somebody');
});

test('the log holds no credential, no body and no part of a path', async () => {
  const secret = 'canary-5f0d';
  await fetch(`${url}/scope/echo/${secret}?q=${secret}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, apiauth: secret, cookie: secret },
    body: JSON.stringify({ secret }),
  });
  await fetch(`${url}/nothing/${secret}`);
  await raw(`GET /${secret} HTTP/1.1\r\n${secret}\r\n\r\n`);
  expect(logged.some(({ route }) => route === '/scope/echo/:key')).toBe(true);
  expect(JSON.stringify(logged)).not.toContain(secret);
});

test('a scope that takes any type reads JSON under all of them, and an empty body as none', async () => {
  const send = async (body: string, type?: string) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    const answer = await fetch(`${url}/scope/echo/k`, { method: 'POST', body, headers });
    return (await answer.json()) as { body?: unknown; code?: string };
  };
  expect(await send('{"a":1}', 'text/json')).toEqual({ body: { a: 1 } });
  for (const type of ['garbage', 'a/b/c', '/', 'text/', 'text/plain;', 'application/json; a']) {
    expect(await send('{"a":1}', type), type).toEqual({ body: { a: 1 } });
  }
  expect(await send('\ufeff{"a":1}', 'application/json')).toEqual({ body: { a: 1 } });
  expect(await send('', 'application/json')).toEqual({ body: 'nothing' });
  expect((await send('{"a":1,"A":2}')).code).toBe('json.case_duplicate_key');
  expect((await send(`{"a":"${'x'.repeat(100)}"}`)).code).toBe('http.body_too_large');
});

test('an address that cannot be read is refused in the shape of the scope that it lies in', async () => {
  const codeAt = async (path: string) => {
    const answer = await fetch(`${url}${path}`, { method: 'POST' });
    return [answer.status, await answer.text()];
  };
  expect(await codeAt('/bare/echo/%ff')).toEqual([400, 'no']);
  expect(await codeAt('/BARE/echo/%')).toEqual([400, 'no']);
  expect(await codeAt(`/bare/${'x'.repeat(1_500)}`)).toEqual([414, 'no']);
  for (const path of ['/%ff', '/barely/%ff', '/scope/echo/%ff']) {
    expect((await codeAt(path))[1]).toContain('"code":"http.bad_url"');
  }
});

test('what still comes on a connection while the server closes is served by its own handler', async () => {
  const closing = createHttpServer({ log: { info: () => {}, warn: () => {}, error: () => {} } });
  let release: () => void = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  const isEntered = new Promise<void>((enter) => {
    closing.app.get('/slow', async () => {
      enter();
      await isReleased;
      return 'slow';
    });
  });
  closing.app.get('/quick', async () => {
    release();
    return 'quick';
  });
  const { port } = new URL(await listen(closing.app, { host: '127.0.0.1', port: 0 }));
  const socket = connect(Number(port), '127.0.0.1');
  let answers = '';
  socket.on('data', (bytes) => {
    answers += bytes.toString();
  });
  const isOver = new Promise((resolve) => socket.once('close', resolve));
  const get = (path: string) => socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  get('/slow');
  await isEntered;
  const isClosed = closing.app.close();
  get('/quick');
  await Promise.all([isClosed, isOver]);
  expect(answers).toMatch(/slow.*200 OK.*connection: close.*quick$/is);
});

test('half a request is answered and closed when its time is over', async () => {
  const answer = await raw('POST /scope/echo/k HTTP/1.1\r\nHost: x\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(answer).toContain('"code":"http.timeout"');
});

test('what is no HTTP, or has headers without end, is answered and closed', async () => {
  expect(await raw('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"http.bad_request"/);
  const headers = `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(4000)}\r\n\r\n`;
  expect(await raw(headers)).toMatch(/^HTTP\/1\.1 431 [\s\S]*"code":"http.headers_too_large"/);
});

test('an address that cannot be decoded is refused', async () => {
  const answer = await raw('GET /scope/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"http.bad_url"/);
});

test('a port that is taken is named in plain words', async () => {
  const { port } = server.app.server.address() as AddressInfo;
  const other = createHttpServer({ log: server.log });
  const failure = await listen(other.app, { host: '127.0.0.1', port }).catch((error) => error);
  expect(failure).toBeInstanceOf(ListenError);
  expect(failure.message).toBe(`Port ${port} on 127.0.0.1 is in use by another program.`);
  await other.app.close();
});
