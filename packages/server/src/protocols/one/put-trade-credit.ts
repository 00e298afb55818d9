import type { OneClientId, OneFigures } from '@aval/wire';
import type { CreditCall, CreditLine, CreditOutcome, Expected } from '../../credit/index.ts';
import { present } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { OrganizationId } from '../../kernel/ids.ts';
import type { RowChange } from '../../kernel/unit-of-work.ts';
import { type Condition, isMet } from './entity-tag.ts';
import { policyOf } from './limit-of-key.ts';
import { oneFault } from './one-fault.ts';
import { proposeLimit } from './propose-limit.ts';
import { type Client, clientReference, findClient, findLine } from './show-trade-credit.ts';
import type { Caller, TradeCreditDeps } from './trade-credit-deps.ts';

export type PutTradeCredit = {
  readonly client: OneClientId;
  readonly figures: OneFigures;
  /** Time of the figures (`X-As-Of`); null: when they come. */
  readonly asOf: Instant | null;
  readonly condition: Condition;
};

/**
 * Takes the ERP's three values as the full state of a trade credit and gives the line as it is then.
 * An organization that is not known is made in the same transaction, and the values are stored as
 * they were sent. A limit that needs a second person stays as it was and becomes a proposal, in place
 * of the ERP's one before; any other limit takes that one back.
 */
export async function putTradeCredit(
  deps: TradeCreditDeps,
  caller: Caller,
  request: PutTradeCredit,
): Promise<{ readonly client: Client; readonly line: CreditLine }> {
  const { tenant, principal } = caller;
  const call: CreditCall = {
    tenantId: tenant.tenantId,
    origin: { context: principal.context, actor: principal.actor },
    policy: policyOf(caller),
    key: null,
    deadlineAt: null,
  };
  const { known, outcome } = await commitFigures(deps, caller, call, request);
  const [result] = outcome.results;
  const client = known ?? present(await findClient(deps, call.tenantId, request.client), 'client');
  const line = await findLine(deps, caller, client);
  // Closed by somebody else since the commit: the figures were taken, and are over.
  if (line === null) throw oneFault('TRADE_CREDIT_NOT_FOUND');
  if (result?.limitWaits === true) {
    await proposeLimit(deps, call, line, request.figures.creditValue);
  } else if (result?.stale === false && call.policy.secondPersonAboveMinor !== null) {
    // A limit that needs nobody is the ERP's word as well: an older one must not be granted any more.
    await deps.proposals.takeBack(call, line.organizationId);
  }
  return { client, line };
}

/** How often a client is looked up: somebody else may have made it between look and commit. */
const attemptsMax = 3;

async function commitFigures(
  deps: TradeCreditDeps,
  caller: Caller,
  call: CreditCall,
  request: PutTradeCredit,
): Promise<{
  readonly known: Client | null;
  readonly outcome: Extract<CreditOutcome, { kind: 'done' }>;
}> {
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const known = await findClient(deps, call.tenantId, request.client);
    const expected = await expectedOf(deps, caller, known, request.condition);
    const made = known === null ? newClient(deps, caller, request.client) : null;
    const organizationId = known?.organization.organizationId ?? made?.organizationId;
    const outcome = await deps.ledger.commit({
      tenantId: call.tenantId,
      key: null,
      credit: [commandOf(deps, caller, call, request, present(organizationId, 'id'), expected)],
      rows: {
        ifDone: [...(made?.rows ?? []), reportRow(caller, request, present(organizationId, 'id'))],
        ifRefused: [],
      },
      deadlineAt: null,
    });
    if (outcome.kind === 'done') return { known, outcome };
    const codes = outcome.reasons.map(({ code }) => code);
    if (codes.includes('credit.version_changed')) throw oneFault('VERSION_MISMATCH');
    if (codes.includes('credit.currency_fixed')) {
      throw oneFault('INVALID_VALUE', 'The credit line of this client is in another currency.');
    }
    if (codes.includes('credit.amount_too_large')) {
      throw oneFault('INVALID_VALUE', 'The credit of this client would have too many digits.');
    }
  }
  throw oneFault('UNAVAILABLE');
}

/** The version that the ledger compares inside the transaction. */
async function expectedOf(
  deps: TradeCreditDeps,
  caller: Caller,
  known: Client | null,
  condition: Condition,
): Promise<Expected> {
  if (condition === null) return null;
  const line = known === null ? null : await findLine(deps, caller, known);
  if (line === null || !isMet(condition, line)) throw oneFault('VERSION_MISMATCH');
  return line.version;
}

function newClient(deps: TradeCreditDeps, { tenant }: Caller, client: OneClientId) {
  if (tenant.settings.one.unknownOrganization === 'refuse') throw oneFault('CLIENT_NOT_FOUND');
  // The wire carries no name; somebody who knows it can rename the organization.
  const value = `org:${client.id}`;
  const references = [{ ...clientReference, value }];
  const made = deps.parties.newOrganization(tenant.tenantId, { name: value, references });
  if (!made.ok) throw oneFault('INVALID_VALUE', 'organizationId is not valid.');
  return made.value;
}

function commandOf(
  deps: TradeCreditDeps,
  { tenant }: Caller,
  { origin, policy }: CreditCall,
  { figures, asOf }: PutTradeCredit,
  organizationId: OrganizationId,
  expected: Expected,
) {
  return {
    type: 'postErpFigures',
    origin,
    policy,
    organizationId,
    lineId: deps.ids.next('line'),
    currency: tenant.settings.one.currency,
    usedMinor: figures.creditValueUsed,
    limitMinor: figures.creditValue,
    availableMinor: figures.availableCreditValue,
    asOf,
    expected,
    mayOpen: true,
  } as const;
}

/** The values as they were sent, also where they are older than those in force. */
function reportRow(
  { tenant, principal }: Caller,
  { figures, asOf }: PutTradeCredit,
  organizationId: OrganizationId,
): RowChange {
  return {
    op: 'insert',
    table: 'erp_report',
    values: {
      tenant_id: tenant.tenantId,
      organization_id: organizationId,
      received_at_us: { blank: 'instant' },
      as_of_us: asOf,
      limit_minor: figures.creditValue,
      used_minor: figures.creditValueUsed,
      available_minor: figures.availableCreditValue,
      actor: principal.actor,
    },
  };
}
