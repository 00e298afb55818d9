import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimal } from '../src/decimal/text.ts';
import { evaluateStandard } from '../src/evaluate.ts';
import { compileModel } from '../src/model/compile-model.ts';
import type { HitPolicy, Model } from '../src/model/model.ts';
import { showLiteral } from '../src/value/show.ts';
import type { Value } from '../src/value/value.ts';
import type { Finding } from '../src/verify/finding.ts';
import { verifyModel } from '../src/verify/verify-model.ts';
import { aModel, aTable, aTableModel } from './models/build-model.ts';

const codes = (findings: readonly Finding[]): readonly string[] => findings.map(({ code }) => code);

function exampleOf(finding: Finding | undefined): string {
  return (finding?.example ?? [])
    .map(({ input, value }) => `${input}=${showLiteral(value)}`)
    .join(' ');
}

test('a gap is shown by an example and by the region it stands for', () => {
  const findings = verifyModel(
    aTableModel({
      inputs: { amount: 'number', country: 'string' },
      rules: [
        ['< 100', '-', '"a"'],
        ['[100..200)', '"NL"', '"b"'],
        ['> 200', '-', '"c"'],
      ],
    }),
  );
  expect(codes(findings)).toEqual(['gap', 'gap']);
  expect(findings.map(exampleOf)).toEqual([
    'amount=100 country="anything else"',
    'amount=200 country="NL"',
  ]);
  expect(findings.map(({ region }) => region)).toEqual([
    ['[100..200)', 'not("NL")'],
    ['200', '-'],
  ]);
  expect(findings.every(({ isBlocking, isCertain }) => isBlocking && isCertain)).toBe(true);
});

test('a region that the author means for no match is no gap', () => {
  const model = aTableModel({
    inputs: { amount: 'number', country: 'string' },
    rules: [
      ['< 100', '-', '"a"'],
      ['>= 100', '"NL"', '"b"'],
    ],
  });
  expect(codes(verifyModel(model))).toEqual(['gap']);
  const meantForNoMatch = { Verdict: [['>= 100', 'not("NL")']] };
  expect(verifyModel(model, { meantForNoMatch })).toEqual([]);
  expect(codes(verifyModel(model, { meantForNoMatch: { Verdict: [['>= 500', '-']] } }))).toEqual([
    'gap',
  ]);
});

test('overlaps break Unique, only disagreement breaks Any, and First takes both', () => {
  const model = (hitPolicy: HitPolicy, second: string): Model =>
    aTableModel({
      hitPolicy,
      inputs: { amount: 'number' },
      rules: [
        ['<= 100', '"a"'],
        ['>= 100', second],
      ],
    });
  const unique = verifyModel(model('U', '"a"'));
  expect(codes(unique)).toEqual(['overlap']);
  expect(unique[0]).toMatchObject({ rules: [1, 2], region: ['100'], isBlocking: true });
  expect(verifyModel(model('A', '"a"'))).toEqual([]);
  expect(codes(verifyModel(model('A', '"b"')))).toEqual(['conflict']);
  expect(verifyModel(model('F', '"b"'))).toEqual([]);
  expect(verifyModel(model('C', '"b"'))).toEqual([]);
});

test('a rule that can never decide is unreachable, by whichever rules are before it', () => {
  const first = verifyModel(
    aTableModel({
      hitPolicy: 'F',
      inputs: { amount: 'number' },
      rules: [
        ['< 50', '"a"'],
        ['>= 50', '"b"'],
        ['[10..60]', '"c"'],
      ],
    }),
  );
  expect(codes(first)).toEqual(['unreachable']);
  expect(first[0]?.detail).toBe('wherever rule 3 matches, rule 1 or 2 decides');
  const priority = verifyModel(
    aTableModel({
      hitPolicy: 'P',
      inputs: { amount: 'number' },
      values: ['"reject", "approve"'],
      rules: [
        ['> 10', '"approve"'],
        ['-', '"reject"'],
      ],
    }),
  );
  expect(priority[0]).toMatchObject({ code: 'unreachable', rules: [1] });
  const empty = verifyModel(
    aTableModel({ hitPolicy: 'C', inputs: { amount: 'number' }, rules: [['[10..5]', '"a"']] }),
  );
  expect(empty[0]).toMatchObject({ code: 'unreachable', rules: [1] });
});

