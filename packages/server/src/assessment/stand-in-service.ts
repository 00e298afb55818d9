import type { Ledger } from '../credit/index.ts';
import { canonical } from '../kernel/canonical.ts';
import { type Clock, dateOf, formatInstant, plus, second } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Hash } from '../kernel/hash.ts';
import type { Ids } from '../kernel/ids.ts';
import { money } from '../kernel/money.ts';
import {
  type CreditCheckAnswer,
  type CreditCheckRequest,
  sourceOf,
  type Unjudged,
} from './credit-check.ts';
import { decisionRow } from './decision-row.ts';
import type { CheckSettings, SettingSource } from './ports.ts';
import type { StandInReason } from './refusals.ts';
import { judgeStandIn, type StandInSpool, type StandInYes } from './stand-in.ts';

export type StandInDeps = {
  readonly check: (request: CreditCheckRequest) => Promise<CreditCheckAnswer>;
  readonly settings: SettingSource;
  /** Null: no place to count, so that there is no allowance. */
  readonly spool: StandInSpool | null;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly hash: Hash;
  /** Tells people that a yes was given without the facts, or that it does not stand now. */
  readonly notify: (notice: StandInNotice) => void;
};

export type StandInNotice = {
  readonly yes: StandInYes;
  readonly kind: 'given' | 'not_covered' | 'not_durable';
};

export type StandInService = {
  /**
   * The answer of a credit check, by the tenant's stand-in policy where nobody could judge. Throws a
   * `Fault` where the answer is a no because something failed, and the caller may know it.
   */
  readonly answer: (request: CreditCheckRequest) => Promise<{ readonly approved: boolean }>;
  /**
   * Once the database is back: leaves a decision for every yes that was given, and judges each
   * basket anew, so that a hold stands for it. Gives the number of those that are done.
   */
  readonly settle: () => Promise<number>;
};

export function createStandInService(deps: StandInDeps): StandInService {
  const inTurn = createTurns();
  return {
    answer: async (request) => {
      const answer = await deps.check(request);
      if (answer.approved || answer.unjudged === null) return { approved: answer.approved };
      const { unjudged } = answer;
      const settings = await deps.settings.settingsOf(request.tenantId);
      const { mode } = settings.standIn;
      if (mode === 'allow-up-to') {
        // One after the other: two baskets must not have the same rest of an allowance.
        const isAllowed = await inTurn(() => allow(deps, request, settings, unjudged));
        if (isAllowed) return { approved: true };
      }
      if (unjudged.fault !== null) throw unjudged.fault;
      if (mode === 'http-503') throw missingFacts(unjudged);
      return { approved: false };
    },
    settle: async () => {
      const pending = (await deps.spool?.pending()) ?? [];
      let count = 0;
      for (const yes of pending) if (await settleOne(deps, yes)) count += 1;
      return count;
    },
  };
}

/** True only once the yes is durable and within what the account may have without facts. */
async function allow(
  deps: StandInDeps,
  { tenantId, installation, accountId, basketId }: CreditCheckRequest,
  { currency, standIn }: CheckSettings,
  { total, cause }: Unjudged,
): Promise<boolean> {
  const { spool, clock } = deps;
  if (spool === null || total === null) return false;
  const at = clock.now();
  const yes: StandInYes = {
    decisionId: deps.ids.next('dec'),
    tenantId,
    installation,
    accountId,
    basketId,
    amountMinor: total.amountMinor,
    currency: total.currency,
    cause,
    at,
  };
  try {
    const given = await spool.given(yes);
    const allowance = money(standIn.allowedMinor, currency);
    const verdict = judgeStandIn({ basketId, total }, allowance, given, dateOf(at));
    if (verdict === 'refused') return false;
    if (verdict === 'again') return true;
    await spool.append(yes);
  } catch {
    deps.notify({ yes, kind: 'not_durable' });
    return false;
  }
  deps.notify({ yes, kind: 'given' });
  return true;
}

const afterwards = { context: 'INTERNAL', actor: 'job:stand-in' } as const;
const judgingUs = 30n * second;

/** False where it has to be tried again: the database, or the facts, are still away. */
async function settleOne(deps: StandInDeps, yes: StandInYes): Promise<boolean> {
  const { tenantId, installation, accountId, basketId, decisionId } = yes;
  try {
    // A decision that is there already was written before a restart.
    await deps.ledger.commit({
      tenantId,
      key: null,
      credit: [],
      rows: { ifDone: [yesRow(deps, yes)], ifRefused: [] },
      deadlineAt: null,
    });
    const answer = await deps.check({
      tenantId,
      installation,
      accountId,
      basketId,
      origin: afterwards,
      deadlineAt: plus(deps.clock.now(), judgingUs),
      isAfterwards: true,
    });
    if (!answer.approved && answer.unjudged !== null) return false;
    await deps.spool?.settle(decisionId);
    if (!answer.approved) deps.notify({ yes, kind: 'not_covered' });
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

function yesRow({ hash }: StandInDeps, yes: StandInYes) {
  const { tenantId, decisionId, accountId, basketId, cause } = yes;
  const facts = canonical({ accountId, basketId, cause, answeredAt: formatInstant(yes.at) });
  const reason: StandInReason = { code: 'assessment.stand_in', cause };
  return decisionRow(
    {
      tenantId,
      decisionId,
      kind: 'stand_in',
      subject: sourceOf(yes),
      organizationId: null,
      total: money(yes.amountMinor, yes.currency),
      facts,
      factsHash: hash.sha256(facts),
      rulesetHash: null,
      position: null,
    },
    {
      verdict: 'approved',
      rules: null,
      ledger: null,
      reasons: [reason],
    },
  );
}

function missingFacts({ cause }: Unjudged): Fault {
  return new Fault('neighbour.unavailable', {
    publicText: 'The platform does not give what is needed to judge.',
    detail: cause,
  });
}

/** Runs one piece of work after the other, whatever becomes of each. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
}
