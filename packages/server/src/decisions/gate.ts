import { type Finding, type Model, type RulesetRefusal, showLiteral, verifyModel } from '@aval/dmn';
import { placeholdersOf, textParameters } from './explain-reasons.ts';
import { type FactName, factKinds, feelTypeOf } from './facts.ts';
import { decisionNames, prepareContent, type RuleSays, tableOf } from './prepare-content.ts';
import type { RulesetCase, RulesetContent } from './ruleset.ts';
import { type CaseOutcome, runCases } from './run-cases.ts';

/** Why a version cannot be published, or what is worth knowing of it. */
export type GateProblem =
  | { readonly code: 'ruleset.too_large'; readonly detail: string }
  | { readonly code: 'ruleset.model_problem'; readonly where: string; readonly detail: string }
  | { readonly code: 'ruleset.input_unknown'; readonly input: string }
  | {
      readonly code: 'ruleset.input_ill_typed';
      readonly input: string;
      readonly expected: string;
    }
  | { readonly code: 'ruleset.no_match_undeclared'; readonly table: string }
  | { readonly code: 'ruleset.output_unfit'; readonly table: string; readonly detail: string }
  | { readonly code: 'ruleset.text_missing'; readonly reason: string }
  | { readonly code: 'ruleset.text_name_unknown'; readonly reason: string; readonly name: string }
  | TableFinding
  | { readonly code: 'ruleset.cases_missing' }
  | { readonly code: 'ruleset.case_failed'; readonly outcome: CaseOutcome };

/** A finding of the verifier, with values that show it. */
export type TableFinding = {
  readonly code: 'ruleset.table_unclean';
  readonly finding: Finding['code'];
  readonly table: string;
  readonly rules: readonly number[];
  readonly column: number | null;
  readonly example: readonly { readonly input: string; readonly value: string }[];
  readonly region: readonly string[];
  readonly detail: string;
};

export type GateReport = {
  /** Empty: the version may be published. */
  readonly problems: readonly GateProblem[];
  readonly notes: readonly TableFinding[];
};

/** Of one table, and of one model: the verifier runs in the thread that answers everybody. */
const rulesMax = 200;
const cellsMax = 2_000;
const decisionsMax = 60;

// A content never changes, and neither does what the verifier says of it.
const reports = new WeakMap<RulesetContent, GateReport>();

/** Whether the tables of a content are fit to decide, without its cases. */
export function verifyContent(content: RulesetContent): GateReport {
  const known = reports.get(content);
  if (known !== undefined) return known;
  const made = verifyAnew(content);
  reports.set(content, made);
  return made;
}

function verifyAnew(content: RulesetContent): GateReport {
  const size = sizeProblem(content);
  if (size !== null) return { problems: [size], notes: [] };
  const findings = verifyModel(withoutDefaults(content.model), {
    meantForNoMatch: content.meantForNoMatch,
  });
  const { refusals, says } = prepareContent(content);
  const problems: GateProblem[] = [
    ...refusals.map(refusalProblem),
    ...inputProblems(content),
    ...outputProblems(content, says),
    ...textProblems(content, says),
    // A mistake in the model is named once, by the compiler.
    ...findings.filter(({ code, isBlocking }) => isBlocking && code !== 'model_problem').map(plain),
  ];
  return { problems, notes: findings.filter(({ isBlocking }) => !isBlocking).map(plain) };
}

/** The publish gate: syntax, types, clean tables by their hit policy, texts, and cases that pass. */
export function checkPublishable(
  content: RulesetContent,
  cases: readonly RulesetCase[],
): GateReport {
  const { problems, notes } = verifyContent(content);
  if (problems.length > 0) return { problems, notes };
  if (cases.length === 0) return { problems: [{ code: 'ruleset.cases_missing' }], notes };
  const failed = runCases(content, cases).filter(({ passed }) => !passed);
  return {
    problems: failed.map((outcome) => ({ code: 'ruleset.case_failed' as const, outcome })),
    notes,
  };
}

function sizeProblem({ model }: RulesetContent): GateProblem | null {
  const code = 'ruleset.too_large';
  if (model.imports.length > 0) return { code, detail: 'a ruleset imports no other model' };
  const nodes = model.decisions.length + model.functions.length + model.services.length;
  if (nodes > decisionsMax) return { code, detail: `more than ${decisionsMax} decisions` };
  let cells = 0;
  for (const { rules, inputs } of model.decisions.map(
    ({ name }) => tableOf(model, name) ?? empty,
  )) {
    if (rules.length > rulesMax) return { code, detail: `a table of more than ${rulesMax} rules` };
    cells += rules.length * inputs.length;
  }
  return cells > cellsMax ? { code, detail: `tables of more than ${cellsMax} cells` } : null;
}

