import { afterAll, beforeAll, expect, test } from 'vitest';
import { operationList } from '../sample-calls.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const order = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'];
const paths = new Map<string, readonly string[]>();
for (const [, { path, method }] of operationList) {
  const more = method === 'GET' ? ['GET', 'HEAD'] : [method];
  paths.set(path, [...(paths.get(path) ?? []), ...more]);
}

test.each([...paths])('%s names the methods that it takes', async (path, methods) => {
  const url = path.replace(/\{\w+\}/g, 'x');
  const answer = await api.call({ method: 'PATCH', path: url });
  expect([answer.status, answer.problem.code]).toEqual([405, 'http.method_not_allowed']);
  expect(answer.headers['allow']).toBe(
    order.filter((method) => methods.includes(method)).join(', '),
  );
});

test('a path is found in any letter case and with a slash at its end', async () => {
  const answers = await Promise.all(
    ['/v1/holds', '/V1/Holds', '/v1/HOLDS/'].map((path) => api.call({ path })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});
