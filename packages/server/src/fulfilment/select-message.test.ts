import fc from 'fast-check';
import { expect, test } from 'vitest';
import { audienceOfCode, type BrokenRule, selectMessage } from './select-message.ts';

const aRule = fc
  .record({
    audience: fc.constantFrom('end_user' as const, 'back_office' as const),
    number: fc.nat(8_000),
  })
  .map(({ audience, number }): BrokenRule => {
    const code = audience === 'end_user' ? -81_000 - number : -10_000 - number;
    return { audience, code, text: `${audience}#${number}` };
  });

test('a code that customers read carries only texts that were written for customers', () => {
  let forCustomers = 0;
  fc.assert(
    fc.property(fc.array(aRule, { minLength: 1, maxLength: 6 }), (broken) => {
      const selected = selectMessage(broken);
      expect(selected).not.toBeNull();
      if (selected === null) return;
      const isForAll = selected.code <= -80_000 && selected.code >= -89_999;
      expect(selected.audience).toBe(isForAll ? 'end_user' : 'back_office');
      if (isForAll) {
        forCustomers += 1;
        expect(selected.message).not.toContain('back_office');
      }
      const first = broken.find(({ audience }) => audience === 'back_office') ?? broken[0];
      expect(selected.code).toBe(first?.code);
      expect(selected.message.split(' ')).toEqual(broken.map(({ text }) => text));
    }),
  );
  expect(forCustomers).toBeGreaterThan(10);
});

test('nothing broken is no message', () => {
  expect(selectMessage([])).toBeNull();
});

test('the bounds of the range for customers are codes that no rule may have', () => {
  expect(audienceOfCode(-80_001)).toBe('end_user');
  expect(audienceOfCode(-89_998)).toBe('end_user');
  for (const code of [-79_999, -90_000, -1]) expect(audienceOfCode(code)).toBe('back_office');
  for (const code of [-80_000, -89_999, 0, 1, -1.5, Number.NaN]) {
    expect(audienceOfCode(code)).toBeNull();
  }
});
