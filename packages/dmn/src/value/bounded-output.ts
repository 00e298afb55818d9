import { LimitError, spend } from '../evaluation.ts';
import { isList, type Value } from './value.ts';

/** How deep lists and contexts in a result may nest. */
export const outputDepthMax = 100;

/**
 * Hands a result on, if whoever receives it can walk through it: lists that hold one list twice,
 * and so on, are small to make and endless to write out. Every part is paid for in steps.
 */
export function boundedOutput(value: Value): Value {
  if (typeof value === 'object' && value !== null) walk(value, 0);
  return value;
}

function walk(value: Value, depth: number): void {
  if (depth > outputDepthMax) throw new LimitError('output');
  spend(1);
  if (value === null || typeof value !== 'object') return;
  if (isList(value)) {
    for (const item of value) walk(item, depth + 1);
  } else if (value.kind === 'context') {
    for (const item of value.entries.values()) walk(item, depth + 1);
  } else if (value.kind === 'range') {
    walk(value.start, depth + 1);
    walk(value.end, depth + 1);
  }
}
