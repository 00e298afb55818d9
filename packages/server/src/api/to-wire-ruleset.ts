import type { AnswerOf, NativeOperations } from '@aval/wire';
import type {
  GateProblem,
  GateReport,
  Ruleset,
  RulesetActivation,
  RulesetVersion,
  TestReport,
} from '../decisions/index.ts';
import { describeGateProblem } from '../decisions/index.ts';
import { formatInstant } from '../kernel/clock.ts';
import { toWireGateReport, toWireSayings, toWireVersionSummary } from './to-wire-rule-version.ts';

type WireVersion = AnswerOf<NativeOperations['getRulesetVersion']>;
type WireActivation = AnswerOf<NativeOperations['activateRuleset']>;

export function toWireSummary({ rulesetId, name, createdBy, createdAt }: Ruleset) {
  return { rulesetId, name, createdBy, createdAt: formatInstant(createdAt) };
}

export function toWireReceipt(found: RulesetVersion) {
  return { rulesetId: found.rulesetId, ...toWireVersionSummary(found) };
}

export function toWireVersion(found: RulesetVersion): WireVersion {
  return { ...toWireReceipt(found), ...toWireSayings(found) };
}

export function toWireActivation(found: RulesetActivation): WireActivation {
  const { number, version, activeFrom, activatedBy, activatedAt } = found;
  return {
    number,
    version,
    activeFrom: formatInstant(activeFrom),
    activatedBy,
    activatedAt: formatInstant(activatedAt),
  };
}

export function toWireReport(report: GateReport): AnswerOf<NativeOperations['verifyRuleset']> {
  return toWireGateReport(report, toWireProblem);
}

function toWireProblem(problem: GateProblem) {
  const text = describeGateProblem(problem);
  if (problem.code !== 'ruleset.case_failed') return { ...problem, text };
  const { name, differences } = problem.outcome;
  return { code: problem.code, text, case: name, differences };
}

export function toWireTest({
  outcomes,
  tried,
}: TestReport): AnswerOf<NativeOperations['testRuleset']> {
  return {
    passed: outcomes.every(({ passed }) => passed),
    cases: outcomes.map(({ name, passed, judgement, differences }) => ({
      name,
      passed,
      verdict: judgement.verdict,
      differences: differences.map((one) => ({ ...one })),
    })),
    tried: tried === null ? null : (structuredClone(tried) as never),
  };
}
