import { compareDecimals } from '../decimal/compare.ts';
import type { Decimal } from '../decimal/decimal.ts';
import type { Test, UnaryTests } from '../feel/ast.ts';
import { closedValue } from '../feel/closed.ts';
import type { CompileContext } from '../feel/compile.ts';
import { createScope, type Frame, type Scope } from '../feel/scope.ts';
import { isMatch } from '../feel/unary-match.ts';
import { charged } from '../feel/weight.ts';
import { hasItsEnd } from '../value/range.ts';
import { isNumber, isRange, type RangeValue, type Value } from '../value/value.ts';

/**
 * Whether an input satisfies a cell; null, where the two cannot be compared, is no yes. The frame is
 * that of the table's decision.
 */
export type CellTest = (input: Value, frame: Frame) => boolean | null;

export type Cell = {
  readonly test: CellTest;
  /** What the cell says, when it is made of literals alone. */
  readonly shape: CellShape | null;
};

/** A cell that is made of literals: it can be reasoned about without running anything. */
export type CellShape = {
  readonly isAny: boolean;
  readonly isNegated: boolean;
  readonly values: readonly Value[];
};

/** Compiles a cell; one made of literals becomes a plain comparison. */
export function compileCell(
  { isAny, isNegated, tests }: UnaryTests,
  scope: Scope | null,
  context: CompileContext,
): Cell {
  const values = tests.map(({ expr, usesInput }) =>
    usesInput ? undefined : closedValue(expr, scope, context),
  );
  const parts = tests.map((test, index) => {
    const value = values[index];
    return value === undefined ? compileTest(test, scope, context) : literalPart(value);
  });
  const literals = values.filter((value) => value !== undefined);
  const shape = literals.length < values.length ? null : { isAny, isNegated, values: literals };
  return { test: combine(parts, isAny, isNegated), shape };
}

function combine(parts: readonly CellTest[], isAny: boolean, isNegated: boolean): CellTest {
  if (isAny) return () => true;
  if (isNegated) return noneOf(parts);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return (input, frame) => {
    for (const part of parts) if (part(input, frame) === true) return true;
    return false;
  };
}

/** `not(…)` holds only where each of its tests says no; one that cannot tell makes it fail. */
function noneOf(parts: readonly CellTest[]): CellTest {
  return (input, frame) => {
    for (const part of parts) if (part(input, frame) !== false) return false;
    return true;
  };
}

function compileTest(test: Test, scope: Scope | null, context: CompileContext): CellTest {
  const code = charged(context.compile(test.expr, createScope(['?'], scope)), test.expr);
  const { usesInput } = test;
  return (input, frame) => {
    const outcome = code({ slots: [input], up: frame });
    if (usesInput && (typeof outcome === 'boolean' || outcome === null)) return outcome;
    // A condition on other inputs decides by itself; for a yes/no input the two must agree.
    if (outcome === true && typeof input !== 'boolean') return true;
    return isMatch(input, outcome);
  };
}

function literalPart(value: Value): CellTest {
  if (isNumber(value)) {
    return (input) =>
      isNumber(input) ? orderOfDecimals(input, value) === 0 : isMatch(input, value);
  }
  if (typeof value === 'string' || typeof value === 'boolean') {
    return (input) => input === value || isMatch(input, value);
  }
  if (isRange(value)) return rangePart(value);
  return (input) => isMatch(input, value);
}

function rangePart(range: RangeValue): CellTest {
  const { start, end, operator, startIncluded, endIncluded } = range;
  const isPlain =
    operator === '..' ? start !== null && end !== null : operator !== '=' && operator !== '!=';
  const hasNumbers = (start === null || isNumber(start)) && (end === null || isNumber(end));
  if (!isPlain || !hasNumbers || !hasItsEnd(range)) return (input) => isMatch(input, range);
  return (input) => {
    if (!isNumber(input)) return isMatch(input, range);
    if (start !== null) {
      const above = orderOfDecimals(input, start);
      if (above < 0 || (above === 0 && !startIncluded)) return false;
    }
    if (end === null) return true;
    const below = orderOfDecimals(input, end);
    return below < 0 || (below === 0 && endIncluded);
  };
}

/** `compareDecimals`, with the everyday case, two whole numbers or cents, before the call. */
export function orderOfDecimals(input: Decimal, end: Decimal): number {
  const a = input.coefficient;
  const b = end.coefficient;
  if (input.exponent === end.exponent && typeof a === 'number' && typeof b === 'number') {
    return a - b;
  }
  return compareDecimals(input, end);
}
