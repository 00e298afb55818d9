import type { RuleTrace, TableTrace } from '@aval/dmn';
import { evaluate } from './evaluate.ts';
import { explainReasons, gapReason } from './explain-reasons.ts';
import type { CreditFacts } from './facts.ts';
import { findRemedies } from './find-remedies.ts';
import type { Judgement, RiskClass, Verdict } from './judgement.ts';
import { decisionNames, type PreparedContent, prepareContent } from './prepare-content.ts';
import type { RulesetContent } from './ruleset.ts';

/**
 * What a ruleset says of a case, and for a no what would have made it a yes. Pure: equal contents and
 * facts give equal judgements. Facts that are missing, and rules that come to nothing, are gaps.
 */
export function judge(content: RulesetContent, facts: CreditFacts): Judgement {
  const first = judgePlainly(content, facts);
  if (first.verdict === 'approved' || first.gaps.length > 0) return first;
  return { ...first, remedies: findRemedies(content, facts) };
}

/** The same without the search for what would pass. */
export function judgePlainly(content: RulesetContent, facts: CreditFacts): Judgement {
  const evaluated = evaluate(content, facts);
  if (!evaluated.ok) {
    const { gaps } = evaluated;
    const reasons = gaps.map((gap) => gapReason(content, gap));
    return { verdict: 'review', riskClass: null, limitAdvice: null, reasons, remedies: [], gaps };
  }
  const { verdict, riskClass, limitAdvice, tables } = evaluated;
  const codes = reasonCodes(prepareContent(content), { verdict, riskClass, tables });
  const reasons = explainReasons(content, codes, { facts, riskClass, limitAdvice });
  return { verdict, riskClass, limitAdvice, reasons, remedies: [], gaps: [] };
}

type Outcome = {
  readonly verdict: Verdict;
  readonly riskClass: RiskClass | null;
  readonly tables: readonly TableTrace[];
};

/**
 * The reasons of the rules that matched: for a no those of the verdict first, then of a milder no,
 * then what made a risk class of C or worse; for a yes what spoke for it.
 */
function reasonCodes(
  { says }: PreparedContent,
  { verdict, riskClass, tables }: Outcome,
): readonly string[] {
  const matched = (table: string, outcome: string): readonly string[] => {
    const rules = says.get(table) ?? [];
    const trace = tables.find((one) => one.table === table)?.rules ?? [];
    const hits = rules.filter((_, index) => isMatch(trace[index]));
    // No rule matched: the last one stands for the table's default.
    const fallback = trace.some(isMatch) ? [] : rules.slice(-1);
    return [...hits, ...fallback]
      .filter((rule) => rule.outcome === outcome && rule.reason !== '')
      .map(({ reason }) => reason);
  };
  const order: readonly Verdict[] = verdict === 'rejected' ? ['rejected', 'review'] : [verdict];
  const verdicts = order.flatMap((one) => matched(decisionNames.verdict, one));
  const isTold = riskClass !== null && (verdict === 'approved' || riskClass >= 'C');
  const classes = isTold ? matched(decisionNames.riskClass, riskClass) : [];
  return [...new Set([...verdicts, ...classes])];
}

function isMatch(trace: RuleTrace | undefined): boolean {
  return trace?.outcome === 'matched';
}
