import type { OneClientId } from '@aval/wire';
import type { Expected } from '../../credit/index.ts';
import { type Condition, isMet } from './entity-tag.ts';
import { oneFault } from './one-fault.ts';
import { findClient, findLine } from './show-trade-credit.ts';
import type { Caller, TradeCreditDeps } from './trade-credit-deps.ts';

/**
 * Closes the line of a client. What is held on it lives on. A trade credit that is gone already, or
 * never was, is a success without effect; a client that is not known is none.
 */
export async function deleteTradeCredit(
  deps: TradeCreditDeps,
  caller: Caller,
  asked: OneClientId,
  condition: Condition,
): Promise<void> {
  const { tenantId, settings } = caller.tenant;
  const client = await findClient(deps, tenantId, asked);
  if (client === null) throw oneFault('CLIENT_NOT_FOUND');
  const line = await findLine(deps, caller, client);
  if (!isMet(condition, line)) throw oneFault('VERSION_MISMATCH');
  if (line === null) return;
  const { context, actor } = caller.principal;
  const expected: Expected = condition === null ? null : line.version;
  const outcome = await deps.ledger.commit({
    tenantId,
    key: null,
    credit: [
      {
        type: 'closeLine',
        origin: { context, actor },
        policy: settings.policy,
        organizationId: client.organization.organizationId,
        expected,
        reason: null,
      },
    ],
    rows: { ifDone: [], ifRefused: [] },
    deadlineAt: null,
  });
  if (outcome.kind === 'refused') throw oneFault('VERSION_MISMATCH');
}