test('allowed values and neighbouring days bound what can come', () => {
  const day = verifyModel(
    aTableModel({
      inputs: { since: 'date' },
      rules: [
        ['<= @"2026-01-01"', '"a"'],
        ['>= @"2026-01-02"', '"b"'],
      ],
    }),
  );
  expect(day).toEqual([]);
  const type = {
    name: 'tClass',
    typeRef: 'string',
    isCollection: false,
    components: [],
    signature: null,
  };
  const listed = aModel({
    types: [{ ...type, allowedValues: '"A", "B"', constraint: null }],
    inputs: { class: 'tClass' },
    decisions: {
      Verdict: {
        requires: ['class'],
        logic: aTable({
          inputs: { class: 'tClass' },
          rules: [
            ['"A"', '"x"'],
            ['"B"', '"y"'],
          ],
        }),
      },
    },
  });
  expect(verifyModel(listed)).toEqual([]);
});

test('literals of the wrong type, in inputs and outputs, and uneven rules are found', () => {
  const findings = verifyModel(
    aTableModel({
      inputs: { amount: 'number' },
      outputs: { result: 'string' },
      values: ['"approve", "reject"'],
      rules: [['"much"', '"approve"'], ['< 5', '7'], ['< 6', '"perhaps"'], ['< 7']],
    }),
  );
  const mismatches = findings.filter(({ code }) => code === 'type_mismatch');
  expect(mismatches.map(({ rules, column }) => [rules[0], column])).toEqual([
    [4, null],
    [1, 1],
    [2, 2],
    [3, 2],
  ]);
});

test('a cell that cannot be analysed is named, and what hangs on it is not certain', () => {
  const findings = verifyModel(
    aTableModel({
      inputs: { name: 'string' },
      rules: [
        ['contains(?, "BV")', '"a"'],
        ['"Jansen BV"', '"b"'],
      ],
    }),
  );
  expect(codes(findings)).toEqual(['not_analysed', 'gap', 'overlap']);
  expect(
    findings.every(
      ({ isBlocking, isCertain, code }) => code === 'not_analysed' || !(isBlocking || isCertain),
    ),
  ).toBe(true);
});

test('inputs that nobody asks about are named, but do not block', () => {
  const model = aModel({
    inputs: { amount: 'number', idle: 'number', unread: 'number' },
    decisions: {
      Verdict: {
        requires: ['amount', 'unread'],
        logic: aTable({ inputs: { amount: 'number' }, rules: [['-', '"a"']] }),
      },
    },
  });
  const findings = verifyModel(model);
  expect(codes(findings)).toEqual(['unused_input', 'unused_input', 'unused_input']);
  expect(findings.some(({ isBlocking }) => isBlocking)).toBe(false);
});

test('what a model cannot do at all is a finding too', () => {
  const model = aModel({ inputs: {}, decisions: { A: { requires: [], logic: '1 +' } } });
  expect(verifyModel(model)[0]).toMatchObject({ code: 'model_problem', isBlocking: true });
});

const aTest = fc.oneof(
  fc.constant('-'),
  fc
    .tuple(fc.constantFrom('<', '<=', '>', '>='), fc.integer({ min: 0, max: 4 }))
    .map(([sign, at]) => `${sign} ${at}`),
  fc
    .tuple(
      fc.constantFrom('[', '('),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 4 }),
      fc.constantFrom(']', ')'),
    )
    .map(([open, low, high, close]) => `${open}${low}..${high}${close}`),
  fc.integer({ min: 0, max: 4 }).map((at) => `not(${at})`),
  fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }).map((values) => values.join(', ')),
);
const someRules = fc.array(
  fc.tuple(aTest, aTest, fc.constantFrom('"a"', '"b"')).map((cells) => [...cells]),
  { minLength: 1, maxLength: 6 },
);
const halves = ['-1', '0', '0.5', '1', '1.5', '2', '2.5', '3', '3.5', '4', '5'].map(decimal);

