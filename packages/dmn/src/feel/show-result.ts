import { compileExpression } from '../expression.ts';
import { parseDateTime } from '../time/parse-time.ts';
import { showLiteral } from '../value/show.ts';
import type { Value } from '../value/value.ts';

/** Evaluates a text and writes the result as a literal: what tests and the command line show. */
export function showResult(text: string, variables: Readonly<Record<string, Value>> = {}): string {
  const expression = compileExpression(text, Object.keys(variables));
  const [problem] = expression.problems.filter(({ code }) => code === 'syntax');
  if (problem !== undefined) return `syntax error: ${problem.detail}`;
  const now = parseDateTime('2026-07-01T12:00:00Z');
  const result = expression.evaluate(Object.values(variables), now === null ? {} : { now });
  return result.ok ? showLiteral(result.value) : `limit: ${result.error.code}`;
}
