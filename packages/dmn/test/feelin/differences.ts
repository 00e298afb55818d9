import type { Plain } from './plain.ts';

/** What the standard leaves open, or where one of the two engines falls short of it. */
export type Difference = {
  readonly why: string;
  readonly text: string;
  readonly ours: Plain | 'refused';
  readonly theirs: Plain | 'refused';
};

/**
 * Where we and feelin 8.2.0 part, each with an expression that shows it. The generator of
 * expressions keeps clear of these and of nothing else.
 */
export const differences: readonly Difference[] = [
  // Numbers: decimals of 34 digits on our side, binary doubles on theirs.
  { why: 'decimal fractions are exact', text: '0.1 + 0.2 = 0.3', ours: true, theirs: false },
  {
    why: 'whole numbers are exact beyond 2^53',
    text: '9007199254740993 - 9007199254740992',
    ours: 1,
    theirs: 0,
  },
  { why: 'thirds are cut at 34 digits', text: '1 / 3 * 3 = 1', ours: false, theirs: true },
  { why: 'roots are rounded at 34 digits', text: 'sqrt(2) ** 2 = 2', ours: true, theirs: false },
  {
    why: 'texts of numbers have up to 34 digits',
    text: 'string(2 / 3)',
    ours: '0.6666666666666666666666666666666667',
    theirs: '0.6666666666666666',
  },
  { why: 'a half is rounded as written', text: 'round half up(1.005, 2)', ours: 1.01, theirs: 1 },
  { why: 'they drop the exponent of a literal', text: 'string(1e3)', ours: '1000', theirs: '1' },
  { why: 'they sort numbers as texts', text: 'median([-7, 1.75, -9])', ours: -7, theirs: -9 },
  {
    why: 'they sort only some modes',
    text: 'mode([2, 30, -1])',
    ours: [-1, 2, 30],
    theirs: [2, 30, -1],
  },
  // Comparisons: an end before the start holds nothing; what has no order is null.
  { why: 'they turn ends around', text: '5 between 9 and 1', ours: false, theirs: true },
  { why: 'they turn ends around', text: '5 in [9..1]', ours: false, theirs: true },
  {
    why: 'lists of different lengths are unequal',
    text: '[1, 2] = [1]',
    ours: false,
    theirs: null,
  },
  { why: 'kinds without an order', text: '1 < "a"', ours: null, theirs: false },
  { why: 'null has no place in an order', text: 'before(null, 1)', ours: null, theirs: true },
  {
    why: 'a test that cannot tell leaves "some" open',
    text: 'some each in [1] satisfies each > null',
    ours: null,
    theirs: false,
  },
  { why: 'null is among tests that hold it', text: 'null in (null)', ours: true, theirs: null },
  {
    why: 'an open end reaches beyond every value',
    text: 'overlaps([1..5], [3..nothing])',
    ours: true,
    theirs: false,
  },
  // Lists and texts: a position that is not there is a mistake.
  { why: 'no such position', text: 'remove([], 1)', ours: null, theirs: [] },
  { why: 'no such position', text: 'sublist([], 1, 1)', ours: null, theirs: [] },
  { why: 'no such position', text: 'insert before([], 1, 7)', ours: null, theirs: [7] },
  { why: 'no such position', text: 'list replace([], 1, 7)', ours: null, theirs: [7] },
  { why: 'no such position', text: 'substring("abc", 0)', ours: null, theirs: 'c' },
  { why: 'a key twice', text: '{ a: 1, a: 2 }', ours: null, theirs: { a: 2 } },
  // Dates.
  {
    why: 'a month counts when it is full',
    text: 'years and months duration(date("2021-02-16"), date("2035-01-15")).months',
    ours: 10,
    theirs: 11,
  },
  // Patterns: ours run in linear time and are those of XPath.
  { why: 'no back-references', text: 'matches("aa", "(a)\\\\1")', ours: null, theirs: true },
  { why: 'no looking ahead', text: 'replace("abc", "(?=b)", "-")', ours: null, theirs: 'a-bc' },
  // Reading.
  {
    why: 'a parenthesis behind "in" holds tests, and a filter has to stand inside it',
    text: '1 in ([1, 2])[item > 0]',
    ours: 'refused',
    theirs: true,
  },
];
