import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWritableCode, matchServiceManagerRoute } from '@aval/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../start-api.ts';

const page = readFileSync(
  join(import.meta.dirname, '../../../../../docs/guides/service-manager.md'),
  'utf8',
);

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('the service of the page can be declared as it stands there', async () => {
  const body = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const answer = await api.call({ method: 'POST', path: '/v1/services', body });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({ serviceType: 'cloud-backup', version: 1 });
});

test('every address that the page names is one of the wire', () => {
  const named = [...page.matchAll(/`(GET|POST) (\/api\/[\w/]+)`/g)];
  expect(named.length).toBeGreaterThan(8);
  for (const [, verb = '', path = ''] of named) {
    expect([path, matchServiceManagerRoute(verb, path).kind]).toEqual([path, 'operation']);
  }
});

test('every code that the page lists is one that the server writes', () => {
  const [, ours = ''] = page.split('Our own codes:');
  const [table = ''] = ours.split('`CheckOnly` is read strictly');
  const codes = [...table.matchAll(/^\| (-[-\d, to]+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/-\d+/g)].map(([text]) => Number(text)),
  );
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !isWritableCode(code))).toEqual([]);
});
