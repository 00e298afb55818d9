import { expect, test } from 'vitest';
import { createHttpServer } from './create-http-server.ts';
import { listen } from './listen.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

test('answers that are ready in one turn of the event loop leave when all of them are', async () => {
  const { app } = createHttpServer({ log: silent });
  const seen: string[] = [];
  app.get('/:key', async (request, reply) => {
    const { key } = request.params as { readonly key: string };
    seen.push(`ready ${key}`);
    reply.raw.once('finish', () => seen.push(`left ${key}`));
    return key;
  });
  await app.ready();
  const answers = await Promise.all(['a', 'b', 'c'].map((key) => app.inject(`/${key}`)));
  expect(answers.map(({ body }) => body)).toEqual(['a', 'b', 'c']);
  expect(seen).toEqual(['ready a', 'ready b', 'ready c', 'left a', 'left b', 'left c']);
});

test('an answer waits for no other turn: it leaves at the end of its own', async () => {
  const { app } = createHttpServer({ log: silent });
  const seen: string[] = [];
  app.get('/', (_request, reply) => {
    reply.raw.once('finish', () => seen.push('left'));
    setImmediate(() => setImmediate(() => seen.push('next turn')));
    return reply.send('yes');
  });
  await app.ready();
  await app.inject('/');
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(seen).toEqual(['left', 'next turn']);
});

test('an answer that cannot be written is a failure of its own, and the others leave', async () => {
  const { app } = createHttpServer({ log: silent });
  app.get('/broken', async (_request, reply) => {
    reply.type('text/plain');
    return 1;
  });
  app.get('/header', async (_request, reply) => {
    reply.header('x-note', 'a\nb');
    return 'never';
  });
  app.get('/', async () => 'yes');
  await app.ready();
  const paths = ['/broken', '/header', '/'];
  const answers = await Promise.all(paths.map((path) => app.inject(path)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([500, 500, 200]);
});

test('a server that closes answers what is under way, and waits for no connection afterwards', async () => {
  const { app } = createHttpServer({ log: silent, limits: { keepAliveTimeoutMs: 3_600_000 } });
  let answer: (text: string) => void = () => {};
  const asked = new Promise<void>((begun) => {
    app.get('/', async () => {
      begun();
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
  });
  const told = fetch(await listen(app, { host: '127.0.0.1', port: 0 }));
  await asked;
  const closed = app.close();
  // The server has stopped listening by then.
  while (app.server.listening) await new Promise((resolve) => setImmediate(resolve));
  answer('yes');
  expect(await (await told).text()).toBe('yes');
  await closed;
});
