import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Defect } from './assert.ts';
import { canonical, type Plain } from './canonical.ts';

const plain: fc.Arbitrary<Plain> = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.string(),
    fc.maxSafeInteger(),
    fc.bigInt(),
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value'), { noNullPrototype: true }),
  ),
})).value;

test('a text and a name are written as JSON writes them, whatever stands in them', () => {
  const anyText = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string(), fc.base64String()), (text) => {
      expect(canonical(text)).toBe(JSON.stringify(text));
      expect(canonical({ [`a${text}`]: 1 })).toBe(JSON.stringify({ [`a${text}`]: 1 }));
    }),
    { examples: [['"'], ['\\'], ['\n'], ['\u001f'], ['\ud800'], ['\udfffx'], ['\u2028\u007f']] },
  );
});

test('equal data have one text, whatever the order of their members', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), plain, { noNullPrototype: true }), (data) => {
      const reversed = Object.fromEntries(Object.entries(data).reverse());
      expect(canonical(reversed)).toBe(canonical(data));
    }),
  );
  expect(canonical({ b: 1, a: undefined })).toBe('{"b":1}');
});

test('different data have different texts', () => {
  const texts = [null, 'null', 0, 0n, '0', false, [], [[]], {}, { a: null }, ['a', 'b'], ['a,b']];
  expect(new Set(texts.map(canonical)).size).toBe(texts.length);
  fc.assert(
    fc.property(plain, plain, (left, right) => {
      fc.pre(!isDeepStrictEqual(left, right));
      expect(canonical(left)).not.toBe(canonical(right));
    }),
  );
});

test('a number that is not whole has no text', () => {
  for (const bad of [0.5, Number.NaN, 2 ** 53]) expect(() => canonical([bad])).toThrow(Defect);
});
