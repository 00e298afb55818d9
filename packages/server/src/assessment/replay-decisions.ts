import { type DecisionsReader, judge } from '../decisions/index.ts';
import { formatInstant, type Instant } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import { askedOf } from './ask-again.ts';
import type { Decision } from './decision.ts';
import type { DecisionReader } from './ports.ts';

export type ReplayDifference = {
  readonly decisionId: string;
  readonly decidedAt: string;
  readonly subject: string;
  /** What the decision keeps, and what its ruleset says of its facts now, byte for byte. */
  readonly stored: string;
  readonly replayed: string;
};

export type ReplayReport = {
  /** Decisions that were looked at, and those of them that a ruleset had a part in. */
  readonly decisions: number;
  readonly replayed: number;
  /** The first one, the newest decision first. */
  readonly difference: ReplayDifference | null;
};

export type ReplayDeps = {
  readonly decisions: Pick<DecisionReader, 'decisions'>;
  readonly rulesets: Pick<DecisionsReader, 'versionByHash'>;
};

const pageSize = 200;

/**
 * Judges again what rulesets judged, on the facts and by the version that each decision names, and
 * stops at the first decision that comes out otherwise. Newest first, back to `since`.
 */
export async function replayDecisions(
  deps: ReplayDeps,
  tenantId: TenantId,
  since: Instant | null,
): Promise<ReplayReport> {
  const filter = { organizationId: null, subject: null, kind: null, verdict: null };
  let after: string | null = null;
  let decisions = 0;
  let replayed = 0;
  do {
    const page: Awaited<ReturnType<DecisionReader['decisions']>> = await deps.decisions.decisions(
      tenantId,
      filter,
      { after, limit: pageSize },
    );
    for (const decision of page.items) {
      if (since !== null && decision.decidedAt < since) return report(decisions, replayed, null);
      decisions += 1;
      const both = await replay(deps, decision);
      if (both === null) continue;
      replayed += 1;
      if (both.stored === both.replayed) continue;
      const { decisionId, subject, decidedAt } = decision;
      const at = formatInstant(decidedAt);
      return report(decisions, replayed, { decisionId, decidedAt: at, subject, ...both });
    }
    after = page.next;
  } while (after !== null);
  return report(decisions, replayed, null);
}

function report(
  decisions: number,
  replayed: number,
  difference: ReplayDifference | null,
): ReplayReport {
  return { decisions, replayed, difference };
}

type Both = { readonly stored: string; readonly replayed: string };

/** Null where no ruleset was asked. */
async function replay(deps: ReplayDeps, decision: Decision): Promise<Both | null> {
  const asked = askedOf(decision);
  if (asked === null) return null;
  const { hash, told, stored, write } = asked;
  const version = await deps.rulesets.versionByHash(decision.tenantId, hash);
  if (version === null) return { stored, replayed: `there is no version ${hash}` };
  return { stored, replayed: write(judge(version.content, told)) };
}
