import { spend } from '../evaluation.ts';
import { midnightOf } from '../time/time-arithmetic.ts';
import { isList, isNumber, isRange, type KindName, kindOf, type Value } from '../value/value.ts';

/** What a value may be. A model's own types are `named`, and found when first needed. */
export type Type =
  | { readonly kind: 'any' }
  | { readonly kind: 'basic'; readonly name: KindName }
  | { readonly kind: 'list' | 'range'; readonly of: Type }
  | { readonly kind: 'context'; readonly fields: ReadonlyMap<string, Type> }
  | { readonly kind: 'function'; readonly parameters: readonly Type[]; readonly result: Type }
  | NamedType;

export type NamedType = {
  readonly kind: 'named';
  readonly name: string;
  readonly definition: () => Type;
  /** The allowed values, as a test; `null` when every value of the type is. */
  readonly allows: ((value: Value) => boolean) | null;
  /** The text of that test. */
  readonly allowedText: string | null;
};

export const anyType: Type = { kind: 'any' };

export function basicType(name: KindName): Type {
  return { kind: 'basic', name };
}

/**
 * Whether a value is of a type; null is of every type, as the standard has it. `asksAllowed` false
 * leaves the lists of allowed values out of account.
 */
export function conforms(value: Value, type: Type, asksAllowed = true): boolean {
  if (value === null || type.kind === 'any') return true;
  spend(1);
  switch (type.kind) {
    case 'basic':
      return kindOf(value) === type.name;
    case 'named':
      if (!conforms(value, type.definition(), asksAllowed)) return false;
      return !asksAllowed || type.allows === null || type.allows(value);
    case 'list':
      return isList(value) && value.every((item) => conforms(item, type.of, asksAllowed));
    case 'range':
      return (
        isRange(value) &&
        [value.start, value.end].every((end) => conforms(end, type.of, asksAllowed))
      );
    case 'context':
      return conformsToContext(value, type.fields, asksAllowed);
    case 'function':
      return kindOf(value) === 'function' && fitsFunction(value, type.parameters.length);
  }
}

/** `instance of`: null is an instance of nothing but Null, and allowed values do not count. */
export function isInstance(value: Value, type: Type): boolean {
  if (value === null) return type.kind === 'basic' && type.name === 'null';
  return conforms(value, type, false);
}

/**
 * Fits a value to a type: as it is, unwrapped from a list of one, wrapped into such a list, or a
 * date as its midnight. `undefined` when it does not fit.
 */
export function coerce(value: Value, type: Type): Value | undefined {
  if (conforms(value, type)) return value;
  const plain = resolved(type);
  if (plain.kind === 'list') {
    return !isList(value) && conforms([value], type) ? [value] : undefined;
  }
  if (isList(value) && value.length === 1) {
    const only = value[0] ?? null;
    return conforms(only, type) ? only : undefined;
  }
  if (plain.kind === 'basic' && plain.name === 'date and time' && value !== null) {
    if (typeof value === 'object' && 'kind' in value && value.kind === 'date') {
      return { ...midnightOf(value), zone: 0 };
    }
  }
  return undefined;
}

/** `coerce` made ready for one type, with the plain types' everyday case first. */
export function fitterFor(type: Type | null): (value: Value) => Value | undefined {
  if (type === null || type.kind === 'any') return (value) => value;
  if (type.kind === 'basic' && type.name === 'string') {
    return (value) => (typeof value === 'string' ? value : coerce(value, type));
  }
  if (type.kind === 'basic' && type.name === 'number') {
    return (value) => (isNumber(value) ? value : coerce(value, type));
  }
  return (value) => coerce(value, type);
}

/** The type behind any names. */
export function resolved(type: Type): Exclude<Type, NamedType> {
  let at = type;
  for (let times = 0; times < aliasMax && at.kind === 'named'; times += 1) at = at.definition();
  return at.kind === 'named' ? { kind: 'any' } : at;
}

/** The text of a type for a person. */
export function showType(type: Type): string {
  switch (type.kind) {
    case 'any':
      return 'Any';
    case 'basic':
    case 'named':
      return type.name;
    case 'context':
      return `context<${[...type.fields].map(([name, of]) => `${name}: ${showType(of)}`).join(', ')}>`;
    case 'function':
      return `function<${type.parameters.map(showType).join(', ')}> -> ${showType(type.result)}`;
    default:
      return `${type.kind}<${showType(type.of)}>`;
  }
}

const aliasMax = 50;

function conformsToContext(
  value: Value,
  fields: ReadonlyMap<string, Type>,
  asksAllowed: boolean,
): boolean {
  if (value === null || typeof value !== 'object' || isList(value) || value.kind !== 'context') {
    return false;
  }
  for (const [name, type] of fields) {
    const field = value.entries.get(name);
    if (field === undefined || !conforms(field, type, asksAllowed)) return false;
  }
  return true;
}

function fitsFunction(value: Value, count: number): boolean {
  if (value === null || typeof value !== 'object' || isList(value)) return false;
  return (
    value.kind === 'function' &&
    value.signatures.some((signature) => signature.parameters.length === count)
  );
}
