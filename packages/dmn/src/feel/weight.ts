import { spend } from '../evaluation.ts';
import type { Expr } from './ast.ts';
import type { Code } from './scope.ts';

/** What one run of an expression costs in steps, loops and calls inside it apart: they pay themselves. */
export function weightOf(expr: Expr): number {
  return 1 + (countNodes(expr) >> 1);
}

/** Makes an expression pay for itself each time it runs. A handful of nodes is free. */
export function charged(code: Code, expr: Expr): Code {
  const weight = weightOf(expr);
  if (weight <= freeWeight) return code;
  return (frame) => {
    spend(weight);
    return code(frame);
  };
}

const freeWeight = 4;

function countNodes(expr: Expr): number {
  let count = 0;
  // An own stack, as chains of operators are deep trees.
  const stack: unknown[] = [expr];
  for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
    if (typeof part !== 'object' || part === null || 'kind' in part) continue;
    if ('type' in part) count += 1;
    for (const inner of Object.values(part)) stack.push(inner);
  }
  return count;
}
