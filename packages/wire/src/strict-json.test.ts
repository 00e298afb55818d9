import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonNumber, type JsonValue } from './json-value.ts';
import { readJson, type StrictJsonOptions } from './strict-json.ts';
import { StrictJsonError } from './strict-json-error.ts';
import { writeJson } from './write-json.ts';

const wide: StrictJsonOptions = {
  depthMax: 512,
  membersMax: 1e6,
  bytesMax: 1e8,
  inexactNumbers: 'keep',
};

/** What `JSON.parse` would have returned for the same document. */
function asParsed(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map(asParsed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, asParsed(of)]));
}

function codeOf(input: string | Uint8Array, options?: StrictJsonOptions): string {
  try {
    readJson(input, options);
  } catch (error) {
    if (error instanceof StrictJsonError) return error.code;
    throw error;
  }
  return 'accepted';
}

/** Real JSON, and JSON with a few characters changed. */
const aDocument = fc.oneof(
  fc.json({ maxDepth: 6, noUnicodeString: false }),
  fc
    .tuple(
      fc.json({ maxDepth: 4 }),
      fc.array(
        fc.tuple(fc.nat(200), fc.constantFrom(...'{}[]",:\\0123456789.eE+-truefalsn \t\n\u0000é')),
        {
          maxLength: 3,
        },
      ),
    )
    .map(([text, edits]) =>
      edits.reduce(
        (now, [at, character]) => now.slice(0, at) + character + now.slice(at + 1),
        text,
      ),
    ),
  fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0019.eE+-truefalsn ab') }),
);

test('every document that it accepts means what JSON.parse says', () => {
  let accepted = 0;
  fc.assert(
    fc.property(aDocument, (text) => {
      const code = codeOf(text, wide);
      if (code === 'accepted') {
        accepted += 1;
        expect(asParsed(readJson(text, wide))).toEqual(JSON.parse(text));
        expect(readJson(new TextEncoder().encode(text), wide)).toEqual(readJson(text, wide));
      } else if (code === 'json.syntax') {
        expect(() => JSON.parse(text)).toThrow();
      }
    }),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(500);
});

test('what is written is read again, with the spelling of every number', () => {
  const aNumber = fc
    .tuple(fc.integer(), fc.nat(999))
    .map(([whole, part]) => new JsonNumber(`${whole}.${part}0`));
  const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<JsonValue>(null, true, false),
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
      fc.integer(),
      aNumber,
      fc.array(tie('tree'), { maxLength: 5 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,12}$/), tie('tree'), {
        maxKeys: 30,
        noNullPrototype: false,
      }),
    ),
  }));
  fc.assert(
    fc.property(
      tree.filter((value) => !/__proto__|"prototype"|"constructor"/.test(writeJson(value))),
      (value) => {
        const text = writeJson(value);
        expect(writeJson(readJson(text, wide))).toBe(text);
      },
    ),
  );
});

describe('numbers', () => {
  test('a safe integer is a number, anything else keeps its text', () => {
    expect(readJson('9007199254740991')).toBe(9007199254740991);
    expect(readJson('-42')).toBe(-42);
    for (const text of ['1000.25', '10000.00', '1E4', '1e-2', '-0.5', '123456789.012345']) {
      expect(readJson(text)).toEqual(new JsonNumber(text));
    }
  });

  test('a number that a double would round is refused, or kept with its text on request', () => {
    const texts = ['9007199254740993', '12345678901234567890.12', '0.1234567890123456', '1e400'];
    for (const text of texts) {
      expect(codeOf(`{"a":[${text}]}`)).toBe('json.inexact_number');
      expect(readJson(text, { inexactNumbers: 'keep' })).toEqual(new JsonNumber(text));
    }
  });

  test('only the grammar of JSON is a number', () => {
    const texts = [
      '01',
      '-',
      '+1',
      '.5',
      '5.',
      '1e',
      '1e+',
      '-01',
      '1.e2',
      '0x1',
      '1_0',
      'NaN',
      '1-2',
    ];
    for (const text of texts) {
      expect(codeOf(text)).toBe('json.syntax');
      expect(codeOf(`[${text}]`)).toBe('json.syntax');
    }
  });
});

