import type { Decimal } from '../decimal/decimal.ts';
import type { Code, Frame } from '../feel/scope.ts';
import { showLiteral } from '../value/show.ts';
import { isNumber, kindOf, type Value } from '../value/value.ts';
import type { Cell, CellTest } from './cell.ts';
import { createAxis, type NumberAxis, placeOnAxis } from './number-axis.ts';
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
    const made = columnFor(rules, { input, column, wordsCount });
    if (made !== null) columns.push(made);
    isIndexed.push(made !== null);
  });
  const open = rules.map((rule) => openTestsOf(rule, isIndexed));
  const hasOpen = open.some((tests) => tests.length > 0);
  const lastWord = rules.length % 32 === 0 ? -1 : (1 << (rules.length % 32)) - 1;
  const everyRule = new Int32Array(wordsCount).fill(-1);
  everyRule[wordsCount - 1] = lastWord;
  const count = columns.length;

  /** Calls `visit` with each rule that matches until it says no; false for `notIndexed`. */
  const search = (frame: Frame, visit: (rule: number) => boolean): boolean => {
    const starts: number[] = [];
    for (let at = 0; at < count; at += 1) {
      const column = columns[at] as IndexColumn;
      const place = placeOf(column, inputOf(column, frame));
      if (place < 0) return false;
      starts.push(place * wordsCount);
    }
    const values = hasOpen ? readInputs(frame) : noValues;
    for (let word = 0; word < wordsCount; word += 1) {
      let bits = everyRule[word] as number;
      for (let at = 0; at < count; at += 1) {
        bits &= (columns[at] as IndexColumn).masks[(starts[at] as number) + word] as number;
      }
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
      const place = placeOf(column, inputOf(column, frame));
      if (place < 0) return notIndexed;
      bits &= column.masks[place] as number;
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

/**
 * A column whose values fall into places: on its literals and between them, the texts it names and
 * all others, yes and no. For each place, the rules whose cell holds its values, as bits.
 */
type IndexColumn = {
  readonly input: Code;
  /** Where the input stands in the frame; below zero for one that has to be worked out. */
  readonly slot: number;
  readonly axis: NumberAxis | null;
  readonly texts: ReadonlyMap<string, number> | null;
  readonly masks: Int32Array;
};

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

function inputOf({ input, slot }: IndexColumn, frame: Frame): Value {
  return slot < 0 ? input(frame) : (frame.slots[slot] ?? null);
}

/** The place of a value in a column; below zero for a value of another kind. */
function placeOf({ axis, texts }: IndexColumn, value: Value): number {
  if (axis !== null) {
    // Lists have no kind. Asked here and not by isNumber: one kind at one place is compared fastest.
    if (value === null || typeof value !== 'object') return -1;
    return (value as Decimal).kind === 'number' ? placeOnAxis(axis, value as Decimal) : -1;
  }
  if (texts === null) return value === true ? 1 : value === false ? 0 : -1;
  return typeof value === 'string' ? (texts.get(value) ?? texts.size) : -1;
}

/** `null` for a column that cannot be cut: it has other cells than literals, or is of another kind. */
function columnFor(
  rules: readonly IndexedRule[],
  { input, column, wordsCount }: { input: Code; column: number; wordsCount: number },
): IndexColumn | null {
  const cells = rules.map((rule) => rule.cells[rule.columns.indexOf(column)] ?? null);
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
  const made = (
    samples: readonly Value[],
    by: { axis?: NumberAxis; texts?: ReadonlyMap<string, number> },
  ): IndexColumn => ({
    input,
    slot: input.slot ?? -1,
    axis: by.axis ?? null,
    texts: by.texts ?? null,
    masks: masksOf(cells, samples, wordsCount),
  });
  if (kinds.has('boolean')) return made([false, true], {});
  if (kinds.has('number')) {
    const axis = createAxis(literals.filter(isNumber));
    return made(samplesOnAxis(axis), { axis });
  }
  if (!kinds.has('string')) return null;
  const texts = [...new Set(literals.filter((literal) => typeof literal === 'string'))];
  const places = new Map(texts.map((text, place) => [text, place]));
  return made([...texts, textBeside(places)], { texts: places });
}

/** Cells asked while an index is made, per column: a table beyond it is asked rule by rule. */
const workMax = 1_000_000;

const nowhere = { slots: [], up: null };

/** For each sample, the rules whose cell holds it; cells of literals ask for no frame. */
function masksOf(
  cells: readonly (Cell | null)[],
  samples: readonly Value[],
  wordsCount: number,
): Int32Array {
  const masks = new Int32Array(samples.length * wordsCount);
  samples.forEach((sample, place) => {
    cells.forEach((cell, rule) => {
      if (cell !== null && cell.test(sample, nowhere) !== true) return;
      const word = place * wordsCount + (rule >> 5);
      masks[word] = (masks[word] ?? 0) | (1 << (rule & 31));
    });
  });
  return masks;
}

/** A text that is none of these. */
function textBeside(texts: ReadonlyMap<string, number>): string {
  let other = 'other';
  while (texts.has(other)) other += '…';
  return other;
}

/**
 * A number in each place by turns: before the first point, on it, between it and the next, and so on.
 * Where no number lies between two, nobody will ask.
 */
function samplesOnAxis({ points }: NumberAxis): readonly Value[] {
  const samples: Value[] = [];
  points.forEach((point, at) => {
    samples.push(valueBetween(points[at - 1] ?? null, point), point);
  });
  samples.push(valueBetween(points[points.length - 1] ?? null, null));
  return samples;
}
