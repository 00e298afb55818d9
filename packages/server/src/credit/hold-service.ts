import { type Clock, dateOf, type Instant } from '../kernel/clock.ts';
import type { HoldId, Ids, TenantId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { Origin, UnitKey } from '../kernel/unit-of-work.ts';
import { answerOf, type CreditAnswer } from './answer.ts';
import type { CreditCommand, Due, PlaceHold } from './commands.ts';
import type { Rate } from './hold.ts';
import type { CreditPolicy } from './policy.ts';
import type { CreditReader, Ledger } from './ports.ts';
import type { CreditRefusal } from './refusals.ts';

/** Who asks, under which settings, with which key, and until when it is worth beginning. */
export type CreditCall = {
  readonly tenantId: TenantId;
  readonly origin: Origin;
  readonly policy: CreditPolicy;
  readonly key: UnitKey | null;
  readonly deadlineAt: Instant | null;
};

export type HoldService = {
  readonly place: (call: CreditCall, request: HoldRequest) => Promise<CreditAnswer>;
  readonly resize: (
    call: CreditCall,
    request: { readonly holdId: HoldId; readonly amount: Money },
  ) => Promise<CreditAnswer>;
  readonly capture: (
    call: CreditCall,
    request: {
      readonly holdId: HoldId;
      readonly amount: Money;
      readonly reference: string | null;
      readonly isFinal: boolean;
      readonly shippedGoods: boolean;
    },
  ) => Promise<CreditAnswer>;
  readonly release: (
    call: CreditCall,
    request: { readonly holdId: HoldId; readonly reason: string | null },
  ) => Promise<CreditAnswer>;
  readonly extend: (
    call: CreditCall,
    request: { readonly holdId: HoldId; readonly due: Due },
  ) => Promise<CreditAnswer>;
  readonly revive: (
    call: CreditCall,
    request: { readonly holdId: HoldId; readonly due: Due },
  ) => Promise<CreditAnswer>;
};

export type HoldRequest = Pick<
  PlaceHold,
  'organizationId' | 'amount' | 'kind' | 'source' | 'ifLive' | 'due'
>;

type HoldDeps = {
  readonly ledger: Ledger;
  readonly rate: CreditReader['rate'];
  readonly ids: Ids;
  readonly clock: Clock;
};

/**
 * The life of holds, one unit of work for each step. Placing one reads nothing before it writes; only
 * where the ledger says that a rate is needed is one looked up, and the hold asked for once more.
 */
export function createHoldService({ ledger, rate, ids, clock }: HoldDeps): HoldService {
  const commit = async (call: CreditCall, command: CreditCommand, key = call.key) => {
    const { tenantId, deadlineAt } = call;
    const unit = { tenantId, key, credit: [command], rows: noRows, deadlineAt };
    const outcome = await ledger.commit(unit);
    return answerOf(outcome);
  };

  const placeWith = (
    call: CreditCall,
    request: HoldRequest,
    found: Rate | null,
    key = call.key,
  ) => {
    // By name: a copy of whatever the request has would cost more than the rules.
    const command: PlaceHold = {
      type: 'placeHold',
      origin: call.origin,
      policy: call.policy,
      holdId: ids.next('hold'),
      organizationId: request.organizationId,
      amount: request.amount,
      kind: request.kind,
      source: request.source,
      ifLive: request.ifLive,
      due: request.due,
      rate: found,
    };
    return commit(call, command, key);
  };

  return {
    place: async (call, request) => {
      const answer = await placeWith(call, request, null);
      const wanted = answer.kind === 'refused' ? wantedRate(answer.reasons[0]) : null;
      if (wanted === null) return answer;
      const { from, to } = wanted;
      const found = await rate(call.tenantId, from, to, dateOf(clock.now()));
      if (found === null && call.key === null) return answer;
      // The first key keeps "a rate is needed". The second try has its own, also without a rate, so
      // that a repeat ends where the first call ended.
      return placeWith(call, request, found, secondKey(call.key));
    },
    resize: (call, request) => commit(call, { type: 'resizeHold', ...by(call), ...request }),
    capture: (call, request) => {
      const fresh = { captureId: ids.next('cap'), revivedHoldId: ids.next('hold') };
      return commit(call, { type: 'captureHold', ...by(call), ...fresh, ...request });
    },
    release: (call, request) => commit(call, { type: 'releaseHold', ...by(call), ...request }),
    extend: (call, request) => commit(call, { type: 'extendHold', ...by(call), ...request }),
    revive: (call, request) => {
      const revivedHoldId = ids.next('hold');
      return commit(call, { type: 'reviveHold', ...by(call), revivedHoldId, ...request });
    },
  };
}

const noRows = Object.freeze({ ifDone: [], ifRefused: [] });

const by = ({ origin, policy }: CreditCall) => ({ origin, policy });

/** A hold in another currency than its line needs the rate from the one to the other. */
function wantedRate(reason: CreditRefusal) {
  return reason.code === 'credit.no_rate' ? reason : null;
}

function secondKey(key: UnitKey | null): UnitKey | null {
  return key === null ? null : { ...key, scope: `${key.scope}/rate` };
}
