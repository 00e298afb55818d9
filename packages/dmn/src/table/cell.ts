import { compareDecimals } from '../decimal/compare.ts';
import type { Decimal } from '../decimal/decimal.ts';
import type { Test, UnaryTests } from '../feel/ast.ts';
import { closedValue } from '../feel/closed.ts';
import type { CompileContext } from '../feel/compile.ts';
import { createScope, type Frame, type Scope } from '../feel/scope.ts';
import { isMatch } from '../feel/unary-match.ts';
import { isNumber, isRange, type RangeValue, type Value } from '../value/value.ts';

/** Whether an input satisfies a cell. The frame is that of the table's decision. */
export type CellTest = (input: Value, frame: Frame) => boolean;

/** Compiles a cell; one made of literals becomes a plain comparison. */
export function compileCell(
  { isAny, isNegated, tests }: UnaryTests,
  scope: Scope | null,
  context: CompileContext,
): CellTest {
  if (isAny) return () => true;
  const parts = tests.map((test) => compileTest(test, scope, context));
  if (isNegated) return noneOf(parts);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return isTrue(only);
  return (input, frame) => {
    for (const part of parts) if (part(input, frame) === true) return true;
    return false;
  };
}

/** A cell that is made of literals: it can be reasoned about without running anything. */
export type CellShape = {
  readonly isAny: boolean;
  readonly isNegated: boolean;
  readonly values: readonly Value[];
};

/** `null` when the cell holds anything but literals. */
export function shapeOf(tests: UnaryTests, context: CompileContext): CellShape | null {
  const values: Value[] = [];
  for (const { expr, usesInput } of tests.tests) {
    const value = usesInput ? undefined : closedValue(expr, null, context);
    if (value === undefined) return null;
    values.push(value);
  }
  return { isAny: tests.isAny, isNegated: tests.isNegated, values };
}

/** Yes, no, or null where the two cannot be compared. */
type Part = (input: Value, frame: Frame) => boolean | null;

function isTrue(part: Part): CellTest {
  return (input, frame) => part(input, frame) === true;
}

/** `not(…)` holds only where each of its tests says no; one that cannot tell makes it fail. */
function noneOf(parts: readonly Part[]): CellTest {
  return (input, frame) => {
    for (const part of parts) if (part(input, frame) !== false) return false;
    return true;
  };
}

function compileTest(test: Test, scope: Scope | null, context: CompileContext): Part {
  const value = test.usesInput ? undefined : closedValue(test.expr, scope, context);
  if (value !== undefined) return literalPart(value);
  const code = context.compile(test.expr, createScope(['?'], scope));
  const { usesInput } = test;
  return (input, frame) => {
    const outcome = code({ slots: [input], up: frame });
    if (usesInput && (typeof outcome === 'boolean' || outcome === null)) return outcome;
    // A condition on other inputs decides by itself; for a yes/no input the two must agree.
    if (outcome === true && typeof input !== 'boolean') return true;
    return isMatch(input, outcome);
  };
}

function literalPart(value: Value): Part {
  if (isNumber(value)) {
    return (input) =>
      isNumber(input) ? compareDecimals(input, value) === 0 : isMatch(input, value);
  }
  if (typeof value === 'string' || typeof value === 'boolean') {
    return (input) => input === value || isMatch(input, value);
  }
  if (isRange(value)) return rangePart(value);
  return (input) => isMatch(input, value);
}

function rangePart(range: RangeValue): Part {
  const { start, end, operator } = range;
  const isPlain = operator !== '=' && operator !== '!=';
  const hasNumbers = (start === null || isNumber(start)) && (end === null || isNumber(end));
  if (!isPlain || !hasNumbers || (start === null && end === null)) {
    return (input) => isMatch(input, range);
  }
  const above = start === null ? always : aboveStart(start, range.startIncluded);
  const below = end === null ? always : belowEnd(end, range.endIncluded);
  return (input) => (isNumber(input) ? above(input) && below(input) : isMatch(input, range));
}

const always = (): boolean => true;

function aboveStart(start: Decimal, isIncluded: boolean): (input: Decimal) => boolean {
  return isIncluded
    ? (input) => compareDecimals(input, start) >= 0
    : (input) => compareDecimals(input, start) > 0;
}

function belowEnd(end: Decimal, isIncluded: boolean): (input: Decimal) => boolean {
  return isIncluded
    ? (input) => compareDecimals(input, end) <= 0
    : (input) => compareDecimals(input, end) < 0;
}
