import type { CreditCommand, CreditOutcome, CreditReader, Hold, Ledger } from '../credit/index.ts';
import { canonical } from '../kernel/canonical.ts';
import { type Clock, formatInstant, minute } from '../kernel/clock.ts';
import type { Hash } from '../kernel/hash.ts';
import type { Ids, OrganizationId, TenantId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import type { CreditCheckRequest } from './credit-check.ts';
import { decisionRow } from './decision-row.ts';
import { plainOrder, rateFor } from './gather-facts.ts';
import { captured } from './judge-due-hold.ts';
import { carrierOf } from './judge-order.ts';
import { type OrderWatch, watchEnd } from './order-watch.ts';
import type { AccountDirectory, CheckSettings, OrderAnswer, OrderFacts } from './ports.ts';
import type { OutsideReason } from './refusals.ts';

export type BookDeps = {
  readonly ledger: Ledger;
  readonly credit: Pick<CreditReader, 'holdOfSource' | 'levels' | 'rate'>;
  readonly accounts: AccountDirectory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly hash: Hash;
  /** Tells people that an order was executed without a yes. */
  readonly notify: (notice: { readonly watch: OrderWatch; readonly reason: string }) => void;
};

/** An order that was executed, and what stands for its basket here: nothing, or a hold that is over. */
export type Executed = {
  readonly at: Pick<CreditCheckRequest, 'tenantId' | 'installation' | 'accountId' | 'basketId'>;
  readonly watch: OrderWatch;
  readonly hold: Hold | null;
  readonly answer: OrderAnswer;
  readonly order: OrderFacts;
};

/**
 * Books what was executed, whatever the line has left, and marks it: what is left of the hold that was
 * given up, else a hold of its own that is captured at once. Whether people were told of it.
 */
export async function bookExecuted(
  deps: BookDeps,
  settings: CheckSettings,
  executed: Executed,
): Promise<boolean> {
  const { at, watch, hold, answer, order } = executed;
  const end = watchEnd(watch);
  if (order.total.amountMinor <= 0n) {
    await write(deps, watch.tenantId, [end]);
    return false;
  }
  const carrier = carrierOf(at, answer, settings.rules.carrier);
  const organizationId = hold?.organizationId ?? (await deps.accounts.organizationOf(at, carrier));
  const row = (ledger: 'approved' | 'refused' | null, reasons: Reasons) =>
    outsideRow(deps, executed, organizationId, ledger, reasons);
  if (organizationId === null) {
    const reasons = [outside, { code: 'assessment.account_unknown' }] as const;
    const outcome = await write(deps, watch.tenantId, [end, row(null, reasons)]);
    return told(deps, watch, outcome, 'assessment.account_unknown');
  }
  const command =
    hold === null
      ? await placeOf(deps, settings, executed, organizationId)
      : captureOf(deps, settings, executed, hold, captured(hold, order.total));
  if (command === null) {
    await write(deps, watch.tenantId, [end]);
    return false;
  }
  const outcome = await write(deps, watch.tenantId, [end, row('approved', [outside])], command);
  if (outcome.kind === 'refused') return bookRefused(deps, executed, outcome.reasons, row);
  const placed = hold === null ? (outcome.results[0]?.hold ?? null) : null;
  if (placed !== null) {
    // Where this fails the hold falls due, and is captured then: the platform says executed.
    const all = { kind: 'capture', amount: order.total } as const;
    const capture = captureOf(deps, settings, executed, placed, all);
    if (capture !== null) await write(deps, watch.tenantId, [], capture);
  }
  return told(deps, watch, outcome, outside.code);
}

async function bookRefused(
  deps: BookDeps,
  { watch }: Executed,
  reasons: Reasons,
  row: (ledger: 'refused', reasons: Reasons) => RowChange,
): Promise<boolean> {
  const code = reasons[0]?.code ?? '';
  // Somebody else was faster, or a hold stands for it by now: the next turn sees what came of it.
  if (code === 'row.changed' || code === 'credit.hold_exists') return false;
  const outcome = await write(deps, watch.tenantId, [watchEnd(watch), row('refused', reasons)]);
  return told(deps, watch, outcome, code);
}

type Reasons = readonly { readonly code: string }[];

const outside: OutsideReason = { code: 'assessment.executed_outside' };

/** What was executed of a hold, whatever is left of it; null where nothing is left to book. */
function captureOf(
  { ids }: BookDeps,
  { policy }: CheckSettings,
  { at }: Executed,
  hold: Hold,
  verdict: ReturnType<typeof captured> | { readonly kind: 'capture'; readonly amount: Money },
): CreditCommand | null {
  if (verdict.kind === 'release') return null;
  return {
    type: 'captureHold',
    origin,
    policy,
    holdId: hold.holdId,
    captureId: ids.next('cap'),
    revivedHoldId: ids.next('hold'),
    amount: verdict.amount,
    reference: at.basketId,
    isFinal: true,
    // What expired follows `hold.lateCapture`; what a person released has left the house.
    shippedGoods: hold.state !== 'expired',
  };
}

/** A hold for what was executed without one, whatever the line has left. */
async function placeOf(
  deps: BookDeps,
  { policy }: CheckSettings,
  { at, watch, order }: Executed,
  organizationId: OrganizationId,
): Promise<CreditCommand> {
  return {
    type: 'placeHold',
    origin,
    policy,
    holdId: deps.ids.next('hold'),
    organizationId,
    kind: 'basket',
    amount: order.total,
    rate: await rateOf(deps, at.tenantId, organizationId, order),
    source: watch.subject,
    ifLive: 'refuse',
    due: { afterUs: minute },
    isUnchecked: true,
  };
}

async function rateOf(
  deps: BookDeps,
  tenantId: TenantId,
  organizationId: OrganizationId,
  { total }: OrderFacts,
) {
  const levels = await deps.credit.levels(tenantId, organizationId);
  return levels === null ? null : rateFor(deps, tenantId, total.currency, levels[0].currency);
}

const origin = { context: 'INTERNAL', actor: 'job:executed-outside' } as const;

/** Rows of the watch, with a command where the books follow. */
export function write(
  { ledger }: Pick<BookDeps, 'ledger'>,
  tenantId: TenantId,
  ifDone: readonly RowChange[],
  ...credit: readonly CreditCommand[]
): Promise<CreditOutcome> {
  const rows = { ifDone, ifRefused: [] };
  return ledger.commit({ tenantId, key: null, credit, rows, deadlineAt: null });
}

function told(
  { notify }: BookDeps,
  watch: OrderWatch,
  outcome: CreditOutcome,
  reason: string,
): boolean {
  if (outcome.kind === 'refused') return false;
  notify({ watch, reason });
  return true;
}

/** What people find among the decisions: which order, and what could be booked of it. */
function outsideRow(
  { ids, hash }: BookDeps,
  { at, watch, hold, answer, order }: Executed,
  organizationId: OrganizationId | null,
  ledger: 'approved' | 'refused' | null,
  reasons: Reasons,
): RowChange {
  const { accountId, basketId } = at;
  const facts = canonical({
    accountId,
    basketId,
    order: plainOrder(answer),
    holdBefore: hold?.holdId,
    since: formatInstant(watch.since),
    askedCount: Number(watch.askedCount),
  });
  return decisionRow(
    {
      tenantId: watch.tenantId,
      decisionId: ids.next('dec'),
      kind: 'executed_outside',
      subject: watch.subject,
      organizationId,
      total: order.total,
      facts,
      factsHash: hash.sha256(facts),
      rulesetHash: null,
      position: null,
    },
    { verdict: 'review', rules: null, ledger, reasons },
  );
}
