import { areEqual } from '../value/compare.ts';
import { isInRange } from '../value/range.ts';
import { isList, isRange, type Value } from '../value/value.ts';

/**
 * Whether a value satisfies what a test stands for: lies in its range, is one of its list, or
 * equals it. `null` when the two cannot be compared.
 */
export function isMatch(input: Value, test: Value): boolean | null {
  if (isRange(test)) return isRange(input) ? areEqual(input, test) : isInRange(input, test);
  if (!isList(test)) return areEqual(input, test);
  if (isList(input)) {
    if (areEqual(input, test) === true) return true;
    return test.some((item) => isList(item) && areEqual(input, item) === true);
  }
  let result: boolean | null = false;
  for (const item of test) {
    const match = isRange(item) ? isInRange(input, item) : areEqual(input, item);
    if (match === true) return true;
    if (match === null && result === false && !isRange(item)) result = false;
  }
  return result;
}
