import {
  type CreditFacts,
  type DecisionsReader,
  type Judgement,
  type RulesetContent,
  type Trace,
  trace,
} from '../decisions/index.ts';
import { canonical, type Plain } from '../kernel/canonical.ts';
import { type StoredReason, writeReasons } from '../kernel/reasons-text.ts';
import { plainJudgement } from './ask-ruleset.ts';
import type { Decision } from './decision.ts';
import { reasonsOf } from './judge-application.ts';

/** What a ruleset had to do with a decision, as the decision keeps it. */
export type Asked = {
  readonly hash: string;
  readonly told: CreditFacts;
  /** What it said, and how a judgement of today is written to compare with it, byte for byte. */
  readonly stored: string;
  readonly write: (judgement: Judgement) => string;
};

export type AskAgainDeps = { readonly rulesets: Pick<DecisionsReader, 'versionByHash'> };

/**
 * Asks the version that a decision names once more, on the facts that it was told: what it says is the
 * same for as long as the decision stands, and so is never stored. Null where no ruleset was asked.
 */
export async function askAgain<Said>(
  { rulesets }: AskAgainDeps,
  decision: Decision,
  ask: (content: RulesetContent, told: CreditFacts) => Said,
): Promise<Said | null> {
  const asked = askedOf(decision);
  if (asked === null) return null;
  const version = await rulesets.versionByHash(decision.tenantId, asked.hash);
  return version === null ? null : ask(version.content, asked.told);
}

/** What each rule did with the facts of a decision; null where no ruleset was asked. */
export async function traceDecision(deps: AskAgainDeps, decision: Decision): Promise<Trace | null> {
  return askAgain(deps, decision, trace);
}

/** Null where no ruleset was asked. */
export function askedOf(decision: Decision): Asked | null {
  return decision.kind === 'application' ? ofApplication(decision) : ofCheck(decision);
}

/** A credit check keeps among its facts what the ruleset was told and said. */
function ofCheck({ kind, facts }: Decision): Asked | null {
  if (kind !== 'credit_check') return null;
  const { ruleset } = JSON.parse(facts) as {
    readonly ruleset?: {
      readonly hash: string | null;
      readonly told: CreditFacts;
      readonly said: Plain;
    };
  };
  if (ruleset === undefined || ruleset.hash === null) return null;
  const { hash, told, said } = ruleset;
  return {
    hash,
    told,
    stored: canonical(said),
    write: (judgement) => canonical(plainJudgement(judgement)),
  };
}

/** The facts of an application are what the ruleset was told; its reasons are the decision's. */
function ofApplication(decision: Decision): Asked | null {
  const { verdict: given, rulesVerdict, rulesetHash, facts, reasons } = decision;
  if (rulesVerdict === null || rulesetHash === null) return null;
  // Where the ledger had another word, the reasons are its own.
  const text = (verdict: string, said: readonly StoredReason[]) =>
    given === rulesVerdict ? `${verdict} ${writeReasons(said)}` : verdict;
  return {
    hash: rulesetHash,
    told: JSON.parse(facts) as CreditFacts,
    stored: text(rulesVerdict, reasons),
    write: ({ verdict, reasons: said }) =>
      text(verdict === 'rejected' ? 'refused' : verdict, reasonsOf(said)),
  };
}
