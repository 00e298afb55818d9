import { expect, test } from 'vitest';
import { nearestOf } from './nearest.ts';

test.each([
  ['AVAL_PROT', 'AVAL_PORT'],
  ['aval_host', 'AVAL_HOST'],
  ['AVAL_DATABASE', 'AVAL_DATA_BASE'],
  ['prot', 'port'],
  ['hsot', 'host'],
])('%s is nearest to %s', (written, nearest) => {
  const known = ['AVAL_HOST', 'AVAL_PORT', 'AVAL_DATA_BASE', 'port', 'host'];
  expect(nearestOf(written, known)).toBe(nearest);
});

test.each(['', 'constructor', 'no.such', 'AVAL', 'hook', 'port'])(
  '%j is near nothing',
  (written) => {
    expect(nearestOf(written, ['AVAL_HOST', 'hook.deadline', 'erp.lag', 'reviews.openFor'])).toBe(
      null,
    );
  },
);
