import type { DateTimeValue, Value } from './value/value.ts';

/** What an evaluation may use up. */
export type Limits = {
  /** Steps of loops, calls and copies; about ten million a second. */
  readonly stepsMax: number;
  /** Calls inside calls: a function that calls itself for ever stops here. */
  readonly callDepthMax: number;
  /** Characters of a text made by a rule. */
  readonly textMax: number;
};

export const defaultLimits: Limits = { stepsMax: 1_000_000, callDepthMax: 160, textMax: 1_000_000 };

/** What one evaluation of a decision table did, rule by rule. */
export type TableTrace = {
  /** Where the table stands: its decision, and the way to it inside. */
  readonly table: string;
  readonly inputs: readonly { readonly label: string; readonly value: Value }[];
  readonly rules: readonly RuleTrace[];
};

/** Rules are numbered from 1, as people see them; columns too. */
export type RuleTrace =
  | { readonly rule: number; readonly outcome: 'matched' }
  | {
      readonly rule: number;
      readonly outcome: 'failed';
      readonly column: number;
      readonly actual: Value;
      readonly expected: string;
    }
  | { readonly rule: number; readonly outcome: 'not_reached' };

/** A table did not get what its hit policy promises. The standard makes null of it. */
export type Violation = {
  readonly code:
    | 'several_rules_match'
    | 'rules_disagree'
    | 'output_ill_typed'
    | 'input_without_value';
  readonly table: string;
  /** Numbers of rules; for an input, the number of its column. */
  readonly rules: readonly number[];
};

/** Thrown inside the engine when a limit is passed; every entrance turns it into its own error. */
export class LimitError extends Error {
  readonly limit: 'steps' | 'call_depth' | 'text' | 'output' | 'stack';

  constructor(limit: LimitError['limit']) {
    super(`evaluation passed its limit of ${limit}`);
    this.limit = limit;
  }
}

/** One evaluation: what it may use, what is left of it, and what it has to tell. */
export type Evaluation = {
  readonly limits: Limits;
  /** What `now()` and `today()` answer: a rule never reads a clock, or it could not be replayed. */
  readonly now: DateTimeValue | null;
  /** Takes in tables rule by rule; `null` when nobody wants to know. */
  readonly tables: TableTrace[] | null;
  /** `null` as long as every table has kept its promise. */
  violations: Violation[] | null;
  stepsLeft: number;
  callDepth: number;
};

export function createEvaluation(
  limits: Limits = defaultLimits,
  now: DateTimeValue | null = null,
  isTracing = false,
): Evaluation {
  const tables = isTracing ? [] : null;
  return { limits, now, tables, violations: null, stepsLeft: limits.stepsMax, callDepth: 0 };
}

// Evaluation is synchronous and never calls back into the host, so one variable knows the one in
// progress and no closure has to carry it along. Outside of any, the host's own calls, such as
// comparing two values, are not counted.
let current: Evaluation = {
  ...createEvaluation(),
  stepsLeft: Number.POSITIVE_INFINITY,
};

/** Runs `work` under an evaluation, and afterwards goes on with the one around it, if any. */
export function runEvaluation<Subject, Result>(
  evaluation: Evaluation,
  work: (subject: Subject, evaluation: Evaluation) => Result,
  subject: Subject,
): Result {
  const outer = current;
  current = evaluation;
  try {
    return work(subject, evaluation);
  } catch (error) {
    // The host's own stack is the last fence, for values nested beyond any sense.
    if (error instanceof RangeError) throw new LimitError('stack');
    throw error;
  } finally {
    current = outer;
  }
}

/** Where tables are recorded; `null` when nobody wants to know. */
export function currentTables(): TableTrace[] | null {
  return current.tables;
}

/** The first one decides; the others are for whoever looks into it. */
const violationsMax = 100;

export function recordViolation(violation: Violation): void {
  current.violations ??= [];
  if (current.violations.length < violationsMax) current.violations.push(violation);
}

export function currentInstant(): DateTimeValue | null {
  return current.now;
}

export function spend(steps: number): void {
  current.stepsLeft -= steps;
  if (current.stepsLeft < 0) throw new LimitError('steps');
}

/** Counts a call of a rule's own function, and takes the count back however it ends. */
export function counted<Result>(call: () => Result): Result {
  current.callDepth += 1;
  if (current.callDepth > current.limits.callDepthMax) throw new LimitError('call_depth');
  spend(1);
  const result = call();
  current.callDepth -= 1;
  return result;
}

/** Hands a text on, if it is not longer than a rule may make one. */
export function boundedText(text: string): string {
  if (text.length > current.limits.textMax) throw new LimitError('text');
  spend(text.length >> 5);
  return text;
}
