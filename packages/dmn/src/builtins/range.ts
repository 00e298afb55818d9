import { spend } from '../evaluation.ts';
import { negate } from '../feel/arithmetic.ts';
import type { Expr } from '../feel/ast.ts';
import { createNameSet } from '../feel/names.ts';
import { parseExpression } from '../feel/parser.ts';
import { FeelSyntaxError } from '../feel/syntax-error.ts';
import { compareValues } from '../value/compare.ts';
import { kindOf, type RangeValue, type Value } from '../value/value.ts';
import { asText, define } from './define.ts';
import { temporalFunctions } from './temporal.ts';

/**
 * `range("[1..3]")`: an interval with both ends written as literals, `@"…"` or one of the
 * functions that make a date, a time or a duration of a text. Nothing else is evaluated.
 */
export const rangeFunction = define('range', ['from'], (from) => {
  const text = asText(from);
  if (text === null || text.length > textMax) return null;
  spend(text.length);
  const expr = parseOrNull(text);
  if (expr === null || expr.type !== 'range' || expr.operator !== '..') return null;
  const start = literalOf(expr.start);
  const end = literalOf(expr.end);
  if (start === null || end === null || kindOf(start) !== kindOf(end)) return null;
  const order = compareValues(start, end);
  if (order === null || order > 0) return null;
  const range: RangeValue = {
    kind: 'range',
    operator: '..',
    start,
    startIncluded: expr.startIncluded,
    end,
    endIncluded: expr.endIncluded,
  };
  return range;
});

const textMax = 1000;
const makers = new Map(
  temporalFunctions
    .filter(({ name }) => ['date', 'time', 'date and time', 'duration'].includes(name))
    .map((definition) => [definition.name, definition] as const),
);
const names = {
  scopes: [createNameSet(makers.keys())],
  components: createNameSet(),
  types: createNameSet(),
};

function parseOrNull(text: string): Expr | null {
  try {
    return parseExpression(text, names);
  } catch (error) {
    if (error instanceof FeelSyntaxError) return null;
    throw error;
  }
}

function literalOf(expr: Expr | null): Value {
  if (expr === null) return null;
  if (expr.type === 'constant') return expr.value;
  if (expr.type === 'negate') return negate(literalOf(expr.operand));
  if (expr.type !== 'call' || expr.target.type !== 'name' || expr.args.length !== 1) return null;
  const [argument] = expr.args;
  if (argument?.type !== 'constant' || typeof argument.value !== 'string') return null;
  return makers.get(expr.target.name)?.call([argument.value]) ?? null;
}
