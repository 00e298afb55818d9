import { type Finding, type RulesetRefusal, showLiteral, verifyModel } from '@aval/dmn';
import type { RuleLanguage } from '../example-rules.ts';
import type { BusinessRuleCase, BusinessRuleContent } from './business-rules.ts';
import { messageNotes, messageProblems } from './check-messages.ts';
import { prepareRules, type RuleSays, tablesOf } from './prepare-rules.ts';
import { audienceOfRuleCode } from './rule-codes.ts';
import { feelTypeOf, isRuleInput, ruleInputs } from './rule-inputs.ts';
import type { RuleProblem, RuleTableFinding } from './rule-problem.ts';
import { type RuleCaseOutcome, runRuleCases } from './run-rule-cases.ts';

export type RuleReport = {
  /** Empty: the version may be published. */
  readonly problems: readonly RuleProblem[];
  readonly notes: readonly RuleProblem[];
};

/**
 * The publish gate: tables that can be answered and are clean, codes that providers may give, a text
 * for every message in the default language, for customers only what is fit for them, and cases
 * that come out as they should.
 */
export function checkRules(
  content: BusinessRuleContent,
  cases: readonly BusinessRuleCase[],
  byDefault: RuleLanguage,
): RuleReport {
  const size = sizeProblem(content);
  if (size !== null) return { problems: [size], notes: [] };
  const findings = findingsOf(content);
  const { refusals, says } = prepareRules(content);
  const isOfTables = ({ code }: Finding) => code !== 'model_problem';
  const problems: readonly RuleProblem[] = [
    ...refusals.map(refusalProblem),
    ...inputProblems(content),
    ...tableProblems(content),
    ...says.flatMap((one) => rowProblems(content, one)),
    ...messageProblems(content, byDefault),
    // A mistake in the model is named once, by the compiler.
    ...findings.filter((one) => one.isBlocking && isOfTables(one)).map(plain),
  ];
  const notes = [
    ...findings.filter(({ isBlocking }) => !isBlocking).map(plain),
    ...messageNotes(content, says),
  ];
  if (problems.length > 0) return { problems, notes };
  if (cases.length === 0) return { problems: [{ code: 'rules.cases_missing' }], notes };
  const outcomes = runRuleCases(content, cases);
  const failed = outcomes.filter(({ passed }) => !passed);
  return {
    problems: failed.map((outcome) => ({ code: 'rules.case_failed' as const, outcome })),
    notes: [...notes, ...unproved(says, outcomes)],
  };
}

// A content never changes, and neither does what the verifier says of it.
const kept = new WeakMap<BusinessRuleContent, readonly Finding[]>();

function findingsOf(content: BusinessRuleContent): readonly Finding[] {
  const known = kept.get(content);
  if (known !== undefined) return known;
  const made = verifyModel(content.model);
  kept.set(content, made);
  return made;
}

/** Far more than a provider says of one operation; the verifier needs some hundred milliseconds. */
const decisionsMax = 40;
const rulesMax = 100;
const cellsMax = 600;

function sizeProblem({ model }: BusinessRuleContent): RuleProblem | null {
  const code = 'rules.too_large';
  if (model.imports.length > 0) return { code, detail: 'it imports another model' };
  const nodes = model.decisions.length + model.functions.length + model.services.length;
  if (nodes > decisionsMax) return { code, detail: `more than ${decisionsMax} decisions` };
  const tables = tablesOf(model).map(({ table }) => table);
  const rules = tables.reduce((sum, table) => sum + table.rules.length, 0);
  if (rules > rulesMax) return { code, detail: `more than ${rulesMax} rules` };
  const cells = tables.reduce((sum, table) => sum + table.rules.length * table.inputs.length, 0);
  return cells > cellsMax ? { code, detail: `tables of more than ${cellsMax} cells` } : null;
}

