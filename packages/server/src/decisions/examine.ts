import type { TenantId } from '../kernel/ids.ts';
import { accept, type Result } from '../kernel/result.ts';
import type { CreditFacts } from './facts.ts';
import { checkPublishable, type GateReport } from './gate.ts';
import { judge } from './judge.ts';
import type { Judgement, Trace } from './judgement.ts';
import type { RulesetCase, RulesetContent } from './ruleset.ts';
import { type CaseOutcome, runCases } from './run-cases.ts';
import { trace } from './trace-rules.ts';

/** What there is to look at in a version; plain data, as it may cross to another thread. */
export type Examination = {
  readonly content: RulesetContent;
  readonly cases: readonly RulesetCase[];
} & (
  | { readonly kind: 'gate' }
  /** The cases, and what becomes of these facts where there are some. */
  | { readonly kind: 'test'; readonly facts: CreditFacts | null }
);

export type TestReport = {
  readonly outcomes: readonly CaseOutcome[];
  readonly tried: { readonly judgement: Judgement; readonly trace: Trace } | null;
};

export type Examined = { readonly gate: GateReport | null; readonly test: TestReport | null };

export type TooSlow = { readonly code: 'decisions.ruleset_too_slow'; readonly seconds: number };

/**
 * Looks at a version where nobody else waits for it: the verifier needs a second or two for the
 * most tangled tables that it takes. Throws a `Fault` where too many are waiting already.
 */
export type Examine = (
  tenantId: TenantId,
  examination: Examination,
) => Promise<Result<Examined, TooSlow>>;

/** The work itself; pure. */
export function examine(examination: Examination): Examined {
  const { content, cases } = examination;
  if (examination.kind === 'gate') return { gate: checkPublishable(content, cases), test: null };
  const { facts } = examination;
  const tried =
    facts === null ? null : { judgement: judge(content, facts), trace: trace(content, facts) };
  return { gate: null, test: { outcomes: runCases(content, cases), tried } };
}

/** In the caller's own thread: for commands, which nobody else waits for. */
export const examineHere: Examine = async (_tenantId, examination) => accept(examine(examination));
