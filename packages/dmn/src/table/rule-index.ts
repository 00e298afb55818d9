import type { Decimal } from '../decimal/decimal.ts';
import type { Code, Frame } from '../feel/scope.ts';
import { showLiteral } from '../value/show.ts';
import { isNumber, kindOf, type Value } from '../value/value.ts';
import { type Cell, type CellTest, orderOfDecimals } from './cell.ts';
import { hasTextRange, literalsOf } from './pieces.ts';
import { valueBetween } from './sample-points.ts';

/** A rule as an index wants it: its cells that test anything, with their columns. */
export type IndexedRule = { readonly cells: readonly Cell[]; readonly columns: readonly number[] };

/**
 * Finds the rules that match without asking them one by one. Each column of literals is cut at
 * them; for each piece, the rules that match it are kept as bits, and the bits of all columns are
 * laid over each other. Columns with other cells are asked in the old way, of the rules left over.
 */
export type RuleIndex = {
  /** Position of the first rule that matches; `noRule`, or `notIndexed`. */
  readonly findFirst: (frame: Frame) => number;
  /** Positions of all rules that match, in order; `null` for `notIndexed`. */
  readonly findAll: (frame: Frame) => readonly number[] | null;
};

/** An input is not of its column's kind: the rules have to be asked. */
export const notIndexed = -2;
export const noRule = -1;

export type IndexedTable = {
  readonly rules: readonly IndexedRule[];
  readonly inputs: readonly Code[];
  /** Reads every input, for cells that have to be asked. */
  readonly readInputs: (frame: Frame) => readonly Value[];
};

export function createRuleIndex({ rules, inputs, readInputs }: IndexedTable): RuleIndex {
  const wordsCount = Math.ceil(rules.length / 32);
  const columns: IndexColumn[] = [];
  const isIndexed: boolean[] = [];
  inputs.forEach((input, column) => {
    const maskOf = maskReaderFor(rules, column, wordsCount);
    if (maskOf !== null) columns.push({ input, maskOf });
    isIndexed.push(maskOf !== null);
  });
  const open = rules.map((rule) => openTestsOf(rule, isIndexed));
  const hasOpen = open.some((tests) => tests.length > 0);
  const lastWord = rules.length % 32 === 0 ? -1 : (1 << (rules.length % 32)) - 1;
  const everyRule = new Int32Array(wordsCount).fill(-1);
  everyRule[wordsCount - 1] = lastWord;
  const count = columns.length;

  /** Calls `visit` with each rule that matches until it says no; false for `notIndexed`. */
  const search = (frame: Frame, visit: (rule: number) => boolean): boolean => {
    const masks: Int32Array[] = [];
    for (let at = 0; at < count; at += 1) {
      const column = columns[at] as IndexColumn;
      const mask = column.maskOf(column.input(frame));
      if (mask === null) return false;
      masks.push(mask);
    }
    const values = hasOpen ? readInputs(frame) : noValues;
    for (let word = 0; word < wordsCount; word += 1) {
      let bits = everyRule[word] as number;
      for (let at = 0; at < count; at += 1) bits &= (masks[at] as Int32Array)[word] as number;
      while (bits !== 0) {
        const rule = word * 32 + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        if (hasOpen && !passes(open[rule] ?? [], values, frame)) continue;
        if (!visit(rule)) return true;
      }
    }
    return true;
  };

  /** The everyday table, of few rules and literals alone, needs one word and no list. */
  const findInWord = (frame: Frame): number => {
    let bits = lastWord;
    for (let at = 0; at < count; at += 1) {
      const column = columns[at] as IndexColumn;
      const mask = column.maskOf(column.input(frame));
      if (mask === null) return notIndexed;
      bits &= mask[0] as number;
    }
    return bits === 0 ? noRule : 31 - Math.clz32(bits & -bits);
  };

  const findFirst = (frame: Frame): number => {
    let first = noRule;
    const isFound = search(frame, (rule) => {
      first = rule;
      return false;
    });
    return isFound ? first : notIndexed;
  };

  const findAll = (frame: Frame): readonly number[] | null => {
    const found: number[] = [];
    const isFound = search(frame, (rule) => {
      found.push(rule);
      return true;
    });
    return isFound ? found : null;
  };

  return { findFirst: wordsCount === 1 && !hasOpen ? findInWord : findFirst, findAll };
}