function refusalProblem(refusal: RulesetRefusal): RuleProblem {
  switch (refusal.code) {
    case 'dmn.model_problem': {
      const { code, where, detail } = refusal.problem;
      return { code: 'rules.model_problem', where, detail: `${code}: ${detail}` };
    }
    case 'dmn.no_match_undeclared':
      return { code: 'rules.not_a_rule_table', table: refusal.table };
    case 'dmn.input_untyped':
      return { code: 'rules.input_ill_typed', input: refusal.input, expected: 'a type' };
    case 'dmn.decision_unknown':
      return { code: 'rules.model_problem', where: refusal.decision, detail: 'no such decision' };
    default:
      return { code: 'rules.model_problem', where: refusal.name, detail: 'the name is taken' };
  }
}

function inputProblems({ model, extraInputs }: BusinessRuleContent): readonly RuleProblem[] {
  const taken = extraInputs.filter(
    ({ name }, index) =>
      isRuleInput(name) || extraInputs.findIndex((other) => other.name === name) < index,
  );
  return [
    ...taken.map(({ name }) => ({ code: 'rules.name_taken' as const, input: name })),
    ...model.inputs.flatMap(({ name, typeRef }): readonly RuleProblem[] => {
      const expected = isRuleInput(name)
        ? feelTypeOf(ruleInputs[name].kind)
        : extraInputs.find((extra) => extra.name === name)?.type;
      if (expected === undefined) return [{ code: 'rules.input_unknown', input: name }];
      if (typeRef !== expected) return [{ code: 'rules.input_ill_typed', input: name, expected }];
      if (expected !== 'texts' || declaresTexts(model)) return [];
      const type = 'texts, which the model declares as a collection of string';
      return [{ code: 'rules.input_ill_typed', input: name, expected: type }];
    }),
  ];
}

function declaresTexts({ types }: BusinessRuleContent['model']): boolean {
  return types.some(
    ({ name, typeRef, isCollection }) => name === 'texts' && typeRef === 'string' && isCollection,
  );
}

/** A set is made of collect tables and of formulas: nothing in it can have a gap or a conflict. */
function tableProblems({ model }: BusinessRuleContent): readonly RuleProblem[] {
  const tables = tablesOf(model);
  if (tables.length === 0) return [{ code: 'rules.no_table' }];
  const code = 'rules.not_a_rule_table';
  const others = model.decisions
    .filter(({ expression }) => expression?.type !== 'table' && expression?.type !== 'literal')
    .map(({ name }) => ({ code, table: name }) as const);
  const wrong = tables
    .filter(({ table: { hitPolicy, outputs } }) => {
      const names = outputs.map(({ name }) => name).join(' ');
      return hitPolicy !== 'C' || (names !== 'code message' && names !== 'message code');
    })
    .map(({ name }) => ({ code, table: name }) as const);
  return [...others, ...wrong];
}

function rowProblems({ messages }: BusinessRuleContent, says: RuleSays): readonly RuleProblem[] {
  const { table, rule, code, message } = says;
  if (code === null || message === null) {
    return [{ code: 'rules.output_not_literal', table, rule }];
  }
  const problems: RuleProblem[] = [];
  const audience = audienceOfRuleCode(code);
  if (audience === null) {
    problems.push({ code: 'rules.code_not_allowed', table, rule, given: code });
  }
  const said = Object.hasOwn(messages, message) ? messages[message] : undefined;
  if (said === undefined) problems.push({ code: 'rules.message_unknown', table, rule, message });
  else if (audience === 'end_user' && said.audience !== 'end_user') {
    problems.push({ code: 'rules.not_for_customers', table, rule, message });
  }
  return problems;
}

/** Rules that no case shows to be broken: nothing proves that they ever are. */
function unproved(
  says: readonly RuleSays[],
  outcomes: readonly RuleCaseOutcome[],
): readonly RuleProblem[] {
  const shown = outcomes.flatMap(({ broken }) => broken ?? []);
  return says
    .filter(
      ({ code, message }) => !shown.some((hit) => hit.code === code && hit.message === message),
    )
    .map(({ table, rule }) => ({ code: 'rules.rule_without_case' as const, table, rule }));
}

function plain(finding: Finding): RuleTableFinding {
  const { code, table, rules, example, detail } = finding;
  return {
    code: 'rules.table_unclean',
    finding: code,
    table,
    rules,
    example: example.map(({ input, value }) => ({ input, value: showLiteral(value) })),
    detail,
  };
}
