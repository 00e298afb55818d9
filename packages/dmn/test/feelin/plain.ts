import { evaluate, SyntaxError as FeelinSyntaxError } from 'feelin';
import { compileExpression, decimal, formatDecimal, type Value } from '../../src/index.ts';
import type { Case } from './expressions.ts';

/** A result as plain data: what both engines can say. */
export type Plain =
  | null
  | boolean
  | string
  | number
  | readonly Plain[]
  | { readonly [name: string]: Plain };

/** `refused` where the text cannot be read. */
export function ourAnswer({ text, variables }: Case): Plain {
  const expression = compileExpression(text, Object.keys(variables));
  if (expression.problems.length > 0) return 'refused';
  const answer = expression.evaluate(Object.values(variables).map(valueFrom));
  return answer.ok ? plainFrom(answer.value) : 'refused';
}

/** `refused` where the text cannot be read. */
export function theirAnswer({ text, variables }: Case): Plain {
  try {
    return plainFromTheirs(evaluate(text, { ...variables }).value);
  } catch (error) {
    if (error instanceof FeelinSyntaxError) return 'refused';
    throw error;
  }
}

/** Equal but for the last digits of a double. */
export function agree(left: Plain, right: Plain): boolean {
  if (typeof left === 'number' && typeof right === 'number') {
    return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left), Math.abs(right));
  }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return left === right;
  }
  const [own, other] = [Object.entries(left), Object.entries(right)];
  if (Array.isArray(left) !== Array.isArray(right) || own.length !== other.length) return false;
  return own.every(([key, value]) => {
    const theirs = (right as { readonly [name: string]: Plain })[key];
    return theirs !== undefined && agree(value, theirs);
  });
}

export function valueFrom(plain: Plain): Value {
  if (typeof plain === 'number') return decimal(String(plain));
  if (typeof plain !== 'object' || plain === null) return plain;
  if (Array.isArray(plain)) return (plain as readonly Plain[]).map(valueFrom);
  const entries = Object.entries(plain).map(([name, item]) => [name, valueFrom(item)] as const);
  return { kind: 'context', entries: new Map(entries) };
}

export function plainFrom(value: Value): Plain {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Value[]).map(plainFrom);
  const one = value as Exclude<Value, null | string | boolean | readonly Value[]>;
  if (one.kind === 'number') return Number(formatDecimal(one));
  if (one.kind === 'context') {
    return Object.fromEntries([...one.entries].map(([name, item]) => [name, plainFrom(item)]));
  }
  throw new Error(`no plain form of a ${one.kind}`);
}

function plainFromTheirs(value: unknown): Plain {
  if (value === undefined) throw new Error('no answer');
  if (value === null) return null;
  if (Array.isArray(value)) return value.map(plainFromTheirs);
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, plainFromTheirs(item)]),
    );
  }
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
    return value;
  }
  throw new Error(`no plain form of a ${typeof value}`);
}
