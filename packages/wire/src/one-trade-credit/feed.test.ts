import { expect, test } from 'vitest';
import { readOneFeedQuery } from './feed.ts';

type Query = Parameters<typeof readOneFeedQuery>[0];

function read(query: Query) {
  const result = readOneFeedQuery(query);
  return result.ok ? result.value : result.problem.message;
}

test('nothing asked means everything from the first row on', () => {
  const all = ['APPLICATION', 'BACKOFFICE', 'INTERNAL', 'INTEGRATIONS'];
  expect(read({})).toEqual({ startId: 1n, contexts: all, numberOfEvents: null });
  expect(read({ startId: '0', contexts: '' })).toMatchObject({ startId: 1n, contexts: all });
});

test('contexts may be repeated, listed and in any case', () => {
  const wanted = { contexts: ['APPLICATION', 'BACKOFFICE'] };
  expect(read({ contexts: 'backoffice,Application' })).toMatchObject(wanted);
  expect(read({ contexts: ['BACKOFFICE', 'application, BACKOFFICE'] })).toMatchObject(wanted);
});

test('a number is whole and stands once', () => {
  expect(read({ startId: '9223372036854775807' })).toMatchObject({ startId: 2n ** 63n - 1n });
  for (const startId of ['-1', 'abc', '1.0', '1e3', ' 1', '9223372036854775808', '1'.repeat(99)]) {
    expect(read({ startId })).toBe('startId must be a whole number, 0 or more.');
  }
  expect(read({ startId: ['1', '2'] })).toBe('startId must stand once.');
  expect(read({ numberOfEvents: ['1', '1'] })).toBe('numberOfEvents must stand once.');
  expect(read({ numberOfEvents: '1000' })).toMatchObject({ numberOfEvents: 1000 });
  for (const numberOfEvents of ['0', '1001', 'x']) {
    expect(read({ numberOfEvents })).toMatch(/^numberOfEvents must be a whole number/);
  }
});

test('an unknown context is repeated only when it is a plain word', () => {
  expect(read({ contexts: 'OTHER' })).toBe('Unknown context: OTHER.');
  expect(read({ contexts: '<script>' })).toBe('Unknown context.');
});
