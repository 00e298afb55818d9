import type { AnswerOf, NativeOperations } from '@aval/wire';
import {
  type BusinessRuleActivation,
  type BusinessRules,
  type BusinessRuleVersion,
  describeRuleProblem,
  type RuleProblem,
  type RuleReport,
  type RuleTest,
} from '../fulfilment/index.ts';
import { formatInstant } from '../kernel/clock.ts';
import { toWireGateReport, toWireSayings, toWireVersionSummary } from './to-wire-rule-version.ts';

export function toWireRuleSet({ serviceId, operation, ...set }: BusinessRules) {
  const { inForce, createdBy, createdAt } = set;
  return { serviceId, operation, inForce, createdBy, createdAt: formatInstant(createdAt) };
}

export function toWireRuleReceipt(found: BusinessRuleVersion) {
  const { serviceId, operation } = found;
  return { serviceId, operation, ...toWireVersionSummary(found) };
}

export function toWireRuleVersion(
  found: BusinessRuleVersion,
): AnswerOf<NativeOperations['getBusinessRuleVersion']> {
  return { ...toWireRuleReceipt(found), ...toWireSayings(found) };
}

export function toWireRuleActivation(found: BusinessRuleActivation) {
  const { number, version, activatedBy, activatedAt } = found;
  return { number, version, activatedBy, activatedAt: formatInstant(activatedAt) };
}

export function toWireRuleReport(
  report: RuleReport,
): AnswerOf<NativeOperations['verifyBusinessRules']> {
  return toWireGateReport(report, toWireRuleProblem);
}

function toWireRuleProblem(problem: RuleProblem) {
  const text = describeRuleProblem(problem);
  if (problem.code !== 'rules.case_failed') return { ...problem, text };
  const { name, expected, actual } = problem.outcome;
  return { code: problem.code, text, case: name, expected, actual };
}

export function toWireRuleTest({
  outcomes,
  tried,
}: RuleTest): AnswerOf<NativeOperations['testBusinessRules']> {
  return {
    passed: outcomes.every(({ passed }) => passed),
    cases: outcomes.map(({ name, passed, expected, actual }) => ({
      name,
      passed,
      expected,
      actual,
    })),
    tried: tried === null ? null : (structuredClone(tried) as never),
  };
}
