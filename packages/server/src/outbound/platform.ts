import {
  type PlatformClient,
  type PlatformFound,
  type PlatformResult,
  type ResolvedBillingInfo,
  resolveRecurring,
} from '@aval/wire';
import type {
  AccountAnswer,
  FactGap,
  InstallationOf,
  OrderAnswer,
  Platform,
} from '../assessment/index.ts';
import type { FetchPlatformFacts } from '../fulfilment/index.ts';
import type { Instant } from '../kernel/clock.ts';
import { createInFlight } from '../kernel/in-flight.ts';
import { createCallFacts } from './call-facts.ts';
import {
  createPlatformClients,
  type PlatformClientDeps,
  type PlatformConnection,
} from './platform-clients.ts';
import { accountFactsOf, billingFactsOf, orderFactsOf } from './platform-facts.ts';
import { createPlatformNotices, type PlatformNotice } from './platform-notice.ts';
import { withRecurringFacts } from './recurring-facts.ts';

export type PlatformDeps = PlatformClientDeps & {
  readonly connectionOf: (at: InstallationOf) => Promise<PlatformConnection | null>;
  /** Milliseconds that are left until an instant of the server's clock. */
  readonly leftMs: (deadlineAt: Instant | null) => number;
  /** Tells an operator what nobody else can mend. */
  readonly notify: (notice: PlatformNotice) => void;
};

export type PlatformAdapter = Platform & {
  /** For a call of the platform itself, with the token that it brings. */
  readonly factsForCall: FetchPlatformFacts;
  readonly close: () => Promise<void>;
};

/**
 * Facts of a tenant's platforms. Nothing that a platform does makes it throw: what it cannot tell is
 * `unavailable` with a word for the decision, or `incomplete` with the fields that did not resolve.
 */
export function createPlatform(deps: PlatformDeps): PlatformAdapter {
  const clients = createPlatformClients(deps);
  const orders = createInFlight<OrderAnswer>();
  const billings = createInFlight<BillingInfo | FactGap>();
  const accounts = createInFlight<AccountAnswer>();
  const noteRefusal = createPlatformNotices(deps);

  /** Asks an installation, together with whoever is asking it the same at this moment. */
  async function ask<Facts, Answer>(
    at: InstallationOf,
    question: {
      readonly deadlineMs: number;
      readonly key: string;
      readonly inFlight: ReturnType<typeof createInFlight<Answer | FactGap>>;
      readonly call: (client: PlatformClient, deadlineMs: number) => Promise<PlatformResult<Facts>>;
      readonly read: (found: PlatformFound<Facts>, connection: PlatformConnection) => Answer;
    },
  ): Promise<Answer | FactGap> {
    const { deadlineMs, key, inFlight, call, read } = question;
    const startedMs = deps.nowMs();
    const connection = await deps.connectionOf(at);
    if (connection === null) return { kind: 'unregistered', installation: at.installation };
    if (!connection.isMappingConfirmed) return unavailable('mapping_not_confirmed');
    const client = clients.of(connection);
    if (client === null) return unavailable('base_uri_invalid');
    const endsAtMs = startedMs + deadlineMs - reserveOf(deadlineMs);
    return inFlight.join(`${connection.connectionId}/${key}`, endsAtMs, async () => {
      const leftMs = endsAtMs - deps.nowMs();
      if (leftMs <= 0) return unavailable('timeout');
      const result = await call(client, leftMs);
      if (result.kind === 'found') return read(result, connection);
      if (result.kind === 'unknown') return { kind: 'unknown' };
      noteRefusal(at, connection, result.reason);
      return unavailable(result.reason);
    });
  }

  return {
    order: (at, orderId, deadlineMs, also) =>
      ask(at, {
        deadlineMs,
        key: also?.recurring === true ? `${orderId}/recurring` : orderId,
        inFlight: orders,
        call: (client, leftMs) => client.getOrder(orderId, { deadlineMs: leftMs }),
        read: ({ facts, json }, { mapping }) => {
          const answer = orderFactsOf(orderId, facts);
          if (also?.recurring !== true) return answer;
          return withRecurringFacts(answer, resolveRecurring(json, mapping));
        },
      }),
    billing: async (at, accountId, currency, deadlineMs) => {
      const answer = await ask(at, {
        deadlineMs,
        key: accountId,
        inFlight: billings,
        call: (client, leftMs) => client.getBillingInfo(accountId, { deadlineMs: leftMs }),
        read: ({ facts: info }): BillingInfo => ({ kind: 'found', info }),
      });
      return answer.kind === 'found' ? billingFactsOf(answer.info, await currency) : answer;
    },
    account: (at, accountId, deadlineMs) =>
      ask(at, {
        deadlineMs,
        key: accountId,
        inFlight: accounts,
        call: (client, leftMs) => client.getAccount(accountId, { deadlineMs: leftMs }),
        read: ({ facts }) => accountFactsOf(facts),
      }),
    factsForCall: createCallFacts({ clients, ...deps }),
    close: clients.close,
  };
}

type BillingInfo = { readonly kind: 'found'; readonly info: ResolvedBillingInfo };

/** What of a deadline is kept for the ledger, so that a slow platform still leaves a decision. */
function reserveOf(deadlineMs: number): number {
  return Math.min(250, deadlineMs / 5);
}

function unavailable(reason: string): FactGap {
  return { kind: 'unavailable', reason };
}
