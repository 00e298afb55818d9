import type { TableBoxed } from '../model/model.ts';
import type { TextCompiler } from '../model/text-compiler.ts';
import { isSingleHit, rankOf } from '../table/hit-policy.ts';
import { showPieces } from '../table/pieces.ts';
import type { Type } from '../types/type.ts';
import { showLiteral } from '../value/show.ts';
import type { Value } from '../value/value.ts';
import { findTypeMismatches } from './cell-types.ts';
import { findUncovered, type Region } from './cover.ts';
import type { Finding } from './finding.ts';
import { type Grid, makeGrid } from './grid.ts';
import { findOverlaps, findUnreachable, type RuleOutcome } from './rule-checks.ts';

export type VerifyTableOptions = {
  readonly table: string;
  readonly compiler: TextCompiler;
  /** Types of the input columns, where known. */
  readonly types: readonly (Type | null)[];
  /**
   * Regions that the author means for `onNoMatch`: rows of unary tests, one for each input column.
   * What lies in them is no gap.
   */
  readonly meantForNoMatch: readonly (readonly string[])[];
};

/** Judges a decision table by its hit policy. Pure; bounded in time. */
export function verifyTable(table: TableBoxed, options: VerifyTableOptions): readonly Finding[] {
  const mismatches = findTypeMismatches(table, options);
  if (mismatches.some(({ code }) => code === 'type_mismatch')) return mismatches;
  if (table.rules.length > rulesMax) {
    return [...mismatches, gaveUp(options.table, `the table has more than ${rulesMax} rules`)];
  }
  const grid = makeGrid(table, {
    compiler: options.compiler,
    types: options.types,
    extraRows: options.meantForNoMatch,
  });
  const outcomes = outcomesOf(table, options.compiler);
  const report = createReporter(grid, table, options.table);
  return [
    ...mismatches,
    ...gapsOf(table, grid, {
      report,
      name: options.table,
      extraRows: options.meantForNoMatch.length,
    }),
    ...pairsOf(table, grid, { report, outcomes }),
    ...deadRules(table, grid, { report, outcomes, name: options.table }),
    ...unusedInputs(table, report),
  ];
}

const findingsMax = 25;

/** Steps of one search for gaps: far beyond tables that people write. */
const stepsMax = 60_000;

/** Rules beyond which a table is not analysed: pairs of rules are looked at. */
const rulesMax = 1000;

type Partial = Pick<Finding, 'code' | 'rules' | 'isBlocking' | 'detail'> & {
  readonly region?: Region;
  readonly isCertain?: boolean;
  readonly column?: number;
};

type Report = (part: Partial) => Finding;

/** Fills in what all findings have: the region in words, and an example out of it. */
function createReporter(grid: Grid, table: TableBoxed, name: string): Report {
  return ({ code, rules, isBlocking, detail, region, isCertain = true, column }) => {
    const example: { input: string; value: Value }[] = [];
    const texts = table.inputs.map(() => '-');
    grid.columns.forEach((of, index) => {
      const chosen = region?.[index];
      if (chosen === undefined) return;
      example.push({ input: of.label, value: of.pieces[chosen[0] ?? 0]?.sample ?? null });
      for (const at of of.indexes) texts[at] = showPieces(of.pieces, chosen);
    });
    return {
      code,
      table: name,
      rules,
      column: column ?? null,
      isCertain,
      isBlocking,
      example,
      region: region === undefined ? [] : texts,
      detail,
    };
  };
}

function gapsOf(
  table: TableBoxed,
  grid: Grid,
  { report, name, extraRows }: { report: Report; name: string; extraRows: number },
): readonly Finding[] {
  const hasDefault =
    table.outputs.length > 0 && table.outputs.every(({ fallback }) => fallback !== null);
  if (!isSingleHit(table.hitPolicy) || hasDefault) return [];
  const rules = (1n << BigInt(table.rules.length + extraRows)) - 1n;
  const answer = findUncovered({ grid, rules, regionsMax: findingsMax, stepsMax });
  const findings = answer.uncovered.map((region) => {
    const isCertain = !isPossible(grid, region);
    return report({
      code: 'gap',
      rules: [],
      region,
      isCertain,
      isBlocking: isCertain,
      detail: isCertain ? 'no rule matches' : 'no rule is certain to match',
    });
  });
  if (!answer.isComplete && answer.uncovered.length < findingsMax) {
    findings.push(gaveUp(name, 'the table is too tangled for its gaps to be found'));
  }
  return findings;
}