const noValues: readonly Value[] = [];

/** The rules that match a value, as bits; `null` for a value of another kind. */
type MaskReader = (value: Value) => Int32Array | null;

type IndexColumn = { readonly input: Code; readonly maskOf: MaskReader };

type OpenTest = { readonly column: number; readonly test: CellTest };

function openTestsOf(rule: IndexedRule, isIndexed: readonly boolean[]): readonly OpenTest[] {
  return rule.cells.flatMap(({ test }, at) => {
    const column = rule.columns[at] ?? 0;
    return isIndexed[column] === true ? [] : [{ column, test }];
  });
}

function passes(tests: readonly OpenTest[], inputs: readonly Value[], frame: Frame): boolean {
  return tests.every(({ column, test }) => test(inputs[column] ?? null, frame) === true);
}

/** `null` for a column that cannot be cut: it has other cells than literals, or is of another kind. */
function maskReaderFor(
  rules: readonly IndexedRule[],
  index: number,
  wordsCount: number,
): MaskReader | null {
  const cells = rules.map((rule) => rule.cells[rule.columns.indexOf(index)] ?? null);
  const values: Value[] = [];
  for (const cell of cells) {
    if (cell === null) continue;
    if (cell.shape === null) return null;
    values.push(...cell.shape.values);
  }
  const literals = literalsOf(values);
  const kinds = new Set(literals.map(kindOf));
  const work = rules.length * new Set(literals.map(showLiteral)).size;
  if (kinds.size !== 1 || hasTextRange(values) || work > workMax) return null;
  const maskFor = (sample: Value): Int32Array => maskOfSample(cells, sample, wordsCount);
  if (kinds.has('number')) return numberReader(literals.filter(isNumber), maskFor);
  if (kinds.has('string')) return textReader(literals, maskFor);
  if (!kinds.has('boolean')) return null;
  const yes = maskFor(true);
  const no = maskFor(false);
  return (value) => (value === true ? yes : value === false ? no : null);
}

/** Cells asked while an index is made, per column: a table beyond it is asked rule by rule. */
const workMax = 1_000_000;

const nowhere = { slots: [], up: null };

/** The rules whose cell holds a value; cells of literals ask for no frame. */
function maskOfSample(
  cells: readonly (Cell | null)[],
  sample: Value,
  wordsCount: number,
): Int32Array {
  const mask = new Int32Array(wordsCount);
  cells.forEach((cell, rule) => {
    if (cell !== null && cell.test(sample, nowhere) !== true) return;
    const word = rule >> 5;
    mask[word] = (mask[word] ?? 0) | (1 << (rule & 31));
  });
  return mask;
}

function textReader(
  literals: readonly Value[],
  maskFor: (sample: Value) => Int32Array,
): MaskReader {
  const masks = new Map(literals.map((literal) => [literal, maskFor(literal)]));
  let other = 'other';
  while (masks.has(other)) other += '…';
  const rest = maskFor(other);
  return (value) => (typeof value === 'string' ? (masks.get(value) ?? rest) : null);
}

/** Masks by turns: before the first point, on it, between it and the next, and so on. */
function numberReader(
  literals: readonly Decimal[],
  maskFor: (sample: Value) => Int32Array,
): MaskReader {
  const sorted = [...literals].sort(orderOfDecimals);
  const points = sorted.filter(
    (point, at) => at === 0 || orderOfDecimals(point, sorted[at - 1] as Decimal) !== 0,
  );
  const masks: Int32Array[] = [];
  points.forEach((point, at) => {
    masks.push(maskBetween(points[at - 1] ?? null, point, maskFor), maskFor(point));
  });
  masks.push(maskBetween(points[points.length - 1] ?? null, null, maskFor));
  return (value) => (isNumber(value) ? (masks[placeOf(points, value)] as Int32Array) : null);
}

/** Where no number lies between two, nobody will ask. */
function maskBetween(
  low: Decimal | null,
  high: Decimal | null,
  maskFor: (sample: Value) => Int32Array,
): Int32Array {
  return maskFor(valueBetween(low, high));
}

function placeOf(points: readonly Decimal[], value: Decimal): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = orderOfDecimals(value, points[middle] as Decimal);
    if (order === 0) return middle * 2 + 1;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return low * 2;
}