describe('member names', () => {
  test('a name may stand once in its object, whatever its letter case and spelling', () => {
    expect(codeOf('{"CheckOnly":true,"CheckOnly":false}')).toBe('json.duplicate_key');
    expect(codeOf('{"CheckOnly":true,"\\u0043heckOnly":false}')).toBe('json.duplicate_key');
    expect(codeOf('{"CheckOnly":true,"checkonly":false}')).toBe('json.case_duplicate_key');
    expect(codeOf('{"é":1,"É":2}')).toBe('json.case_duplicate_key');
    expect(codeOf('{"k":1,"\u212a":2}')).toBe('json.case_duplicate_key');
    expect(codeOf('{"":1,"":2}')).toBe('json.duplicate_key');
  });

  test('the same name in two objects is no duplicate', () => {
    const text = '{"a":{"b":1,"c":{"b":2}},"b":[{"a":1},{"a":2}],"c":3}';
    expect(asParsed(readJson(text))).toEqual(JSON.parse(text));
  });

  test('two names that only share a hash are no duplicates', () => {
    // "@" and "`" differ in the bit that the hash ignores, but are no letters.
    expect(asParsed(readJson('{"@":1,"`":2,"[":3,"{":4}'))).toEqual({
      '@': 1,
      '`': 2,
      '[': 3,
      '{': 4,
    });
  });

  test('a duplicate is found wherever it stands in an object of any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), fc.boolean(), (size, pick, upper) => {
        const names = Array.from({ length: size }, (_, at) => `name${at}x`);
        const again = names[pick % size] ?? '';
        const members = [...names, upper ? again.toUpperCase() : again].map(
          (name) => `"${name}":0`,
        );
        const code = codeOf(`{"before":{"z":1},"in":{${members.join()}}}`);
        expect(code).toBe(upper ? 'json.case_duplicate_key' : 'json.duplicate_key');
      }),
    );
  });

  test('names that reach the prototype are refused, however they are written', () => {
    for (const name of [
      '__proto__',
      'constructor',
      'prototype',
      '\\u005f_proto__',
      'c\\u006fnstructor',
    ]) {
      expect(codeOf(`{"a":[{"${name}":{}}]}`)).toBe('json.forbidden_key');
    }
  });

  test('an object inherits nothing', () => {
    const value = readJson('{"a":{}}') as { readonly a: object };
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.getPrototypeOf(value.a)).toBeNull();
  });
});

