import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpOf } from '../dump.ts';
import { operationList, sampleCall } from '../sample-calls.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const wrong: readonly (readonly [name: string, headers: Record<string, string>])[] = [
  ['none', {}],
  ['an empty one', { authorization: '' }],
  ['another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
  ['a key of nobody', { authorization: `Bearer aval_${'0'.repeat(16)}_${'x'.repeat(43)}` }],
  ['a token of nobody', { authorization: 'Bearer avals_nobody' }],
  ['a very long one', { authorization: `Bearer ${'x'.repeat(4000)}` }],
];

test.each(operationList)('%s wants credentials, and nothing is written', async (id) => {
  const before = await dumpOf(api);
  for (const [name, headers] of wrong) {
    const answer = await api.call({ ...sampleCall(id), token: null, headers });
    expect([name, answer.status, answer.problem.code]).toEqual([
      name,
      401,
      'access.unauthenticated',
    ]);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="aval"');
  }
  expect(await dumpOf(api)).toEqual(before);
});

test('a key that is revoked or over is nobody', async () => {
  const { access } = api.rooms;
  const issued = await access.addCredential('demo' as never, {
    kind: 'api',
    name: 'short',
    scopes: ['read'],
    expiresAt: (api.rooms.clock.now() + 1_000_000n) as never,
    installation: null,
    createdBy: 'operator:cli',
  });
  const token = issued.ok && issued.value.secret.kind === 'api' ? issued.value.secret.key : '';
  const path = '/v1/holds';
  expect((await api.call({ path, token })).status).toBe(200);
  api.rooms.clock.pass(2_000_000n);
  expect((await api.call({ path, token })).status).toBe(401);
});

test('credentials are asked for before anything is said about an address', async () => {
  const answers = await Promise.all(
    ['/v1', '/v1/nothing', '/v1/holds/nonsense', '/v1/holds/x/y/z'].map((path) =>
      api.call({ path, token: null }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
});
