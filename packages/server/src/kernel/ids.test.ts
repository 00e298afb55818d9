import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from './clock.ts';
import { createIds, parseId, parseTenantId } from './ids.ts';

/** Ids of a machine whose clock shows these milliseconds, one after the other, then the last. */
function idsAt(...milliseconds: readonly number[]) {
  let index = 0;
  return createIds({
    now: () => {
      const ms = milliseconds[Math.min(index, milliseconds.length - 1)] ?? 0;
      index += 1;
      return instant(BigInt(ms) * 1_000n);
    },
    fillRandom: (bytes) => bytes.fill(0xa5),
  });
}

test('an id says what it names and is read back as that alone', () => {
  const ids = idsAt(1_774_958_400_000);
  const hold = ids.next('hold');
  expect(hold).toMatch(/^hold_01[0-9a-hjkmnp-tv-z]{24}$/);
  expect(parseId('hold', hold)).toBe(hold);
  expect(parseId('line', hold)).toBeNull();
  for (const bad of ['hold_', `${hold}0`, hold.toUpperCase(), hold.slice(0, -1), `${hold}\n`]) {
    expect(parseId('hold', bad)).toBeNull();
  }
  expect(parseId('hold', `hold_8${hold.slice(6)}`)).toBeNull();
});

test('ids sort in the order in which they were made, on a clock that jumps and stands', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2_000), { minLength: 2, maxLength: 300 }), (times) => {
      const ids = idsAt(...times);
      const made = times.map(() => ids.next('cap'));
      expect(new Set(made).size).toBe(made.length);
      expect([...made].sort()).toEqual(made);
    }),
  );
});

test('more ids than the counter holds in one millisecond stay in order', () => {
  const ids = idsAt(1_774_958_400_000);
  const made = Array.from({ length: 10_000 }, () => ids.next('cap'));
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test('an id is a UUID of version 7: time, version, counter, variant, chance', () => {
  const ms = 1_774_958_400_000;
  const body = idsAt(ms).next('hold').slice('hold_'.length);
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  const value = [...body].reduce((all, digit) => all * 32n + BigInt(alphabet.indexOf(digit)), 0n);
  expect(value >> 80n).toBe(BigInt(ms));
  expect((value >> 76n) & 15n).toBe(7n);
  expect((value >> 62n) & 3n).toBe(2n);
  expect(value & ((1n << 62n) - 1n)).toBe(0x25a5_a5a5_a5a5_a5a5n);
});

test('chance is drawn anew for every id', () => {
  let drawn = 0;
  const ids = createIds({
    now: () => instant(0n),
    fillRandom: (bytes) => {
      drawn += 1;
      bytes.forEach((_, index) => {
        bytes[index] = (drawn * 7 + index) % 251;
      });
    },
  });
  const tails = Array.from({ length: 1_000 }, () => ids.next('cap').slice(-12));
  expect(new Set(tails).size).toBeGreaterThan(200);
});

test('a tenant has a key of 2 to 40 small letters, digits and inner dashes', () => {
  for (const good of ['ab', 'a-b', '0x', 'a'.repeat(40)]) expect(parseTenantId(good)).toBe(good);
  for (const bad of ['', 'a', '-a', 'a-', 'A1', 'a_b', 'a'.repeat(41), 'ab\n']) {
    expect(parseTenantId(bad)).toBeNull();
  }
});
