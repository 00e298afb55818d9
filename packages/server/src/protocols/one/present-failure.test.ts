import { oneErrorStatus } from '@aval/wire';
import { expect, test } from 'vitest';
import { HttpFault } from '../../http/index.ts';
import { Fault } from '../../kernel/fault.ts';
import { oneFault, oneMessages } from './one-fault.ts';
import { presentFailure } from './present-failure.ts';

test('trouble of ours is 503 with a time to come again, and says nothing of its cause', () => {
  const fault = new Fault('storage.unavailable', {
    publicText: 'The database is away.',
    detail: 'host db-1',
    outcome: 'unknown',
  });
  const presented = presentFailure({ kind: 'fault', fault });
  expect(presented).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
  expect(JSON.parse(presented.body)).toEqual({
    code: 503,
    error: 'UNAVAILABLE',
    message: 'The service is not available at the moment.',
  });
});

test('a mistake of ours is 500 in the same shape', () => {
  const { status, body } = presentFailure({ kind: 'defect' });
  expect(status).toBe(500);
  expect(JSON.parse(body)).toMatchObject({ code: 500, error: 'INTERNAL_ERROR' });
});

test('every error has the status of its name, in the body too', () => {
  const names = Object.keys(oneErrorStatus) as (keyof typeof oneErrorStatus)[];
  for (const name of names) {
    const { status, body } = presentFailure({ kind: 'request', fault: oneFault(name) });
    expect(status).toBe(oneErrorStatus[name]);
    expect(JSON.parse(body)).toEqual({ code: status, error: name, message: oneMessages[name] });
  }
  expect(names.length).toBeGreaterThan(10);
});

test.each([
  [new HttpFault(413, 'http.body_too_large'), 413, 'BODY_TOO_LARGE'],
  [new HttpFault(400, 'json.too_many_members'), 413, 'BODY_TOO_LARGE'],
  [new HttpFault(400, 'json.syntax'), 400, 'INVALID_BODY'],
  [new HttpFault(404, 'http.not_found'), 404, 'CLIENT_NOT_FOUND'],
  [new HttpFault(429, 'http.too_many_requests'), 429, 'TOO_MANY_REQUESTS'],
])('what the server itself refuses has a name of this wire', (fault, status, error) => {
  const presented = presentFailure({ kind: 'request', fault });
  expect(presented.status).toBe(status);
  expect(JSON.parse(presented.body)).toMatchObject({ code: status, error });
});

test('verbs that are allowed go with a 405', () => {
  const headers = { allow: 'GET' };
  const fault = new HttpFault(405, 'http.method_not_allowed', {}, { headers });
  expect(presentFailure({ kind: 'request', fault })).toMatchObject({ status: 405, headers });
});
