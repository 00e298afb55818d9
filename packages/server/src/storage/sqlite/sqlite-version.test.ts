import { expect, test } from 'vitest';
import { isSafeVersion } from './sqlite-version.ts';

test.each([
  ['3.44.5', false],
  ['3.44.6', true],
  ['3.45.1', false],
  ['3.49.9', false],
  ['3.50.6', false],
  ['3.50.7', true],
  ['3.51.2', false],
  ['3.51.3', true],
  ['3.52.0', true],
  ['3.53.4', true],
  ['4.0.0', true],
  ['3.6.23', false],
  ['2.8.17', false],
  ['', false],
])('SQLite %s may be used: %s', (version, isSafe) => {
  expect(isSafeVersion(version)).toBe(isSafe);
});