const empty = { rules: [], inputs: [] } as const;

function refusalProblem(refusal: RulesetRefusal): GateProblem {
  switch (refusal.code) {
    case 'dmn.model_problem': {
      const { code, where, detail } = refusal.problem;
      return { code: 'ruleset.model_problem', where, detail: `${code}: ${detail}` };
    }
    case 'dmn.no_match_undeclared':
      return { code: 'ruleset.no_match_undeclared', table: refusal.table };
    case 'dmn.input_untyped':
      return { code: 'ruleset.input_ill_typed', input: refusal.input, expected: 'a type' };
    case 'dmn.decision_unknown':
      return { code: 'ruleset.model_problem', where: refusal.decision, detail: 'no such decision' };
    default:
      return { code: 'ruleset.model_problem', where: refusal.name, detail: 'the name is taken' };
  }
}

function inputProblems({ model, extraFields }: RulesetContent): readonly GateProblem[] {
  return model.inputs.flatMap(({ name, typeRef }): readonly GateProblem[] => {
    const expected = Object.hasOwn(factKinds, name)
      ? feelTypeOf(factKinds[name as FactName])
      : extraFields.find((field) => field.name === name)?.type;
    if (expected === undefined) return [{ code: 'ruleset.input_unknown', input: name }];
    return typeRef === expected ? [] : [{ code: 'ruleset.input_ill_typed', input: name, expected }];
  });
}

type Says = ReadonlyMap<string, readonly RuleSays[]>;

const outcomes: Readonly<Record<string, readonly string[]>> = {
  [decisionNames.verdict]: ['approved', 'review', 'rejected'],
  [decisionNames.riskClass]: ['A', 'B', 'C', 'D', 'E'],
};

/** What the tables answer must be what a judgement can say, whichever rule matches. */
function outputProblems({ model }: RulesetContent, says: Says): readonly GateProblem[] {
  const problems: GateProblem[] = [];
  for (const [table, allowed] of Object.entries(outcomes)) {
    const unfit = (detail: string) =>
      problems.push({ code: 'ruleset.output_unfit', table, detail });
    if (!model.decisions.some(({ name }) => name === table)) {
      if (table === decisionNames.verdict) unfit('there is no such decision');
      continue;
    }
    const found = tableOf(model, table);
    if (found === null || !['U', 'A', 'P', 'F'].includes(found.hitPolicy)) {
      unfit('it is no table with one answer');
      continue;
    }
    (says.get(table) ?? []).forEach(({ outcome, reason }, index) => {
      const isDefault = index === found.rules.length;
      if (isDefault && found.outputs.every(({ fallback }) => fallback === null)) return;
      const which = isDefault ? 'the default' : `rule ${index + 1}`;
      if (!allowed.includes(outcome)) {
        unfit(`${which} gives none of ${allowed.map((one) => `"${one}"`).join(', ')}`);
      }
      if (reason === '') unfit(`${which} names no reason`);
    });
  }
  return problems;
}

function textProblems({ texts, extraFields }: RulesetContent, says: Says): readonly GateProblem[] {
  const reasons = new Set([...says.values()].flat().map(({ reason }) => reason));
  reasons.delete('');
  const missing = [...reasons].filter((reason) => !Object.hasOwn(texts, reason));
  const known = [...textParameters, ...extraFields.map(({ name }) => name)];
  return [
    ...missing.map((reason) => ({ code: 'ruleset.text_missing' as const, reason })),
    ...Object.entries(texts).flatMap(([reason, text]) =>
      placeholdersOf(text)
        .filter((name) => !known.includes(name))
        .map((name) => ({ code: 'ruleset.text_name_unknown' as const, reason, name })),
    ),
  ];
}

/** A default must not hide a gap that nobody meant: the verifier sees tables without them. */
function withoutDefaults(model: Model): Model {
  return {
    ...model,
    decisions: model.decisions.map((decision) => {
      const { expression } = decision;
      if (expression?.type !== 'table') return decision;
      const outputs = expression.outputs.map((output) => ({ ...output, fallback: null }));
      return { ...decision, expression: { ...expression, outputs } };
    }),
  };
}

function plain(finding: Finding): TableFinding {
  const { code, table, rules, column, example, region, detail } = finding;
  return {
    code: 'ruleset.table_unclean',
    finding: code,
    table,
    rules,
    column,
    example: example.map(({ input, value }) => ({ input, value: showLiteral(value) })),
    region,
    detail,
  };
}
