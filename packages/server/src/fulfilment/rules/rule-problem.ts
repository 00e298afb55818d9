import type { Finding } from '@aval/dmn';
import { assertNever } from '../../kernel/assert.ts';
import type { RuleLanguage } from '../example-rules.ts';
import type { RuleCaseOutcome } from './run-rule-cases.ts';

/** Why a version of business rules cannot be published, or what is worth knowing of it. */
export type RuleProblem =
  | { readonly code: 'rules.too_large'; readonly detail: string }
  | { readonly code: 'rules.model_problem'; readonly where: string; readonly detail: string }
  | { readonly code: 'rules.input_unknown'; readonly input: string }
  | { readonly code: 'rules.input_ill_typed'; readonly input: string; readonly expected: string }
  | { readonly code: 'rules.name_taken'; readonly input: string }
  | { readonly code: 'rules.no_table' }
  | { readonly code: 'rules.not_a_rule_table'; readonly table: string }
  | ({ readonly code: 'rules.output_not_literal' } & RuleRow)
  | ({ readonly code: 'rules.code_not_allowed'; readonly given: number } & RuleRow)
  | ({ readonly code: 'rules.message_unknown'; readonly message: string } & RuleRow)
  | ({ readonly code: 'rules.not_for_customers'; readonly message: string } & RuleRow)
  | (OfMessage & { readonly code: 'rules.text_missing'; readonly language: RuleLanguage })
  | (OfMessage & { readonly code: 'rules.text_name_unknown'; readonly name: string })
  | (OfMessage & { readonly code: 'rules.figure_in_text'; readonly figure: string })
  | (OfMessage & { readonly code: 'rules.message_unused' })
  | RuleTableFinding
  | { readonly code: 'rules.cases_missing' }
  | ({ readonly code: 'rules.rule_without_case' } & RuleRow)
  | { readonly code: 'rules.case_failed'; readonly outcome: RuleCaseOutcome };

type RuleRow = { readonly table: string; readonly rule: number };
type OfMessage = { readonly message: string };

/** A finding of the verifier, with values that show it. */
export type RuleTableFinding = {
  readonly code: 'rules.table_unclean';
  readonly finding: Finding['code'];
  readonly table: string;
  readonly rules: readonly number[];
  readonly example: readonly { readonly input: string; readonly value: string }[];
  readonly detail: string;
};

/** A problem in words. */
export function describeRuleProblem(problem: RuleProblem): string {
  switch (problem.code) {
    case 'rules.too_large':
      return `The set is too large: ${problem.detail}.`;
    case 'rules.model_problem':
      return `${problem.where}: ${problem.detail}.`;
    case 'rules.input_unknown':
      return `There is no input ${problem.input}, and no extra input of this name.`;
    case 'rules.input_ill_typed':
      return `The input ${problem.input} must be declared as ${problem.expected}.`;
    case 'rules.name_taken':
      return `The extra input ${problem.input} has the name of another input.`;
    case 'rules.no_table':
      return 'The set has no table.';
    case 'rules.not_a_rule_table':
      return `${problem.table} is neither a formula nor a collect table with the outputs code and message.`;
    case 'rules.output_not_literal':
      return `${row(problem)} must have a whole number as code and a text in quotes as message.`;
    case 'rules.code_not_allowed':
      return (
        `${row(problem)} has the code ${problem.given}. Rules have codes from -89998 to -81000 for ` +
        'customers, from -79999 to -10000 for the back office, or one of the ready rules.'
      );
    case 'rules.message_unknown':
      return `${row(problem)} names the message ${problem.message}, which is not there.`;
    case 'rules.not_for_customers':
      return `${row(problem)} has a code for customers, and ${problem.message} is not written for them.`;
    case 'rules.text_missing':
      return `The message ${problem.message} has no text in ${problem.language}.`;
    case 'rules.text_name_unknown':
      return `A text of ${problem.message} names {${problem.name}}, which is no input that a text can show.`;
    case 'rules.figure_in_text':
      return `A text of ${problem.message} is for customers and shows a figure: ${problem.figure}.`;
    case 'rules.message_unused':
      return `No rule uses the message ${problem.message}.`;
    case 'rules.table_unclean':
      return describeFinding(problem);
    case 'rules.cases_missing':
      return 'The set has no cases to prove it with.';
    case 'rules.rule_without_case':
      return `No case breaks ${row(problem)}.`;
    case 'rules.case_failed': {
      const { name, expected, actual } = problem.outcome;
      return `The case "${name}" expects ${expected} and comes to ${actual}.`;
    }
    default:
      return assertNever(problem);
  }
}

function row({ table, rule }: RuleRow): string {
  return `rule ${rule} of ${table}`;
}

function describeFinding({ table, detail, example }: RuleTableFinding): string {
  const shown = example.map(({ input, value }) => `${input} ${value}`).join(', ');
  return shown === '' ? `${table}: ${detail}.` : `${table}: ${detail}, for example ${shown}.`;
}