/** Whether some rule may match the example after all, through a cell that cannot be analysed. */
function isPossible(grid: Grid, region: Region): boolean {
  let rules = -1n;
  grid.columns.forEach((column, index) => {
    rules &= column.possible[region[index]?.[0] ?? 0] ?? 0n;
  });
  return rules !== 0n;
}

function pairsOf(
  table: TableBoxed,
  grid: Grid,
  { report, outcomes }: { readonly report: Report; readonly outcomes: readonly RuleOutcome[] },
): readonly Finding[] {
  const { hitPolicy } = table;
  if (hitPolicy !== 'U' && hitPolicy !== 'A') return [];
  const disagreeing = hitPolicy === 'A';
  const pairs = findOverlaps(grid, outcomes, { disagreeing, pairsMax: findingsMax });
  return pairs.map(({ rules, region, isCertain }) =>
    report({
      code: disagreeing ? 'conflict' : 'overlap',
      rules,
      region,
      isCertain,
      isBlocking: isCertain,
      detail: `rules ${rules.join(' and ')} ${isCertain ? 'both match' : 'may both match'}${
        disagreeing ? ' and disagree' : ''
      }`,
    }),
  );
}

type DeadOptions = {
  readonly report: Report;
  readonly outcomes: readonly RuleOutcome[];
  readonly name: string;
};

function deadRules(table: TableBoxed, grid: Grid, options: DeadOptions): readonly Finding[] {
  const { report, outcomes, name } = options;
  const { dead, isComplete } = findUnreachable(grid, outcomes, table.hitPolicy);
  const findings = dead.map(({ rule, by }) =>
    report({
      code: 'unreachable',
      rules: [rule],
      isBlocking: true,
      detail:
        by.length === 0
          ? `rule ${rule} matches nothing`
          : `wherever rule ${rule} matches, rule ${by.join(' or ')} decides`,
    }),
  );
  if (isComplete) return findings;
  return [...findings, gaveUp(name, 'the table is too tangled for unreachable rules to be found')];
}

function gaveUp(table: string, detail: string): Finding {
  return {
    code: 'gave_up',
    table,
    rules: [],
    column: null,
    isCertain: true,
    isBlocking: true,
    example: [],
    region: [],
    detail,
  };
}

function unusedInputs(table: TableBoxed, report: Report): readonly Finding[] {
  const findings: Finding[] = [];
  table.inputs.forEach((input, column) => {
    const isUsed = table.rules.some(({ tests }) => !isDash(tests[column] ?? '-'));
    if (isUsed || table.rules.length === 0) return;
    findings.push(
      report({
        code: 'unused_input',
        rules: [],
        column: column + 1,
        isBlocking: false,
        detail: `no rule asks about ${input.label ?? input.text}`,
      }),
    );
  });
  return findings;
}

function isDash(text: string): boolean {
  return text.trim() === '-' || text.trim() === '';
}

/** Outputs that are literals are compared as values, others as they are written. */
function outcomesOf(table: TableBoxed, compiler: TextCompiler): readonly RuleOutcome[] {
  const orders = table.outputs.map(({ values, typeRef }) => {
    const type = compiler.type(typeRef, '');
    return compiler.values(values ?? (type?.kind === 'named' ? type.allowedText : null), '');
  });
  const ranks: (readonly number[])[] = [];
  const outcomes = table.rules.map(({ outputs }) => {
    const values = outputs.map((text) => literalOf(text, compiler));
    const isCertain = values.every((value) => value !== undefined);
    const texts = values.map((value, index) =>
      value === undefined ? (outputs[index] ?? '') : showLiteral(value),
    );
    ranks.push(
      rankOf(
        values.map((value) => value ?? null),
        orders,
      ),
    );
    return { key: texts.join(' | '), isCertain };
  });
  const sorted = [...new Set(ranks.map((rank) => rank.join(',')))].sort(compareRanks);
  return outcomes.map((outcome, index) => ({
    ...outcome,
    rank: sorted.indexOf(ranks[index]?.join(',') ?? ''),
  }));
}

function compareRanks(left: string, right: string): number {
  const a = left.split(',').map(Number);
  const b = right.split(',').map(Number);
  for (let index = 0; index < a.length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function literalOf(text: string, compiler: TextCompiler): Value | undefined {
  const shape = compiler.shape(text);
  return shape !== null && !shape.isAny && !shape.isNegated && shape.values.length === 1
    ? shape.values[0]
    : undefined;
}
