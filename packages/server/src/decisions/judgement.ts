import type { Texts } from './ruleset.ts';

export type Verdict = 'approved' | 'review' | 'rejected';

export type RiskClass = 'A' | 'B' | 'C' | 'D' | 'E';

/** Why not approved, or what spoke for it. */
export type JudgementReason = {
  readonly code: string;
  readonly text: Texts;
  readonly params?: Readonly<Record<string, string>>;
};

/**
 * What would have made it a yes, each by itself: `amount.lower` {amount, currency} is the largest
 * amount that passes; `overdue.pay` {amount, currency} is what to pay first; `overdue.pay_and_lower`
 * {pay, amount, currency} is both at once.
 */
export type JudgementRemedy = {
  readonly code: 'amount.lower' | 'overdue.pay' | 'overdue.pay_and_lower';
  readonly params: Readonly<Record<string, string>>;
};

export type Judgement = {
  readonly verdict: Verdict;
  readonly riskClass: RiskClass | null;
  /** Exact decimal in major units of the facts' currency. */
  readonly limitAdvice: string | null;
  readonly reasons: readonly JudgementReason[];
  readonly remedies: readonly JudgementRemedy[];
  /** Facts that the ruleset needs and that are missing or unreadable: then the verdict is `review`. */
  readonly gaps: readonly string[];
};

/** Table by table what each rule did, in words: recomputed when somebody looks, never stored. */
export type Trace = { readonly tables: readonly TraceTable[] };

export type TraceTable = {
  readonly table: string;
  readonly inputs: readonly { readonly label: string; readonly value: string }[];
  readonly rules: readonly TraceRule[];
};

export type TraceRule = {
  /** From 1. */
  readonly rule: number;
  readonly outcome: 'matched' | 'failed' | 'not_reached';
  /** Of a rule that failed: the column, what was found in it, and what the cell wants. */
  readonly column?: string;
  readonly actual?: string;
  readonly expected?: string;
};
