import type { ResolvedAccount, ResolvedBillingInfo } from '@aval/wire';
import type { InstallationOf } from '../assessment/index.ts';
import type { FetchPlatformFacts, OutsideFacts } from '../fulfilment/index.ts';
import type { Instant } from '../kernel/clock.ts';
import { readBaseUri } from './base-uri.ts';
import type { PlatformClients, PlatformConnection } from './platform-clients.ts';

export type CallFactsDeps = {
  readonly clients: Pick<PlatformClients, 'of'>;
  readonly connectionOf: (at: InstallationOf) => Promise<PlatformConnection | null>;
  /** Milliseconds that are left until an instant. */
  readonly leftMs: (deadlineAt: Instant | null) => number;
};

/**
 * Facts of a platform's account for one of the platform's own calls: asked with the token that came
 * with the call, at the address that was registered, never at one that the call names. The address
 * of the call must be that of the installation's connection; without one, or without a token, nothing
 * is asked. What does not come in time is left out.
 */
export function createCallFacts(deps: CallFactsDeps): FetchPlatformFacts {
  return async (at, { baseUri, token, accountId, names, deadlineAt }) => {
    if (baseUri === null || token === null) return {};
    const connection = await deps.connectionOf(at);
    if (connection === null || !isSame(connection.baseUri, baseUri)) return {};
    const client = deps.clients.of(connection);
    const deadlineMs = deps.leftMs(deadlineAt);
    if (client === null || deadlineMs <= 0) return {};
    const options = { token, deadlineMs };
    const needsAccount = names.includes('isOrderingEnabled');
    const needsBilling = names.some((name) => name !== 'isOrderingEnabled');
    const [account, billing] = await Promise.all([
      needsAccount ? ask(client.getAccount, accountId, options) : null,
      needsBilling ? ask(client.getBillingInfo, accountId, options) : null,
    ]);
    return { ...accountFacts(account), ...billingFacts(billing) };
  };
}

async function ask<Facts>(
  call: (
    id: string,
    options: { readonly token: string; readonly deadlineMs: number },
  ) => Promise<{ readonly kind: string; readonly facts?: Facts }>,
  accountId: string,
  options: { readonly token: string; readonly deadlineMs: number },
): Promise<Facts | null> {
  const result = await call(accountId, options);
  return result.kind === 'found' ? (result.facts ?? null) : null;
}

function accountFacts(account: ResolvedAccount | null): Partial<OutsideFacts> {
  return account === null ? {} : { isOrderingEnabled: account.isOrderingEnabled };
}

function billingFacts(billing: ResolvedBillingInfo | null): Partial<OutsideFacts> {
  if (billing === null) return {};
  const { overdue, balance, monthlyRunRate } = billing;
  return { overdueAmount: overdue, balance, monthlyRunRate };
}

function isSame(registered: string, selected: string): boolean {
  const [left, right] = [readBaseUri(registered), readBaseUri(selected)];
  return left.ok && right.ok && left.value.text === right.value.text;
}
