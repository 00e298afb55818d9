import fc from 'fast-check';

/** An expression and the values of its variables, as plain data that both engines can be given. */
export type Case = {
  readonly text: string;
  readonly variables: Variables;
};

export type Variables = {
  readonly x: number;
  readonly y: number;
  readonly flag: boolean;
  readonly 'full name': string;
  readonly nothing: null;
  readonly prices: readonly number[];
  readonly words: readonly string[];
};

/**
 * Numbers whose sums, products and halves a double holds exactly: whole or in quarters, and small.
 * What only decimals hold is in the table of differences.
 */
const aQuarter = fc.integer({ min: -400, max: 400 }).map((quarters) => quarters / 4);
const aSmallNumber = fc.integer({ min: -12, max: 12 });
const aWord = fc.string({ unit: fc.constantFrom('a', 'b', 'C', ' ', 'é', '1'), maxLength: 5 });

export const someVariables: fc.Arbitrary<Variables> = fc.record({
  x: aQuarter,
  y: aSmallNumber,
  flag: fc.boolean(),
  'full name': aWord,
  nothing: fc.constant(null),
  prices: fc.array(aQuarter, { maxLength: 4 }),
  words: fc.array(aWord, { maxLength: 3 }),
});

const aMonth = fc
  .tuple(fc.integer({ min: 1990, max: 2040 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `date(${year}, ${month}, 15)`);

type Sort = 'number' | 'yesNo' | 'text' | 'numbers' | 'texts' | 'date' | 'test' | 'anything';

const expressions = fc.letrec<Record<Sort, string>>((tie) => {
  const form = (pattern: string, ...sorts: readonly Sort[]) =>
    fc
      .tuple(...sorts.map((sort) => tie(sort)))
      .map((parts) => parts.reduce((text, part) => text.replace('_', () => part), pattern));
  const oneOf = (leaves: readonly fc.Arbitrary<string>[], forms: readonly fc.Arbitrary<string>[]) =>
    fc.oneof(
      { maxDepth: 3, depthSize: 'small', depthIdentifier: 'expression' },
      fc.oneof(...leaves),
      ...forms,
    );
  const compared = fc.constantFrom('<', '<=', '>', '>=', '=', '!=');
  const comparison = (sort: Sort) =>
    fc.tuple(tie(sort), compared, tie(sort)).map((parts) => `(${parts.join(' ')})`);
  return {
    number: oneOf(
      [
        aQuarter.map(showNumber),
        aSmallNumber.map(showNumber),
        fc.constantFrom('x', 'y', 'count(prices)', 'count(words)'),
      ],
      [
        form('(_ + _)', 'number', 'number'),
        form('(_ - _)', 'number', 'number'),
        fc.tuple(tie('number'), aSmallNumber).map(([left, by]) => `(${left} * ${showNumber(by)})`),
        fc.tuple(tie('number'), fc.constantFrom(2, 4, 8)).map(([of, by]) => `(${of} / ${by})`),
        form('-(_)', 'number'),
        form('(if _ then _ else _)', 'yesNo', 'number', 'number'),
        form('abs(_)', 'number'),
        form('floor(_)', 'number'),
        form('ceiling(_)', 'number'),
        form('min(_, _)', 'number', 'number'),
        form('max(_, _)', 'number', 'number'),
        form('sum([_, _])', 'number', 'number'),
        form('count(_)', 'numbers'),
        form('string length(_)', 'text'),
        form('{ a: _, b: a + 1 }.b', 'number'),
        form('(function(of) of * 2)(_)', 'number'),
        form('mean([_, _])', 'number', 'number'),
        form('product([_, 0.5])', 'number'),
        fc.constantFrom('(y ** 2)', 'sqrt(y ** 2)'),
        form('decimal(_, 1)', 'number'),
        form('round half up(_, 0)', 'number'),
        form('round half down(_, 0)', 'number'),
        form('round up(_, 0)', 'number'),
        form('round down(_, 0)', 'number'),
        form('append(_, 7)[1]', 'numbers'),
        form('append(_, 7)[-1]', 'numbers'),
        form('index of(append(_, 5), 5)[-1]', 'numbers'),
        form('number(string(_))', 'number'),
        form('get value({ a: _ }, "a")', 'number'),
        form('date(_).day', 'date'),
        form('(_ - _).days', 'date', 'date'),
        aMonth.chain((from) =>
          aMonth.map((to) => `years and months duration(${from}, ${to}).months`),
        ),
        form('string length(string(_))', 'date'),
        form('day of year(_)', 'date'),
        form('week of year(_)', 'date'),
        form('_.weekday', 'date'),
        form('_.year', 'date'),
        form('_.month', 'date'),
        form('_.day', 'date'),
        fc
          .tuple(tie('number'), fc.constantFrom(2, 3, 7, -2, -3))
          .map(([of, by]) => `modulo(${of}, ${showNumber(by)})`),
      ],
    ),
    yesNo: oneOf(
      [fc.constantFrom('true', 'false', 'flag')],
      [
        comparison('number'),
        comparison('number'),
        comparison('date'),
        fc
          .tuple(tie('text'), fc.constantFrom('=', '!='), tie('text'))
          .map((all) => `(${all.join(' ')})`),
        form('(_ and _)', 'yesNo', 'yesNo'),
        form('(_ or _)', 'yesNo', 'yesNo'),
        form('not(_)', 'yesNo'),
        fc
          .tuple(tie('number'), aQuarter, aQuarter)
          .map(([of, a, b]) => `(${of} between ${Math.min(a, b)} and ${Math.max(a, b)})`),
        form('(_ in (_))', 'number', 'test'),
        form('(_ in (_, _))', 'number', 'test', 'test'),
        form('(some each in _ satisfies each > _)', 'numbers', 'number'),
        form('(every each in _ satisfies each <= _)', 'numbers', 'number'),
        form('list contains(_, _)', 'numbers', 'number'),
        form('list contains(_, _)', 'texts', 'text'),
        form('(_ in [date(1980, 1, 1).._])', 'date', 'date'),
        form('((_ + nothing) = null)', 'number'),
        form('((_ < nothing) = null)', 'number'),
        form('(_ in (_, "a"))', 'text', 'text'),
        form('(_ in append(_, 0))', 'number', 'numbers'),
        form('matches(_, "^[ab]+$")', 'text'),
        form('matches(_, "a|b ?")', 'text'),
        form('is(_, _)', 'number', 'number'),
        form('before(_, _)', 'number', 'number'),
        form('after(_, _)', 'date', 'date'),
        form('includes([1..9], _)', 'number'),
        form('overlaps([1..5], [3.._])', 'number'),
        form('(_ and nothing)', 'yesNo'),
        form('(nothing or _)', 'yesNo'),
        form('(_ instance of list<number>)', 'anything'),
        form('(_ instance of context<a: number>)', 'anything'),
        form('({ a: _ } = { a: _ })', 'number', 'number'),
        form('contains(_, _)', 'text', 'text'),
        form('starts with(_, _)', 'text', 'text'),
        form('ends with(_, _)', 'text', 'text'),
        tie('numbers').map((list) => `(${list} = reverse(${list}))`),
        form('(_ = null)', 'anything'),
        form('(_ instance of number)', 'anything'),
        form('(_ instance of string)', 'anything'),
        form('all([_, _])', 'yesNo', 'yesNo'),
        form('any([_, _])', 'yesNo', 'yesNo'),
      ],
    ),
    text: oneOf(
      [aWord.map((word) => `"${word}"`), fc.constant('full name')],
      [
        form('(_ + _)', 'text', 'text'),
        form('upper case(_)', 'text'),
        form('lower case(_)', 'text'),
        form('(if _ then _ else _)', 'yesNo', 'text', 'text'),
        form('substring before(_, _)', 'text', 'text'),
        form('substring after(_, _)', 'text', 'text'),
        fc
          .tuple(tie('text'), fc.constantFrom('1', '2', '-1', '1, 2', '2, 2'))
          .map(([of, range]) => `substring("ab" + ${of}, ${range})`),
        form('string(_)', 'number'),
        form('string(_)', 'yesNo'),
        form('string(_)', 'date'),
        form('string(_)', 'numbers'),
        form('substring(_, 2)', 'text'),
        form('string join(_, ", ")', 'texts'),
        form('replace(_, "[ab]", "-")', 'text'),
      ],
    ),
    numbers: oneOf(
      [fc.constantFrom('prices', 'reverse([])', '[1, 2, 3]')],
      [
        form('[_]', 'number'),
        form('[_, _]', 'number', 'number'),
        form('(for each in _ return each * 2)', 'numbers'),
        form('(for each in 1..3 return each + _)', 'number'),
        form('_[item > _]', 'numbers', 'number'),
        form('concatenate(_, _)', 'numbers', 'numbers'),
        form('append(_, _)', 'numbers', 'number'),
        form('reverse(_)', 'numbers'),
        form('distinct values(_)', 'numbers'),
        form('union(_, _)', 'numbers', 'numbers'),
        form('sort(_, function(a, b) a < b)', 'numbers'),
        form('sublist(append(_, 0), 1, 1)', 'numbers'),
        form('insert before(append(_, 0), 1, _)', 'numbers', 'number'),
        form('remove(append(_, 0), 1)', 'numbers'),
        form('(for a in _, b in _ return a - b)', 'numbers', 'numbers'),
        form('(for i in 1..3 return if i = 1 then _ else partial[-1] + 1)', 'number'),
        form('_[_]', 'numbers', 'yesNo'),
        form('[{ a: _ }, { a: 1 }].a', 'number'),
        form('[{ a: _ }, { a: 1 }][a > 0].a', 'number'),
        form('list replace(append(_, 0), 1, _)', 'numbers', 'number'),
        form('sort(mode(_), function(a, b) a < b)', 'numbers'),
        form('flatten([_, _])', 'numbers', 'numbers'),
      ],
    ),
    texts: oneOf(
      [fc.constantFrom('words', '["b", "a"]')],
      [form('[_, _]', 'text', 'text'), form('split(_, " ")', 'text'), form('reverse(_)', 'texts')],
    ),
    date: oneOf(
      [fc.constantFrom('date("2024-02-29")', '@"2025-12-31"', 'date("2026-11-21")'), aMonth],
      [
        form('(_ + duration("P1D"))', 'date'),
        form('(_ - duration("P40D"))', 'date'),
        form('(_ + duration("P1M"))', 'date'),
        form('(_ - duration("P1Y2M"))', 'date'),
      ],
    ),
    test: fc.oneof(
      form('_', 'number'),
      fc
        .tuple(fc.constantFrom('<', '<=', '>', '>='), tie('number'))
        .map(([operator, end]) => `${operator} ${end}`),
      fc
        .tuple(fc.constantFrom('[', '(', ']'), aQuarter, aQuarter, fc.constantFrom(']', ')', '['))
        .map(([open, a, b, close]) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          return `${open}${showNumber(low)}..${showNumber(high)}${close}`;
        }),
    ),
    anything: fc.oneof(
      tie('number'),
      tie('yesNo'),
      tie('text'),
      tie('numbers'),
      tie('texts'),
      fc.constant('nothing'),
      form('{ a: _, "b c": _ }', 'number', 'text'),
      form('[_, { a: _ }]', 'number', 'yesNo'),
    ),
  };
});

/** An expression of any kind of value. */
export const aCase: fc.Arbitrary<Case> = fc.record({
  text: expressions.anything,
  variables: someVariables,
});

/** A cell over a number, as it stands in a decision table. */
export const aNumberCell = cellOf(expressions.test);

/** A cell over a text. */
export const aTextCell = cellOf(aWord.map((word) => `"${word}"`));

function cellOf(test: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const tests = fc.array(test, { minLength: 1, maxLength: 3 }).map((all) => all.join(', '));
  return fc.oneof(
    fc.constant('-'),
    tests,
    tests,
    tests.map((all) => `not(${all})`),
  );
}

function showNumber(value: number): string {
  return value < 0 ? `(${value})` : String(value);
}