/** What the engine itself does at every point that could make a difference. */
function tryAll(model: Model): { readonly hasGap: boolean; readonly hasOverlap: boolean } {
  const compiled = compileModel(model);
  let hasGap = false;
  let hasOverlap = false;
  for (const x of halves) {
    for (const y of halves) {
      const inputs = new Map<string, Value>([
        ['x', x],
        ['y', y],
      ]);
      const result = evaluateStandard(compiled, 'Verdict', inputs, { isTracing: true });
      const matched = result.ok
        ? (result.tables[0]?.rules ?? []).filter(({ outcome }) => outcome === 'matched').length
        : 0;
      if (matched === 0) hasGap = true;
      if (matched > 1) hasOverlap = true;
    }
  }
  return { hasGap, hasOverlap };
}

test('gaps and overlaps are found exactly where the engine has them, and every example is one', () => {
  fc.assert(
    fc.property(someRules, (rules) => {
      const model = aTableModel({ inputs: { x: 'number', y: 'number' }, rules });
      const findings = verifyModel(model);
      const { hasGap, hasOverlap } = tryAll(model);
      expect(codes(findings).includes('gap')).toBe(hasGap);
      expect(codes(findings).includes('overlap')).toBe(hasOverlap);
      const compiled = compileModel(model);
      for (const { code, example, rules: named } of findings) {
        if (code !== 'gap' && code !== 'overlap') continue;
        const inputs = new Map(example.map(({ input, value }) => [input, value]));
        const result = evaluateStandard(compiled, 'Verdict', inputs, { isTracing: true });
        const matched = result.ok
          ? (result.tables[0]?.rules ?? []).filter(({ outcome }) => outcome === 'matched')
          : [];
        if (code === 'gap') expect(matched).toEqual([]);
        else expect(matched.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...named]));
      }
    }),
    { numRuns: 150 },
  );
});

test('a rule is called unreachable exactly when taking it away changes nothing', () => {
  fc.assert(
    fc.property(someRules, (rules) => {
      const table = (of: readonly (readonly string[])[]) =>
        aTableModel({ hitPolicy: 'F', inputs: { x: 'number', y: 'number' }, rules: of });
      const findings = verifyModel(table(rules)).filter(({ code }) => code === 'unreachable');
      const compiled = compileModel(table(rules));
      const deciding = new Set<number>();
      for (const x of halves) {
        for (const y of halves) {
          const inputs = new Map<string, Value>([
            ['x', x],
            ['y', y],
          ]);
          const result = evaluateStandard(compiled, 'Verdict', inputs, { isTracing: true });
          const first = result.ok
            ? result.tables[0]?.rules.find(({ outcome }) => outcome === 'matched')
            : undefined;
          if (first !== undefined) deciding.add(first.rule);
        }
      }
      const dead = rules.map((_, index) => index + 1).filter((rule) => !deciding.has(rule));
      expect(findings.flatMap(({ rules: named }) => named)).toEqual(dead);
    }),
    { numRuns: 150 },
  );
});

test('ten rules take milliseconds, two hundred a fraction of a second', () => {
  const grid = (rows: number, columns: number): Model =>
    aTableModel({
      inputs: { x: 'number', y: 'number', z: 'number' },
      rules: Array.from({ length: rows * columns }, (_, index) => {
        const x = Math.floor(index / columns);
        const y = index % columns;
        return [
          x === 0 ? '< 1' : x === rows - 1 ? `>= ${x}` : `[${x}..${x + 1})`,
          y === 0 ? '< 1' : y === columns - 1 ? `>= ${y}` : `[${y}..${y + 1})`,
          '-',
          '"a"',
        ];
      }),
    });
  const timeOf = (model: Model): number => {
    // The best of a few: the machine may be busy with other tests.
    const times = Array.from({ length: 5 }, () => {
      const started = process.cpuUsage();
      expect(codes(verifyModel(model))).toEqual(['unused_input']);
      return process.cpuUsage(started).user / 1000;
    });
    return Math.min(...times);
  };
  expect(timeOf(grid(5, 2))).toBeLessThan(10);
  expect(timeOf(grid(20, 10))).toBeLessThan(300);
});
