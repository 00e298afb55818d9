import { currentTables, type RuleTrace, recordViolation, spend } from '../evaluation.ts';
import type { Code, Frame, Scope } from '../feel/scope.ts';
import type { HitPolicy, TableBoxed } from '../model/model.ts';
import type { TextCompiler } from '../model/text-compiler.ts';
import { fitterFor, type Type } from '../types/type.ts';
import { boundedOutput } from '../value/bounded-output.ts';
import type { Value } from '../value/value.ts';
import type { Cell } from './cell.ts';
import { applyHitPolicy, type Hit, isSingleHit, rankOf } from './hit-policy.ts';
import { createRuleIndex, noRule, notIndexed, type RuleIndex } from './rule-index.ts';

/** Compiles a decision table. `onNoMatch` stands in for the result when no rule matches. */
export function compileTable(
  table: TableBoxed,
  scope: Scope | null,
  { compiler, where, onNoMatch }: TableSurroundings,
): Code {
  const plan = makePlan(table, scope, { compiler, where, onNoMatch });
  const cost = 1 + ((plan.rules.length * plan.inputs.length) >> 3);
  let index: RuleIndex | null = null;
  let uses = 0;
  return (frame) => {
    spend(cost);
    const tables = currentTables();
    if (tables === null) {
      uses += 1;
      if (uses === usesBeforeIndex) index = indexOf(plan);
      const found = index === null ? undefined : resultByIndex(plan, index, frame);
      if (found !== undefined) return found;
    }
    const inputs = readInputs(plan, frame);
    const rules: RuleTrace[] = [];
    const hits = findHits(plan, inputs, { frame, trace: tables === null ? null : rules });
    if (tables !== null) {
      tables.push({
        table: where,
        inputs: plan.labels.map((label, column) => ({
          label,
          value: boundedOutput(inputs[column] ?? null),
        })),
        rules,
      });
    }
    if (hits.length === 0) return plan.noMatch(frame);
    return applyHitPolicy(plan.hitPolicy, hits, where);
  };
}

/** A table that is asked this often is worth an index; one that is tried once is not. */
const usesBeforeIndex = 20;

export type TableSurroundings = {
  readonly compiler: TextCompiler;
  readonly where: string;
  readonly onNoMatch: Value | undefined;
};

type Plan = {
  readonly hitPolicy: HitPolicy;
  readonly labels: readonly string[];
  readonly inputs: readonly Code[];
  /** Columns that rules ask about, and none of them about null. */
  readonly needsValue: readonly boolean[];
  readonly rules: readonly PlannedRule[];
  /** The results of rules that always have the same one: a single output of the right type. */
  readonly constants: readonly (Value | undefined)[];
  readonly outputNames: readonly string[] | null;
  /** Fit an output to its type; `undefined` when it does not fit. */
  readonly fitters: readonly Fitter[];
  readonly orders: readonly (readonly Value[] | null)[] | null;
  readonly noMatch: Code;
  readonly where: string;
};

type Fitter = (value: Value) => Value | undefined;

type PlannedRule = {
  readonly number: number;
  /** The cells that test anything, and their columns. */
  readonly cells: readonly Cell[];
  readonly columns: readonly number[];
  readonly texts: readonly string[];
  readonly outputs: readonly Code[];
};