describe('limits', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const members = (count: number) =>
    `{${Array.from({ length: count }, (_, at) => `"m${at}":0`).join()}}`;

  test('16 levels pass, the 17th is refused', () => {
    expect(codeOf(nested(16))).toBe('accepted');
    expect(codeOf(nested(17))).toBe('json.too_deep');
    expect(codeOf(`${'{"a":'.repeat(16)}0${'}'.repeat(16)}`)).toBe('accepted');
    expect(codeOf(`${'{"a":'.repeat(17)}0${'}'.repeat(17)}`)).toBe('json.too_deep');
  });

  test('500 members pass, in one object or in many, the 501st is refused', () => {
    expect(codeOf(members(500))).toBe('accepted');
    expect(codeOf(members(501))).toBe('json.too_many_members');
    expect(codeOf(`[${'{"a":0},'.repeat(500)}0]`)).toBe('accepted');
    expect(codeOf(`[${'{"a":0},'.repeat(501)}0]`)).toBe('json.too_many_members');
  });

  test('64 KiB of UTF-8 pass, one byte more is refused, as text and as bytes', () => {
    for (const character of ['a', 'é', '€', '😀']) {
      const size = new TextEncoder().encode(character).length;
      const room = 65_536 - 2;
      const padding = 'a'.repeat(room % size);
      const fits = `"${character.repeat(Math.floor(room / size))}${padding}"`;
      const exceeds = fits.replace('"', '"a');
      expect(codeOf(fits)).toBe('accepted');
      expect(codeOf(new TextEncoder().encode(fits))).toBe('accepted');
      expect(codeOf(exceeds)).toBe('json.too_large');
      expect(codeOf(new TextEncoder().encode(exceeds))).toBe('json.too_large');
    }
  });

  test('hostile documents end soon, and always in a refusal of their own kind', () => {
    const huge: StrictJsonOptions = { ...wide, depthMax: 1e9 };
    expect(codeOf('['.repeat(1e6), huge)).toBe('json.too_deep');
    expect(codeOf(`{"a":${'['.repeat(1e6)}`, huge)).toBe('json.too_deep');
    expect(codeOf(members(200_000))).toBe('json.too_large');
    expect(codeOf(members(200_000), { bytesMax: 1e8 })).toBe('json.too_many_members');
    expect(codeOf(members(200_000), wide)).toBe('accepted');
    expect(codeOf(`"${'\\'.repeat(1e6)}`, wide)).toBe('json.syntax');
    expect(codeOf(`${'1'.repeat(1e6)}.${'1'.repeat(1e6)}e`, wide)).toBe('json.syntax');
    expect(codeOf(' '.repeat(1e6), wide)).toBe('json.syntax');
  });

  test('names with equal hashes cost no more than others', () => {
    // Each pair of "@" and "`" hashes alike: 2^14 names with one hash.
    const names = Array.from({ length: 2 ** 14 }, (_, at) =>
      at.toString(2).padStart(14, '0').replaceAll('0', '@').replaceAll('1', '`'),
    );
    const started = performance.now();
    expect(codeOf(`{${names.map((name) => `"${name}":0`).join()}}`, wide)).toBe('accepted');
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('text', () => {
  test('a byte order mark is dropped once, from text and from bytes', () => {
    expect(readJson('\ufeff{}')).toEqual({});
    expect(readJson(new Uint8Array([0xef, 0xbb, 0xbf, 0x31]))).toBe(1);
    expect(codeOf('\ufeff\ufeff1')).toBe('json.syntax');
  });

  test('bytes that are not UTF-8 are refused', () => {
    expect(codeOf(new Uint8Array([0x22, 0xff, 0x22]))).toBe('json.not_utf8');
    expect(codeOf(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]))).toBe('json.not_utf8');
  });

  test('what no database keeps is refused: U+0000 and half a surrogate pair', () => {
    expect(codeOf('"\\u0000"')).toBe('json.forbidden_character');
    expect(codeOf('"\\ud83d"')).toBe('json.forbidden_character');
    expect(codeOf('{"\\ude00":1}')).toBe('json.forbidden_character');
    expect(readJson('"\\ud83d\\ude00"')).toBe('😀');
  });

  test('comments, single quotes, loose commas and trailing text are no JSON', () => {
    const texts = [
      '',
      '{"a":1,}',
      '[1,]',
      '{a:1}',
      "'a'",
      '{"a":1} x',
      '[1 2]',
      '{"a" 1}',
      '// x\n1',
      '{"a":9 -- left\n}',
      'tru',
      '"a\nb"',
      '"\\x41"',
      '"\\u12"',
      '\u00a01',
    ];
    for (const text of texts) expect(codeOf(text)).toBe('json.syntax');
  });
});

test('a refusal says where, and repeats nothing of the document', () => {
  const secret = 'one-secret-key';
  try {
    readJson(`{"a":"${secret}","a":"${secret}"}`);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ code: 'json.duplicate_key', offset: 22 });
    expect(JSON.stringify([String(error), error])).not.toContain(secret);
  }
});
