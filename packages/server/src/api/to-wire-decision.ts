import type { NativeDecision, NativeDecisionSummary, NativeWhy } from '@aval/wire';
import { type Decision, explainReason } from '../assessment/index.ts';
import type { Trace } from '../decisions/index.ts';
import { formatInstant } from '../kernel/clock.ts';
import { type Currency, isCurrency } from '../kernel/currency.ts';
import { toWireMoney, toWireMoneyOrNull } from './money.ts';

type Facts = NativeWhy['facts'];

export function toWireDecisionSummary(decision: Decision): NativeDecisionSummary {
  const { amountMinor, currency } = decision;
  return {
    decisionId: decision.decisionId,
    kind: decision.kind,
    subject: decision.subject,
    organizationId: decision.organizationId,
    verdict: decision.verdict,
    reasonCode: decision.reasons[0]?.code ?? null,
    amount: amountMinor === null || currency === null ? null : toWireMoney(amountMinor, currency),
    holdId: decision.holdId,
    decidedAt: formatInstant(decision.decidedAt),
  };
}

export function toWireDecision(decision: Decision): NativeDecision {
  const currency = lineCurrencyOf(decision);
  const inLine = (minor: bigint | null) =>
    currency === null ? null : toWireMoneyOrNull(minor, currency);
  const { lineVersion, position } = decision;
  return {
    ...toWireDecisionSummary(decision),
    rulesVerdict: decision.rulesVerdict,
    ledgerVerdict: decision.ledgerVerdict,
    headroom: inLine(decision.headroomMinor),
    shortfall: inLine(decision.shortfallMinor),
    bindingLineId: decision.bindingLineId,
    lineVersion: lineVersion === null ? null : Number(lineVersion),
    position:
      position?.map(({ lineId, version }) => ({ lineId, version: Number(version) })) ?? null,
    factsHash: decision.factsHash,
    rulesetHash: decision.rulesetHash,
  };
}

export function toWireWhy(decision: Decision, trace: Trace | null): NativeWhy {
  const reasons = decision.reasons.map(explainReason);
  return {
    decision: toWireDecision(decision),
    reasons: reasons.map(({ code, text, remedy }) => ({ code, text, remedy })),
    facts: factsOf(decision),
    trace: trace === null ? null : { tables: trace.tables.map(toWireTable) },
  };
}

function toWireTable({ table, inputs, rules }: Trace['tables'][number]) {
  return { table, inputs: [...inputs], rules: [...rules] };
}

/** Figures are in the line's currency, which a rate among the facts names where it is another one. */
function lineCurrencyOf(decision: Decision): Currency | null {
  const { rate } = factsOf(decision) as { readonly rate?: { readonly to: string } };
  if (rate === undefined) return decision.currency;
  return isCurrency(rate.to) ? rate.to : null;
}

function factsOf({ facts }: Decision): Facts {
  return JSON.parse(facts) as Facts;
}
