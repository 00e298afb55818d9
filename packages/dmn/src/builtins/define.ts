import type { Decimal } from '../decimal/decimal.ts';
import { roundDecimal, toSafeInteger } from '../decimal/round.ts';
import {
  type ContextValue,
  type FunctionValue,
  isContext,
  isList,
  isNumber,
  type ListValue,
  type Signature,
  singleOf,
  type Value,
} from '../value/value.ts';

/** Makes a built-in function with one signature; names in brackets may be left out: `[scale]`. */
export function define(
  name: string,
  parameters: readonly string[],
  call: (...args: readonly Value[]) => Value,
): FunctionValue {
  return defineForms(name, [signatureOf(parameters)], (args) => call(...args));
}

/** Makes a built-in function that can be called in several ways. */
export function defineForms(
  name: string,
  signatures: readonly Signature[],
  call: (args: readonly Value[]) => Value,
): FunctionValue {
  return { kind: 'function', name, signatures, call };
}

/** Makes a function of one list, or of the list's elements as arguments. */
export function defineOnList(name: string, call: (list: ListValue) => Value): FunctionValue {
  const signatures: readonly Signature[] = [{ parameters: ['list'], isVariadic: true }];
  return defineForms(name, signatures, (args) => {
    const list = args.length === 1 ? asList(args[0] ?? null) : args;
    return list === null ? null : call(list);
  });
}

export function signatureOf(parameters: readonly string[]): Signature {
  const names = parameters.map((name) => (name.startsWith('[') ? name.slice(1, -1) : name));
  const optional = parameters.filter((name) => name.startsWith('[')).length;
  return { parameters: names, optional };
}

export function asNumber(value: Value | undefined): Decimal | null {
  const single = singleOf(value ?? null);
  return isNumber(single) ? single : null;
}

export function asText(value: Value | undefined): string | null {
  const single = singleOf(value ?? null);
  return typeof single === 'string' ? single : null;
}

/** A whole number; a fraction is cut off. */
export function asInteger(value: Value | undefined): number | null {
  const number = asNumber(value);
  const cut = number === null ? null : roundDecimal(number, 0, 'down');
  return cut === null ? null : toSafeInteger(cut);
}

/** A list as it is, anything else as the list of itself; null is no list. */
export function asList(value: Value | undefined): ListValue | null {
  if (value === undefined || value === null) return null;
  return isList(value) ? value : [value];
}

export function asContext(value: Value | undefined): ContextValue | null {
  const single = singleOf(value ?? null);
  return isContext(single) ? single : null;
}

/** The numbers of a list; `null` when there is anything else in it. */
export function numbersOf(list: ListValue): readonly Decimal[] | null {
  const numbers: Decimal[] = [];
  for (const item of list) {
    if (!isNumber(item)) return null;
    numbers.push(item);
  }
  return numbers;
}
