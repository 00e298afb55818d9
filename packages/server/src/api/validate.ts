import { JsonNumber } from '@aval/wire';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { apiFault } from './problems.ts';

/** Passes a value that has the form of the schema; throws a `HttpFault` that names the place. */
export type Validate = (value: unknown) => void;

/**
 * Compiles once, for the first value: nobody's start waits for the schemas of requests that may never
 * come. Nothing is converted, filled in or dropped.
 */
export function createValidate(schema: TSchema, where: 'body' | 'query' | 'path'): Validate {
  let compiled: Validator | null = null;
  return (value) => {
    compiled ??= Compile(schema);
    const validator = compiled;
    if (validator.Check(value)) return;
    const number = placeOfNumber(value, '');
    if (number !== null)
      throw apiFault('request.invalid', { at: placeOf(where, number), rule: 'type' });
    throw faultOf(validator.Errors(value), where);
  };
}

type Validator = ReturnType<typeof Compile>;
type ValidationError = ReturnType<Validator['Errors']>[number];

function faultOf(errors: readonly ValidationError[], where: string) {
  const unknown = errors.find(
    ({ keyword, schemaPath }) =>
      keyword === 'boolean' && schemaPath.endsWith('/additionalProperties'),
  );
  if (unknown !== undefined) {
    return apiFault('request.unknown_member', { at: placeOf(where, unknown.instancePath) });
  }
  const [first] = errors;
  if (first === undefined) return apiFault('request.invalid', { at: where });
  const place = placeOf(where, first.instancePath);
  const at = first.keyword === 'required' ? `${place}/${missingOf(first)}` : place;
  return apiFault('request.invalid', { at, rule: first.keyword });
}

/** Where a number with a fraction stands, which a schema sees as an object; amounts are texts. */
function placeOfNumber(value: unknown, path: string): string | null {
  if (value instanceof JsonNumber) return path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, member] of Object.entries(value)) {
    const found = placeOfNumber(member, `${path}/${name}`);
    if (found !== null) return found;
  }
  return null;
}

/** The caller's own names come back to him, but never a long text. */
function placeOf(where: string, path: string): string {
  return (where + path).slice(0, 200);
}

function missingOf({ params }: ValidationError): string {
  const names: unknown = 'requiredProperties' in params ? params.requiredProperties : [];
  return Array.isArray(names) ? String(names[0]) : '';
}
