import { expect, test } from 'vitest';
import { type Instant, instant, minute } from '../kernel/clock.ts';
import { createAttemptLimit } from './attempt-limit.ts';

function aLimit() {
  let now: Instant = instant(1_000_000n);
  return {
    limit: createAttemptLimit({ now: () => now }),
    pass: (microseconds: bigint) => {
      now = instant(now + microseconds);
    },
  };
}

test('attempts of one source for one account end after ten, for a quarter of an hour', () => {
  const { limit, pass } = aLimit();
  for (let attempt = 0; attempt < 10; attempt += 1) expect(limit.begin('a', 'x')).toBeNull();
  expect(limit.begin('a', 'x')).toBe(900);
  expect(limit.begin('a', 'y')).toBeNull();
  expect(limit.begin('b', 'x')).toBeNull();
  pass(10n * minute);
  expect(limit.begin('a', 'x')).toBe(300);
  pass(5n * minute);
  expect(limit.begin('a', 'x')).toBeNull();
});

test('one source cannot try account after account without end', () => {
  const { limit } = aLimit();
  const answers = Array.from({ length: 120 }, (_, index) => limit.begin('a', `account ${index}`));
  expect(answers.filter((answer) => answer === null)).toHaveLength(100);
});

test('many sources together cannot try one account without end', () => {
  const { limit } = aLimit();
  const answers = Array.from({ length: 120 }, (_, index) => limit.begin(`source ${index}`, 'x'));
  expect(answers.filter((answer) => answer === null)).toHaveLength(100);
});

test('a right password takes back what its source had counted', () => {
  const { limit } = aLimit();
  for (let round = 0; round < 30; round += 1) {
    for (let attempt = 0; attempt < 9; attempt += 1) expect(limit.begin('a', 'x')).toBeNull();
    limit.forgive('a', 'x');
  }
});

test('a flood of names forgets the oldest ones and keeps its bound', () => {
  const { limit } = aLimit();
  for (let attempt = 0; attempt < 10; attempt += 1) limit.begin('a', 'x');
  for (let index = 0; index < 8_000; index += 1) limit.begin(`s${index}`, `n${index}`);
  expect(limit.begin('a', 'x')).toBeNull();
});
