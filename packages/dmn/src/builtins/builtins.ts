import type { FunctionValue } from '../value/value.ts';
import { contextFunctions } from './context.ts';
import { conversionFunctions } from './conversion.ts';
import { intervalFunctions, samenessFunction } from './interval.ts';
import { listFunctions } from './list.ts';
import { numericFunctions } from './numeric.ts';
import { rangeFunction } from './range.ts';
import { statisticsFunctions } from './statistics.ts';
import { temporalFunctions } from './temporal.ts';
import { textFunctions } from './text.ts';

/** Every function that FEEL has, by name. */
export const builtins: ReadonlyMap<string, FunctionValue> = new Map(
  [
    ...numericFunctions,
    ...textFunctions,
    ...listFunctions,
    ...statisticsFunctions,
    ...contextFunctions,
    ...conversionFunctions,
    ...temporalFunctions,
    ...intervalFunctions,
    samenessFunction,
    rangeFunction,
  ].map((definition) => [definition.name, definition] as const),
);
