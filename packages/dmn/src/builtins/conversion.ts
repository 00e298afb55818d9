import { parseDecimal } from '../decimal/text.ts';
import { boundedText } from '../evaluation.ts';
import { showValue } from '../value/show.ts';
import { type FunctionValue, isNumber, singleOf, type Value } from '../value/value.ts';
import { asText, define, defineForms } from './define.ts';

/** Functions that turn texts into numbers and anything into text, and `not`. */
export const conversionFunctions: readonly FunctionValue[] = [
  defineForms(
    'number',
    [{ parameters: ['from'] }, { parameters: ['from', 'grouping separator', 'decimal separator'] }],
    toNumber,
  ),
  define('string', ['from'], (from) =>
    from === undefined || from === null ? null : boundedText(showValue(from)),
  ),
  define('not', ['negand'], (negand) => {
    const value = singleOf(negand ?? null);
    return typeof value === 'boolean' ? !value : null;
  }),
];

const groupings = new Set([' ', ',', '.']);
const points = new Set([',', '.']);

function toNumber([from, grouping, point]: readonly Value[]): Value {
  if (grouping === undefined && isNumber(from ?? null)) return from ?? null;
  const text = asText(from);
  if (text === null) return null;
  const separator = separatorOf(grouping, groupings);
  const decimalPoint = separatorOf(point, points);
  if (separator === undefined || decimalPoint === undefined) return null;
  if (separator !== null && separator === decimalPoint) return null;
  let plain = separator === null ? text : text.replaceAll(separator, '');
  if (decimalPoint === ',') {
    if (plain.includes('.')) return null;
    plain = plain.replace(',', '.');
  }
  return parseDecimal(plain);
}

/** `null` when none is given, `undefined` when it is none that the standard allows. */
function separatorOf(
  value: Value | undefined,
  allowed: ReadonlySet<string>,
): string | null | undefined {
  if (value === undefined || value === null) return null;
  const text = asText(value);
  return text !== null && allowed.has(text) ? text : undefined;
}
