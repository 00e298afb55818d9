import { toSafeInteger } from '../decimal/round.ts';
import { decimalOfInteger } from '../decimal/text.ts';
import { spend } from '../evaluation.ts';
import { dateOfEpochDay, epochDayOf } from '../time/calendar.ts';
import { compareValues } from '../value/compare.ts';
import {
  isList,
  isNumber,
  isRange,
  type ListValue,
  type RangeValue,
  type Value,
} from '../value/value.ts';
import type { Expr, LoopExpr } from './ast.ts';
import type { CompileContext } from './compile.ts';
import { type Code, createScope, type Frame, type Scope } from './scope.ts';
import { charged } from './weight.ts';

/** Compiles `list[test]`: by position when the test gives a number, else by condition. */
export function compileFilter(
  expr: Extract<Expr, { type: 'filter' }>,
  scope: Scope | null,
  context: CompileContext,
): Code {
  const target = context.compile(expr.target, scope);
  const inner = createScope(['item'], scope, true);
  const test = charged(context.compile(expr.test, inner), expr.test);
  return (frame) => filterList(target(frame), (item) => test({ slots: [item], up: frame }));
}

/** `test` is asked for each element, and first of all whether it gives a position. */
export function filterList(value: Value, test: (item: Value) => Value): Value {
  if (value === null) return null;
  const list = isRange(value)
    ? (elementsOfRange(value) ?? [value])
    : isList(value)
      ? value
      : [value];
  const first = test(list[0] ?? null);
  if (isNumber(first)) {
    const position = toSafeInteger(first);
    if (position === null || position === 0) return null;
    return list[position > 0 ? position - 1 : list.length + position] ?? null;
  }
  spend(list.length);
  return list.filter((item, index) => (index === 0 ? first : test(item)) === true);
}

/** Compiles `for`, `some` and `every`. Later iterators see the earlier ones' values. */
export function compileLoop(expr: LoopExpr, scope: Scope | null, context: CompileContext): Code {
  const names = expr.iterators.map((iterator) => iterator.name);
  const inner = createScope(expr.type === 'for' ? [...names, 'partial'] : names, scope);
  const sources = expr.iterators.map(({ from, to }) => {
    const start = context.compile(from, inner);
    const end = to === null ? null : context.compile(to, inner);
    return (frame: Frame): ListValue | null => elementsOf(start(frame), end?.(frame));
  });
  const body = charged(context.compile(expr.body, inner), expr.body);
  return loopCode(expr.type, sources, body, inner.used.has('partial'));
}

type Source = (frame: Frame) => ListValue | null;

/** What a loop does, for FEEL's own and for boxed ones. */
export function loopCode(
  type: LoopExpr['type'],
  sources: readonly Source[],
  body: Code,
  readsPartial: boolean,
): Code {
  if (type === 'for') return forCode(sources, body, readsPartial);
  const wanted = type === 'some';
  return (frame) => {
    let result: boolean | null = !wanted;
    const isComplete = forEachCombination(sources, frame, (inner) => {
      const outcome = body(inner);
      if (outcome === wanted) {
        result = wanted;
        return false;
      }
      if (typeof outcome !== 'boolean') result = null;
      return true;
    });
    return isComplete ? result : null;
  };
}

/** The elements to loop over; `null` when the value cannot be looped over. */
export function elementsOf(from: Value, to: Value | undefined): ListValue | null {
  if (to !== undefined) return elementsBetween(from, to);
  if (from === null) return null;
  if (isRange(from)) return elementsOfRange(from);
  return isList(from) ? from : [from];
}

function forCode(sources: readonly Source[], body: Code, readsPartial: boolean): Code {
  return (frame) => {
    const results: Value[] = [];
    const isComplete = forEachCombination(sources, frame, (inner) => {
      if (readsPartial) {
        // A copy: values do not change, even when the rule keeps the list of the results so far.
        spend(results.length >> 3);
        inner.slots[sources.length] = results.slice();
      }
      results.push(body(inner));
      return true;
    });
    return isComplete ? results : null;
  };
}

/**
 * Runs `visit` for each combination until it says no; false when a source is no list. Each element
 * gets a frame of its own, as a function made in the loop keeps the one it was made in.
 */
function forEachCombination(
  sources: readonly Source[],
  outer: Frame,
  visit: (frame: Frame) => boolean,
): boolean {
  let isComplete = true;
  const step = (depth: number, frame: Frame): boolean => {
    const source = sources[depth];
    if (source === undefined) return visit(frame);
    const elements = source(frame);
    if (elements === null) {
      isComplete = false;
      return false;
    }
    for (const element of elements) {
      spend(1);
      const slots = frame.slots.slice();
      slots[depth] = element;
      if (!step(depth + 1, { slots, up: outer })) return false;
    }
    return true;
  };
  // One slot more, for what `for` has found so far.
  step(0, { slots: new Array<Value>(sources.length + 1).fill(null), up: outer });
  return isComplete;
}

function elementsOfRange(range: RangeValue): ListValue | null {
  if (range.operator !== '..' || range.start === null || range.end === null) return null;
  const order = compareValues(range.start, range.end);
  if (order === null || order > 0) return null;
  const elements = elementsBetween(range.start, range.end);
  if (elements === null) return null;
  const from = range.startIncluded ? 0 : 1;
  return elements.slice(from, range.endIncluded ? undefined : -1);
}

/** Whole numbers or days, up or down, both ends included. */
function elementsBetween(from: Value, to: Value): ListValue | null {
  if (isNumber(from) && isNumber(to)) {
    const start = toSafeInteger(from);
    const end = toSafeInteger(to);
    return start === null || end === null ? null : countBetween(start, end, decimalOfInteger);
  }
  if (from === null || to === null || typeof from !== 'object' || typeof to !== 'object') {
    return null;
  }
  if (isList(from) || isList(to) || from.kind !== 'date' || to.kind !== 'date') return null;
  return countBetween(epochDayOf(from), epochDayOf(to), dateOfEpochDay);
}

function countBetween(start: number, end: number, make: (at: number) => Value): ListValue {
  const count = Math.abs(end - start) + 1;
  spend(count);
  const step = end < start ? -1 : 1;
  return Array.from({ length: count }, (_, index) => make(start + index * step));
}
