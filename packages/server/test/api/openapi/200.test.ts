import { join } from 'node:path';
import { nativeExamples, type Operation } from '@aval/wire';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operationList } from '../sample-calls.ts';
import { startApi, type TestApi } from '../start-api.ts';

const checkedIn = join(import.meta.dirname, '../../../../../docs/reference/openapi.json');

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

// `npx vitest run -u` with this file writes the document anew.
test('the document that is checked in is the one that is served, without credentials', async () => {
  const answer = await api.call({ path: '/openapi.json', token: null });
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  await expect(answer.text).toMatchFileSnapshot(checkedIn);
});

test('every operation is described once, with a summary and where its answers are', async () => {
  const document = (await api.call({ path: '/openapi.json', token: null })).body as {
    paths: Record<
      string,
      Record<string, { operationId: string; summary: string; responses: object }>
    >;
  };
  const described = Object.values(document.paths).flatMap((item) => Object.values(item));
  const ids = described.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [id, operation] of operationList) {
    const found = document.paths[operation.path]?.[operation.method.toLowerCase()];
    expect(found?.operationId).toBe(id);
    expect(found?.summary).toMatch(/^[A-Z][^.]*$/);
    expect(Object.keys(found?.responses ?? {})).toContain('default');
  }
});

test('sign-in is described as open to all, and everything else as in need of a token', async () => {
  const { body } = await api.call({ path: '/openapi.json', token: null });
  const { paths, security } = body as {
    paths: Record<string, Record<string, { security?: object[]; responses: object }>>;
    security: object[];
  };
  expect(security).toEqual([{ bearer: [] }]);
  const open = Object.entries(paths).filter(([, item]) =>
    Object.values(item).some((operation) => operation.security !== undefined),
  );
  expect(open.map(([path]) => path)).toEqual(['/v1/sign-in']);
  expect(paths['/v1/sign-in']?.['post']?.security).toEqual([]);
  expect(Object.keys(paths['/v1/sign-out']?.['post']?.responses ?? {})).toEqual(['204', 'default']);
});

test('every schema of the document is one that the server checks by', () => {
  const table: Readonly<Record<string, Operation>> = Object.fromEntries(operationList);
  let compared = 0;
  for (const { operation: id, status, body, answer } of nativeExamples) {
    const operation = table[id];
    const answerSchema = operation?.answers[status as 200];
    expect(answerSchema && Compile(answerSchema).Errors(answer), id).toEqual([]);
    if (body === undefined || operation?.body === undefined) continue;
    expect(Compile(operation.body).Errors(body), id).toEqual([]);
    compared += 1;
  }
  expect(compared).toBeGreaterThan(15);
});