function makePlan(
  table: TableBoxed,
  scope: Scope | null,
  { compiler, where, onNoMatch }: TableSurroundings,
): Plan {
  const isRanked = table.hitPolicy === 'P' || table.hitPolicy === 'O';
  const single = table.outputs.length === 1 && table.outputs[0]?.name === null;
  const names = single
    ? null
    : table.outputs.map((output, index) => output.name ?? `output ${index + 1}`);
  const fallbacks = table.outputs.map((output) =>
    output.fallback === null
      ? null
      : compiler.expression(output.fallback, scope, `${where}, default`),
  );
  const types = table.outputs.map((output) => compiler.type(output.typeRef, where));
  const fitters = types.map(fitterFor);
  const rules = rulesOf(table, scope, { compiler, where });
  return {
    hitPolicy: table.hitPolicy,
    labels: table.inputs.map((input) => input.label ?? input.text),
    inputs: table.inputs.map((input, column) =>
      compiler.expression(input.text, scope, `${where}, input ${column + 1}`),
    ),
    needsValue: table.inputs.map(
      (_, column) =>
        table.rules.some((rule) => !isDash(rule.tests[column] ?? '')) &&
        !table.rules.some((rule) => rule.tests[column]?.includes('null') ?? false),
    ),
    rules,
    constants: rules.map(({ outputs }) =>
      names === null ? constantOf(outputs[0], types[0] ?? null) : undefined,
    ),
    outputNames: names,
    fitters,
    orders: isRanked
      ? table.outputs.map((output, column) =>
          compiler.values(output.values ?? allowed(types[column]), where),
        )
      : null,
    noMatch: noMatchCode(fallbacks, { names, onNoMatch, hitPolicy: table.hitPolicy }),
    where,
  };
}

function rulesOf(
  table: TableBoxed,
  scope: Scope | null,
  { compiler, where }: Pick<TableSurroundings, 'compiler' | 'where'>,
): readonly PlannedRule[] {
  return table.rules.map((rule, index) => {
    const at = `${where}, rule ${index + 1}`;
    const columns = rule.tests.flatMap((text, column) => (isDash(text) ? [] : [column]));
    return {
      number: index + 1,
      texts: rule.tests,
      columns,
      cells: columns.map((column) =>
        compiler.cell(rule.tests[column] ?? '', scope, `${at}, input ${column + 1}`),
      ),
      outputs: rule.outputs.map((text, column) =>
        compiler.expression(text, scope, `${at}, output ${column + 1}`),
      ),
    };
  });
}

/**
 * Null and what does not fit are worked out each time, as they are told of each time. Types of the
 * model's own may have allowed values, which nothing but a decision pays for.
 */
function constantOf(code: Code | undefined, type: Type | null): Value | undefined {
  const constant = code?.constant ?? null;
  if (constant === null || (type !== null && type.kind !== 'basic')) return undefined;
  return fitterFor(type)(constant);
}

/** Without its own list, an output is ranked by the allowed values of its type. */
function allowed(type: Type | null | undefined): string | null {
  return type?.kind === 'named' ? type.allowedText : null;
}

type NoMatch = {
  readonly names: readonly string[] | null;
  readonly onNoMatch: Value | undefined;
  readonly hitPolicy: HitPolicy;
};

/** The default outputs come first, as they are part of the table. */
function noMatchCode(fallbacks: readonly (Code | null)[], options: NoMatch): Code {
  const { names, onNoMatch, hitPolicy } = options;
  if (fallbacks.some((code) => code !== null)) {
    return (frame) => {
      const values = fallbacks.map((code) => code?.(frame) ?? null);
      return resultOf(values, names);
    };
  }
  if (onNoMatch !== undefined) return () => onNoMatch;
  if (hitPolicy === 'C#') return () => ({ kind: 'number', coefficient: 0, exponent: 0 });
  const isList = hitPolicy === 'R' || hitPolicy === 'O' || hitPolicy === 'C';
  return () => (isList ? [] : null);
}

function resultOf(values: readonly Value[], names: readonly string[] | null): Value {
  if (names === null) return values[0] ?? null;
  const entries = new Map<string, Value>();
  names.forEach((name, column) => {
    entries.set(name, values[column] ?? null);
  });
  return { kind: 'context', entries };
}

