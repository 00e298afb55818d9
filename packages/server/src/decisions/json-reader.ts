import type { Json } from '@aval/dmn';
import { ModelShapeError } from '@aval/dmn';
import { accept, type Result, refuse } from '../kernel/result.ts';

/** What was handed in is no ruleset, case or facts: where, and what should have been there. */
export type ContentProblem = {
  readonly code: 'decisions.ruleset_unreadable';
  readonly path: string;
  readonly expected: string;
};

/** Runs a reader that says by {@link fail} what is wrong. */
export function reading<Value>(read: () => Value): Result<Value, ContentProblem> {
  try {
    return accept(read());
  } catch (error) {
    if (error instanceof Unreadable) {
      return refuse({
        code: 'decisions.ruleset_unreadable',
        path: error.path,
        expected: error.expected,
      });
    }
    if (!(error instanceof ModelShapeError)) throw error;
    const expected = error.message.slice(error.path.length + ': expected '.length);
    return refuse({ code: 'decisions.ruleset_unreadable', path: error.path, expected });
  }
}

class Unreadable extends Error {
  readonly path: string;
  readonly expected: string;

  constructor(path: string, expected: string) {
    super(`${path}: expected ${expected}`);
    this.path = path;
    this.expected = expected;
  }
}

export function fail(path: string, expected: string): never {
  throw new Unreadable(path, expected);
}

export type Fields = { readonly [name: string]: Json };

export function textOf(json: Json | undefined, path: string, max = 500): string {
  if (typeof json !== 'string' || json.trim() === '' || json.length > max) {
    fail(path, `a text of at most ${max} characters`);
  }
  return json;
}

export function listOf(json: Json | undefined, path: string, max: number): readonly Json[] {
  if (!Array.isArray(json) || json.length > max) fail(path, `a list of at most ${max}`);
  return json as readonly Json[];
}

export function objectOf(json: Json | undefined, path: string): Fields {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) fail(path, 'an object');
  return json as Fields;
}

export function fieldsOf(json: Json | undefined, path: string, names: readonly string[]): Fields {
  const fields = objectOf(json, path);
  for (const name of Object.keys(fields)) {
    if (!names.includes(name)) fail(`${path}.${name.slice(0, 64)}`, 'no such member');
  }
  for (const name of names) {
    if (!Object.hasOwn(fields, name)) fail(`${path}.${name}`, 'a member');
  }
  return fields;
}
