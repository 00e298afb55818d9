import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAccountId, readGuid } from './interworks-ids.ts';
import { readJson } from './strict-json.ts';

test('an account is the same as number and as digits, up to 2^53 - 1', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), fc.nat(10), (id, zeros) => {
      expect(readAccountId(readJson(String(id)))).toBe(String(id));
      expect(readAccountId('0'.repeat(zeros) + id)).toBe(String(id));
    }),
  );
});

test('what is no positive whole number is no account', () => {
  for (const text of ['0', '-1', '1.0', '1e3', '9007199254740992', '9007199254740993', 'true']) {
    expect(readAccountId(readJson(text, { inexactNumbers: 'keep' }))).toBeNull();
    expect(readAccountId(text)).toBeNull();
  }
  for (const value of ['', ' 1', '+1', '15x', '١', '0'.repeat(40), null, undefined, [1], {}]) {
    expect(readAccountId(value)).toBeNull();
  }
});

test('a basket is the same with and without braces and hyphens, in any letter case', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.boolean(), fc.boolean(), fc.boolean(), (id, upper, bare, braces) => {
      let text = bare ? id.replaceAll('-', '') : id;
      if (upper) text = text.toUpperCase();
      expect(readGuid(braces ? `{${text}}` : text)).toBe(id);
    }),
  );
});

test('what is no GUID is none', () => {
  const id = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';
  const wrong = [
    '',
    'basket-7',
    `{${id}`,
    `${id}}`,
    `{{${id}}}`,
    `${id}0`,
    id.replace('-', ''),
    id.replace('a', 'g'),
    ` ${id}`,
    `${id}\n`,
    151,
    null,
    undefined,
  ];
  for (const value of wrong) expect(readGuid(value)).toBeNull();
});
