import { expect, test } from 'vitest';
import { later, noon } from '../../test/builders/credit.ts';
import { day, minute } from '../kernel/clock.ts';
import { findRepeat, type RememberedCall } from './late-repeat.ts';

const first: RememberedCall = { trackId: 'track-1', callHash: 'suspend', at: noon };
const second: RememberedCall = { trackId: 'track-2', callHash: 'activate', at: later(minute) };
const again = { ...first, at: later(2n * minute) };

test('an equal track id with equal content is a repeat, late once another call came between', () => {
  expect(findRepeat(again, [first])).toBe('repeat');
  expect(findRepeat(again, [first, second])).toBe('late');
  expect(findRepeat(again, [second, first])).toBe('late');
});

test('equal content alone is no repeat: a change back to an earlier state is legitimate', () => {
  expect(findRepeat({ ...again, trackId: 'track-3' }, [first, second])).toBeNull();
  expect(findRepeat({ ...again, trackId: null }, [first, second])).toBeNull();
});

test('a track id that comes with other content is a call of its own', () => {
  expect(findRepeat({ ...again, callHash: 'cancel' }, [first, second])).toBeNull();
});

test('a track id is remembered for seven days, or as long as is set', () => {
  expect(findRepeat({ ...first, at: later(7n * day - 1n) }, [first])).toBe('repeat');
  expect(findRepeat({ ...first, at: later(7n * day) }, [first])).toBeNull();
  expect(findRepeat(again, [first], minute)).toBeNull();
});
