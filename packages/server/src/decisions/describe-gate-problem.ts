import { assertNever } from '../kernel/assert.ts';
import type { GateProblem, TableFinding } from './gate.ts';

/** A problem of the gate in words, with values that show it. */
export function describeGateProblem(problem: GateProblem): string {
  switch (problem.code) {
    case 'ruleset.too_large':
      return `The ruleset is too large: ${problem.detail}.`;
    case 'ruleset.model_problem':
      return `${problem.where}: ${problem.detail}.`;
    case 'ruleset.input_unknown':
      return `There is no fact ${problem.input}, and no extra field of this name.`;
    case 'ruleset.input_ill_typed':
      return `The input ${problem.input} must be declared as ${problem.expected}.`;
    case 'ruleset.no_match_undeclared':
      return `The table ${problem.table} does not say what comes out when no rule matches.`;
    case 'ruleset.output_unfit':
      return `${problem.table}: ${problem.detail}.`;
    case 'ruleset.text_missing':
      return `The reason ${problem.reason} has no text.`;
    case 'ruleset.text_name_unknown':
      return `The text of ${problem.reason} names {${problem.name}}, which is no fact.`;
    case 'ruleset.table_unclean':
      return describeFinding(problem);
    case 'ruleset.cases_missing':
      return 'The ruleset has no cases to prove it with.';
    case 'ruleset.case_failed': {
      const { name, differences } = problem.outcome;
      const [first] = differences;
      if (first === undefined) return `The case "${name}" passed a limit.`;
      const { what, expected, actual } = first;
      return `The case "${name}" expects ${what} ${expected} and comes to ${actual}.`;
    }
    default:
      return assertNever(problem);
  }
}

function describeFinding({ table, detail, example }: TableFinding): string {
  const shown = example.map(({ input, value }) => `${input} ${value}`).join(', ');
  return shown === '' ? `${table}: ${detail}.` : `${table}: ${detail}, for example ${shown}.`;
}
