import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TransportError } from '@aval/wire';
import { afterEach, expect, test } from 'vitest';
import { readBaseUri } from './base-uri.ts';
import { createGuardedTransport, type GuardOptions } from './guarded-transport.ts';

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

test('a call goes to the registered address and brings the whole answer', async () => {
  const other = await aServer((request, response) => {
    response.setHeader('X-Two', ['a', 'b']);
    response.end(`${request.method} ${request.url} ${request.headers['x-token']}`);
  });
  const { transport } = open(`http://127.0.0.1:${other.port}/bss`);
  const answer = await transport({
    method: 'GET',
    url: `http://127.0.0.1:${other.port}/bss/api/orders/1?x=1`,
    headers: { 'X-Token': 't' },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers['x-two']).toBe('a, b');
  expect(new TextDecoder().decode(answer.body)).toBe('GET /bss/api/orders/1?x=1 t');
});

test('calls share a connection', async () => {
  const other = await aServer((_, response) => response.end('ok'));
  const { transport } = open(`http://127.0.0.1:${other.port}`, { connectionsMax: 1 });
  for (let call = 0; call < 3; call += 1) {
    await transport({ method: 'GET', url: `http://127.0.0.1:${other.port}/a`, headers: {} });
  }
  expect(other.connections()).toBe(1);
});

test('an address that is not below the registered one is never called', async () => {
  const other = await aServer((_, response) => response.end('secret'));
  const { transport } = open(`http://127.0.0.1:${other.port}/bss`);
  const elsewhere = [
    `http://127.0.0.1:${other.port}/admin`,
    `http://127.0.0.1:${other.port}/bss/../admin`,
    `http://localhost:${other.port}/bss/a`,
    `http://127.0.0.1:${other.port + 1}/bss/a`,
    `https://127.0.0.1:${other.port}/bss/a`,
    `http://user@127.0.0.1:${other.port}/bss/a`,
    'http://169.254.169.254/bss/a',
  ];
  for (const url of elsewhere) {
    expect(await failureOf(transport({ method: 'GET', url, headers: {} })), url).toBe('refused');
  }
  expect(other.connections()).toBe(0);
});

test('a name that leads into this machine or a private network is refused without a call', async () => {
  const other = await aServer((_, response) => response.end('secret'));
  const hostile: readonly (readonly string[])[] = [
    ['127.0.0.1'],
    ['93.184.216.34', '127.0.0.1'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['::ffff:127.0.0.1'],
    ['::1'],
    [],
  ];
  for (const addresses of hostile) {
    const { transport } = open(`http://platform.example.test:${other.port}`, {
      resolveHost: async () => addresses,
    });
    const url = `http://platform.example.test:${other.port}/a`;
    expect(await failureOf(transport({ method: 'GET', url, headers: {} }))).toBe('refused');
  }
  expect(other.connections()).toBe(0);
});

test('a name is looked up once for each connection, so that it cannot lead elsewhere later', async () => {
  const other = await aServer((_, response) => response.end('ok'));
  const answers = [['127.0.0.1'], ['10.0.0.1']];
  const asked: string[] = [];
  const { transport } = open(`http://localhost:${other.port}`, {
    connectionsMax: 1,
    resolveHost: async (host) => {
      asked.push(host);
      return answers.shift() ?? [];
    },
  });
  const url = `http://localhost:${other.port}/a`;
  await transport({ method: 'GET', url, headers: {} });
  await transport({ method: 'GET', url, headers: {} });
  expect(asked).toEqual(['localhost']);
});

test('addresses of cloud metadata stay closed, however they are registered', async () => {
  for (const host of ['169.254.169.254', '2852039166', '[fe80::1]', '[::ffff:169.254.169.254]']) {
    const { transport } = open(`http://${host}`);
    const url = `http://${host}/latest`;
    expect(await failureOf(transport({ method: 'GET', url, headers: {} })), host).toBe('refused');
  }
});

test('a redirect is an answer, and nobody goes where it points', async () => {
  const target = await aServer((_, response) => response.end('secret'));
  const other = await aServer((_, response) => {
    response.writeHead(302, { Location: `http://127.0.0.1:${target.port}/` }).end();
  });
  const { transport } = open(`http://127.0.0.1:${other.port}`);
  const url = `http://127.0.0.1:${other.port}/a`;
  expect((await transport({ method: 'GET', url, headers: {} })).status).toBe(302);
  expect(target.connections()).toBe(0);
});

test('an answer that does not end in time is a timeout', async () => {
  const other = await aServer((_, response) => {
    response.writeHead(200);
    response.write('half');
  });
  const { transport } = open(`http://127.0.0.1:${other.port}`);
  const url = `http://127.0.0.1:${other.port}/a`;
  const call = transport({ method: 'GET', url, headers: {}, deadlineMs: 50 });
  expect(await failureOf(call)).toBe('timeout');
});

test('an answer that is too large is given up, also without a length', async () => {
  const other = await aServer((request, response) => {
    if (request.url === '/told') response.setHeader('Content-Length', '2000');
    response.end('x'.repeat(2000));
  });
  const { transport } = open(`http://127.0.0.1:${other.port}`, { answerBytesMax: 1000 });
  for (const path of ['told', 'untold']) {
    const url = `http://127.0.0.1:${other.port}/${path}`;
    expect(await failureOf(transport({ method: 'GET', url, headers: {} }))).toBe('network');
  }
});

test('a refused or reset connection is a failure of the network', async () => {
  const other = await aServer((request) => request.socket.destroy());
  const { transport } = open(`http://127.0.0.1:${other.port}`);
  const url = `http://127.0.0.1:${other.port}/a`;
  expect(await failureOf(transport({ method: 'GET', url, headers: {} }))).toBe('network');
  await other.close();
  expect(await failureOf(transport({ method: 'GET', url, headers: {} }))).toBe('network');
});

test('a header that would end itself early is never sent', async () => {
  const other = await aServer((_, response) => response.end('ok'));
  const { transport } = open(`http://127.0.0.1:${other.port}`);
  const url = `http://127.0.0.1:${other.port}/a`;
  const call = transport({ method: 'GET', url, headers: { 'X-A': 'a\r\nX-B: b' } });
  expect(await failureOf(call)).toBe('refused');
  expect(other.connections()).toBe(0);
});

function open(text: string, options: GuardOptions = {}) {
  const base = readBaseUri(text);
  if (!base.ok) throw new Error(`no base URI: ${text}`);
  const guarded = createGuardedTransport(base.value, options);
  closers.push(guarded.close);
  return guarded;
}

async function aServer(answer: (request: IncomingMessage, response: ServerResponse) => unknown) {
  let connections = 0;
  const server: Server = createServer((request, response) => void answer(request, response));
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  closers.push(close);
  return { port: (server.address() as AddressInfo).port, connections: () => connections, close };
}

function failureOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'answered',
    (error: TransportError) => error.failure,
  );
}
