import { expect, test } from 'vitest';
import { nearestOf } from './nearest.ts';

test.each([
  ['AVAL_PROT', 'AVAL_PORT'],
  ['aval_host', 'AVAL_HOST'],
  ['AVAL_DATABASE', 'AVAL_DATA_BASE'],
])('%s is nearest to %s', (written, nearest) => {
  expect(nearestOf(written, ['AVAL_HOST', 'AVAL_PORT', 'AVAL_DATA_BASE'])).toBe(nearest);
});
