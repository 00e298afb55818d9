import { compareTexts, compareValues } from '../value/compare.ts';
import { showLiteral } from '../value/show.ts';
import { isList, isRange, type KindName, kindOf, type Value } from '../value/value.ts';
import { orderedKinds, valueBetween } from './sample-points.ts';

/**
 * A part of a column's values that no cell of the column tells apart: one literal, or all values
 * between two neighbouring ones. What holds for the sample holds for the whole part.
 */
export type Piece = {
  readonly sample: Value;
  /** As a unary test. */
  readonly text: string;
  /** Its ends, where it lies in an order: for writing neighbours as one. */
  readonly low: Value;
  readonly high: Value;
  readonly isPoint: boolean;
};

/** Cuts the values of a kind into pieces at the literals; `null` when the kind cannot be cut. */
export function cutIntoPieces(kind: KindName, literals: readonly Value[]): readonly Piece[] | null {
  if (kind === 'boolean') return [pointPiece(true), pointPiece(false)];
  if (kind === 'string') return textPieces(literals);
  return orderedKinds.has(kind) ? orderedPieces(kind, literals) : null;
}

/** Every literal that cells of these values mention, ends of ranges and elements of lists included. */
export function literalsOf(values: readonly Value[]): readonly Value[] {
  const literals: Value[] = [];
  const add = (value: Value): void => {
    if (isRange(value)) {
      add(value.start);
      add(value.end);
    } else if (isList(value)) {
      for (const item of value) add(item);
    } else if (value !== null) {
      literals.push(value);
    }
  };
  for (const value of values) add(value);
  return literals;
}

/** The piece that holds null alone: of columns in which some cell speaks of it. */
export const nullPiece: Piece = {
  sample: null,
  text: 'null',
  low: null,
  high: null,
  isPoint: true,
};

export function mentionsNull(values: readonly Value[]): boolean {
  return values.some((value) => value === null || (isList(value) && value.includes(null)));
}

/** Whether any of the values is a range of texts: then their order counts too. */
export function hasTextRange(values: readonly Value[]): boolean {
  return values.some(
    (value) => isRange(value) && (typeof value.start === 'string' || typeof value.end === 'string'),
  );
}

function pointPiece(value: Value): Piece {
  return { sample: value, text: showLiteral(value), low: value, high: value, isPoint: true };
}

/** Each text mentioned, and one that is not: all others fare like it. */
function textPieces(literals: readonly Value[]): readonly Piece[] {
  const texts = [...new Set(literals.filter((value) => typeof value === 'string'))];
  texts.sort(compareTexts);
  const pieces = texts.map(pointPiece);
  let other = 'anything else';
  while (texts.includes(other)) other += '…';
  const text = texts.length === 0 ? '-' : `not(${texts.map(showLiteral).join(', ')})`;
  pieces.push({ sample: other, text, low: null, high: null, isPoint: false });
  return pieces;
}

function orderedPieces(kind: KindName, literals: readonly Value[]): readonly Piece[] {
  const points = distinctInOrder(literals.filter((value) => kindOf(value) === kind));
  if (points.length === 0) {
    return [{ sample: anySample[kind] ?? null, text: '-', low: null, high: null, isPoint: false }];
  }
  const pieces: Piece[] = [];
  const addBetween = (low: Value, high: Value): void => {
    const sample = valueBetween(low, high);
    if (sample !== null) {
      pieces.push({ sample, text: openText(low, high), low, high, isPoint: false });
    }
  };
  addBetween(null, points[0] ?? null);
  points.forEach((point, index) => {
    pieces.push(pointPiece(point));
    addBetween(point, points[index + 1] ?? null);
  });
  return pieces;
}

const anySample: Readonly<Record<string, Value>> = {
  number: { kind: 'number', coefficient: 0, exponent: 0 },
  date: { kind: 'date', year: 2026, month: 1, day: 1 },
  time: { kind: 'time', nanos: 0, zone: null },
  'date and time': {
    kind: 'date and time',
    date: { kind: 'date', year: 2026, month: 1, day: 1 },
    nanos: 0,
    zone: null,
  },
  'days and time duration': { kind: 'days and time duration', nanos: 0n },
  'years and months duration': { kind: 'years and months duration', months: 0 },
};

function distinctInOrder(values: readonly Value[]): readonly Value[] {
  const sorted = [...values].sort((a, b) => compareValues(a, b) ?? 0);
  return sorted.filter(
    (value, index) => index === 0 || compareValues(value, sorted[index - 1] ?? null) !== 0,
  );
}

function openText(low: Value, high: Value): string {
  if (low === null) return `< ${showCell(high)}`;
  if (high === null) return `> ${showCell(low)}`;
  return `(${showCell(low)}..${showCell(high)})`;
}

/** A literal as it stands in a cell: dates and the like behind an `@`. */
export function showCell(value: Value): string {
  const kind = kindOf(value);
  return orderedKinds.has(kind) && kind !== 'number'
    ? `@"${showLiteral(value)}"`
    : showLiteral(value);
}

/** Writes pieces as one unary test, neighbours joined. */
export function showPieces(pieces: readonly Piece[], chosen: readonly number[]): string {
  if (chosen.length === pieces.length) return '-';
  const texts: string[] = [];
  for (let at = 0; at < chosen.length; at += 1) {
    let end = at;
    const isOrdered = pieces.length > 2 && pieces.every(isInOrder);
    while (isOrdered && chosen[end + 1] === (chosen[end] ?? 0) + 1) {
      if (pieces[chosen[end + 1] ?? 0]?.sample === null) break;
      end += 1;
    }
    const first = pieces[chosen[at] ?? 0];
    const last = pieces[chosen[end] ?? 0];
    if (first === undefined || last === undefined) continue;
    texts.push(at === end ? cellText(first) : joinedText(first, last));
    at = end;
  }
  return texts.join(', ');
}

function cellText(piece: Piece): string {
  return piece.isPoint ? showCell(piece.sample) : piece.text;
}

function isInOrder(piece: Piece): boolean {
  return typeof piece.sample !== 'string' && typeof piece.sample !== 'boolean';
}

function joinedText(first: Piece, last: Piece): string {
  if (first.low === null) return `${last.isPoint ? '<=' : '<'} ${showCell(last.high)}`;
  if (last.high === null) return `${first.isPoint ? '>=' : '>'} ${showCell(first.low)}`;
  const open = first.isPoint ? '[' : '(';
  return `${open}${showCell(first.low)}..${showCell(last.high)}${last.isPoint ? ']' : ')'}`;
}