function findHits(
  plan: Plan,
  inputs: readonly Value[],
  { frame, trace }: { readonly frame: Frame; readonly trace: RuleTrace[] | null },
): readonly Hit[] {
  const hits: Hit[] = [];
  const stopsAtFirst = plan.hitPolicy === 'F';
  for (const rule of plan.rules) {
    if (stopsAtFirst && hits.length > 0) {
      if (trace === null) break;
      trace.push({ rule: rule.number, outcome: 'not_reached' });
      continue;
    }
    const failed = failingColumn(rule, inputs, frame);
    if (failed < 0) hits.push(hitOf(plan, rule, frame));
    trace?.push(
      failed < 0
        ? { rule: rule.number, outcome: 'matched' }
        : {
            rule: rule.number,
            outcome: 'failed',
            column: failed + 1,
            actual: inputs[failed] ?? null,
            expected: rule.texts[failed] ?? '',
          },
    );
  }
  return hits;
}

/** A column that no rule asks about null has met a value that it was not made for. */
function readInputs(plan: Plan, frame: Frame): readonly Value[] {
  const values: Value[] = [];
  for (let column = 0; column < plan.inputs.length; column += 1) {
    const value = plan.inputs[column]?.(frame) ?? null;
    if (value === null && plan.needsValue[column] === true) {
      recordViolation({ code: 'input_without_value', table: plan.where, rules: [column + 1] });
    }
    values.push(value);
  }
  return values;
}

/** The index of the first column that says no, or -1. */
function failingColumn(rule: PlannedRule, inputs: readonly Value[], frame: Frame): number {
  const { cells, columns } = rule;
  for (let index = 0; index < cells.length; index += 1) {
    const column = columns[index] ?? 0;
    if (cells[index]?.test(inputs[column] ?? null, frame) !== true) return column;
  }
  return -1;
}

function indexOf(plan: Plan): RuleIndex {
  const { rules, inputs } = plan;
  return createRuleIndex({ rules, inputs, readInputs: (frame) => readInputs(plan, frame) });
}

/** `undefined` when the rules have to be asked after all. */
function resultByIndex(plan: Plan, index: RuleIndex, frame: Frame): Value | undefined {
  if (plan.hitPolicy === 'F') {
    const first = index.findFirst(frame);
    if (first === notIndexed) return undefined;
    return first === noRule ? plan.noMatch(frame) : resultOfRule(plan, first, frame);
  }
  const found = index.findAll(frame);
  if (found === null) return undefined;
  const [first] = found;
  if (first === undefined) return plan.noMatch(frame);
  if (found.length === 1 && isSingleHit(plan.hitPolicy)) return resultOfRule(plan, first, frame);
  const hits: Hit[] = [];
  for (const at of found) {
    const rule = plan.rules[at];
    if (rule !== undefined) hits.push(hitOf(plan, rule, frame));
  }
  return applyHitPolicy(plan.hitPolicy, hits, plan.where);
}

function resultOfRule(plan: Plan, at: number, frame: Frame): Value {
  const always = plan.constants[at];
  if (always !== undefined) return always;
  const rule = plan.rules[at];
  if (rule === undefined) return null;
  if (plan.outputNames === null) return outputOf(plan, rule, { column: 0, frame });
  return resultOf(outputsOf(plan, rule, frame), plan.outputNames);
}

function outputOf(
  plan: Plan,
  rule: PlannedRule,
  { column, frame }: { readonly column: number; readonly frame: Frame },
): Value {
  const value = rule.outputs[column]?.(frame) ?? null;
  const fit = plan.fitters[column];
  const fitted = fit === undefined ? value : fit(value);
  if (fitted !== undefined) return fitted;
  recordViolation({ code: 'output_ill_typed', table: plan.where, rules: [rule.number] });
  return null;
}

function outputsOf(plan: Plan, rule: PlannedRule, frame: Frame): readonly Value[] {
  return rule.outputs.map((_, column) => outputOf(plan, rule, { column, frame }));
}

function hitOf(plan: Plan, rule: PlannedRule, frame: Frame): Hit {
  const values = outputsOf(plan, rule, frame);
  return {
    rule: rule.number,
    value: resultOf(values, plan.outputNames),
    rank: plan.orders === null ? noRank : rankOf(values, plan.orders),
  };
}

const noRank: readonly number[] = [];

function isDash(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === '-' || trimmed === '';
}
