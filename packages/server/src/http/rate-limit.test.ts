import { expect, test } from 'vitest';
import { type Instant, instant, minute, second } from '../kernel/clock.ts';
import { HttpFault } from './http-fault.ts';
import { createRateLimit } from './rate-limit.ts';

test('as many calls as a minute may have pass at once, and the next one is told when to come', () => {
  const { call } = aLimit();
  expect([call(), call(), call()]).toEqual(['passed', 'passed', 'passed']);
  expect(call()).toBe('20');
  expect(call('another')).toBe('passed');
});

test('who waits as long as he was told passes, and a refused call costs nothing', () => {
  const { call, pass } = aLimit();
  for (let time = 0; time < 10; time += 1) call();
  pass(19n * second);
  expect(call()).toBe('1');
  pass(second);
  expect(call()).toBe('passed');
  expect(call()).toBe('20');
});

test('however long nobody calls, there are never more than the calls of a minute', () => {
  const { call, pass } = aLimit();
  call();
  pass(60n * minute);
  expect([call(), call(), call(), call()]).toEqual(['passed', 'passed', 'passed', '20']);
});

function aLimit() {
  let now: Instant = instant(0n);
  const limit = createRateLimit({ now: () => now }, minute);
  const call = (caller = 'key') => {
    try {
      limit.take(caller, 3);
      return 'passed';
    } catch (error) {
      if (!(error instanceof HttpFault) || error.status !== 429) throw error;
      return error.headers['retry-after'];
    }
  };
  const pass = (us: bigint) => {
    now = instant(now + us);
  };
  return { call, pass };
}
