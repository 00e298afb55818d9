import { expect, test } from 'vitest';
import { isJsonObject } from './json-value.ts';
import { carry, readAnswer, readBody } from './read-answer.ts';
import { TransportError } from './transport.ts';

const limits = { bytesMax: 64 };
const read = (body: unknown) => (isJsonObject(body) ? (body['name'] ?? null) : null);

test('an answer of 2xx is what its reader makes of it', () => {
  for (const status of [200, 201, 299]) {
    expect(readAnswer(anAnswer(status, '{"name":"x"}'), limits, read)).toBe('x');
  }
});

test('another status is an error, with the name that the other side gives it', () => {
  for (const status of [199, 300, 404, 500]) {
    expect(faultOf(() => readAnswer(anAnswer(status, '{"name":"x"}'), limits, read))).toEqual({
      kind: 'status',
      status,
      code: null,
    });
  }
  const codeOf = () => 'E1';
  expect(faultOf(() => readAnswer(anAnswer(400, '<html>'), limits, read, codeOf))).toEqual({
    kind: 'status',
    status: 400,
    code: 'E1',
  });
});

test('what is no JSON, too much, or not of the contract is unreadable', () => {
  const unreadable = (json: string | null) => ({ kind: 'unreadable', status: 200, json });
  const fault = (text: string) => faultOf(() => readAnswer(anAnswer(200, text), limits, read));
  expect(fault('<html>')).toEqual(unreadable('json.syntax'));
  expect(fault(`{"name":"${'x'.repeat(64)}"}`)).toEqual(unreadable('json.too_large'));
  expect(fault('{"other":1}')).toEqual(unreadable(null));
  const failing = () => {
    throw new RangeError('not a number');
  };
  expect(faultOf(() => readAnswer(anAnswer(200, '1'), limits, failing))).toEqual(unreadable(null));
});

test('a body is read whatever the status, and null is a value', () => {
  expect(readBody(anAnswer(500, 'null'), limits, (body) => body)).toBeNull();
});

test('no answer says why, as far as the transport knows', async () => {
  const request = { method: 'GET', url: 'https://example.com', headers: {} } as const;
  const failing = (error: Error) => carry(() => Promise.reject(error), request);
  await expect(failing(new TransportError('refused'))).rejects.toMatchObject({
    fault: { kind: 'no_answer', failure: 'refused' },
  });
  await expect(failing(new Error('reset'))).rejects.toMatchObject({
    fault: { kind: 'no_answer', failure: 'network' },
  });
});

function anAnswer(status: number, text: string) {
  return { status, headers: {}, body: new TextEncoder().encode(text) };
}

function faultOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return (error as { readonly fault?: unknown }).fault;
  }
  return null;
}
