import type { CreditCommand, CreditOutcome, CreditReader, Hold, Ledger } from '../credit/index.ts';
import { canonical } from '../kernel/canonical.ts';
import { type Clock, formatInstant } from '../kernel/clock.ts';
import type { Hash } from '../kernel/hash.ts';
import type { Ids, TenantId } from '../kernel/ids.ts';
import { money } from '../kernel/money.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { askOrder } from './ask-order.ts';
import { basketOf } from './credit-check.ts';
import { decisionRow } from './decision-row.ts';
import { plainOrder } from './gather-facts.ts';
import {
  type DueHold,
  type HoldInquiry,
  inquiryChange,
  inquiryRemoval,
  withQuestion,
} from './hold-inquiry.ts';
import { type DueVerdict, judgeDueHold } from './judge-due-hold.ts';
import type {
  CheckSettings,
  InquiryReader,
  Notify,
  OrderAnswer,
  Platform,
  SettingSource,
} from './ports.ts';
import type { DueReason } from './refusals.ts';

export type DueHoldDeps = {
  readonly ledger: Ledger;
  readonly credit: Pick<CreditReader, 'hold'>;
  readonly inquiries: InquiryReader;
  readonly platform: Pick<Platform, 'order'>;
  readonly settings: SettingSource;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly hash: Hash;
  readonly notify: Notify;
};

export type DueCount = Record<DueVerdict['kind'], number>;

export type DueHoldService = {
  /**
   * One round over all tenants: asks the platform about basket holds that fell due and does what
   * its answer says. What is written is judged again inside its transaction, and a question is put
   * by the server that wrote it down first: two servers at once do no harm to each other. Between
   * questions it looks whether it may go on.
   */
  readonly settle: (mayGoOn?: () => boolean) => Promise<DueCount>;
};

const holdsAtOnce = 8;
const holdsPerTenant = 200;
const idleAtOnce = 200;
/** How long one question may take. */
const answerMs = 3_000;

export function createDueHoldService(deps: DueHoldDeps): DueHoldService {
  return {
    settle: async (mayGoOn = () => true) => {
      const count: DueCount = { capture: 0, release: 0, extend: 0, expire: 0, ask_again: 0 };
      const tenants = await deps.inquiries.tenantsWithDueHolds(deps.clock.now());
      // A platform that is away holds up its own tenant alone.
      await Promise.all(tenants.map((tenantId) => settleTenant(deps, tenantId, count, mayGoOn)));
      await forgetIdle(deps);
      return count;
    },
  };
}

async function settleTenant(
  deps: DueHoldDeps,
  tenantId: TenantId,
  count: DueCount,
  mayGoOn: () => boolean,
): Promise<void> {
  const settings = await deps.settings.settingsOf(tenantId);
  const due = await deps.inquiries.dueBasketHolds(tenantId, deps.clock.now(), holdsPerTenant);
  for (let at = 0; at < due.length && mayGoOn(); at += holdsAtOnce) {
    const some = due.slice(at, at + holdsAtOnce);
    const verdicts = await Promise.all(some.map((one) => settleHold(deps, settings, one)));
    for (const verdict of verdicts) if (verdict !== null) count[verdict] += 1;
    // Nobody there: the others wait for the next round, and are asked about then.
    if (verdicts.every((verdict) => verdict === 'ask_again')) return;
  }
}

/** Null where somebody else asks, or ended the hold meanwhile. */
async function settleHold(
  deps: DueHoldDeps,
  settings: CheckSettings,
  due: DueHold,
): Promise<DueVerdict['kind'] | null> {
  const { tenantId, holdId, source } = due.hold;
  const inquiry = withQuestion(due, deps.clock.now());
  const claim = await write(deps, due.hold, [inquiryChange(due.inquiry, inquiry)]);
  if (claim.kind === 'refused') return null;

  const basket = basketOf(source);
  const answer: OrderAnswer =
    basket === null
      ? { kind: 'unavailable', reason: 'no_basket' }
      : await askOrder(
          deps.platform,
          { at: { ...basket, tenantId }, orderId: basket.basketId, rules: settings.rules },
          answerMs,
        );
  // The answer may have taken seconds, and the hold may have ended by other hands.
  const hold = await deps.credit.hold(tenantId, holdId);
  if (hold === null || hold.state === 'captured' || hold.state === 'expired') return null;
  const verdict = judgeDueHold(hold, inquiry, answer, {
    accountId: basket?.accountId ?? '',
    dueCapUs: settings.dueCapUs,
    now: deps.clock.now(),
  });
  // What a person released is over, but for goods that left the house all the same.
  if (hold.state === 'released' && verdict.kind !== 'capture') return null;
  const outcome = await carryOut(deps, settings, { hold, inquiry, answer, verdict });
  return outcome.kind === 'refused' ? null : verdict.kind;
}

type Answered = {
  readonly hold: Hold;
  readonly inquiry: HoldInquiry;
  readonly answer: OrderAnswer;
  readonly verdict: DueVerdict;
};

async function carryOut(
  deps: DueHoldDeps,
  { policy, basketTtlUs }: CheckSettings,
  answered: Answered,
): Promise<CreditOutcome> {
  const { hold, inquiry, verdict } = answered;
  const { holdId } = hold;
  const common = { holdId, origin, policy } as const;
  const done = [inquiryRemoval(inquiry)];
  switch (verdict.kind) {
    case 'capture':
      return write(deps, hold, done, {
        ...common,
        type: 'captureHold',
        captureId: deps.ids.next('cap'),
        revivedHoldId: deps.ids.next('hold'),
        amount: verdict.amount,
        reference: basketOf(hold.source)?.basketId ?? null,
        isFinal: true,
        shippedGoods: verdict.isMore,
      });
    case 'release':
      return write(deps, hold, done, { ...common, type: 'releaseHold', reason: verdict.reason });
    case 'extend': {
      const extended = { ...inquiry, isExtended: true, version: inquiry.version + 1n };
      return write(deps, hold, [inquiryChange(inquiry, extended)], {
        ...common,
        type: 'extendHold',
        due: { afterUs: basketTtlUs },
      });
    }
    case 'expire': {
      const { reason } = verdict;
      const rows = [...done, noticeRow(deps, answered, 'expired', reason)];
      const outcome = await write(deps, hold, rows, { ...common, type: 'expireHold' });
      if (outcome.kind === 'done') deps.notify({ hold, reason });
      return outcome;
    }
    case 'ask_again': {
      const { notice: reason } = verdict;
      if (reason === null) return write(deps, hold, []);
      const noticed = { ...inquiry, isNoticed: true, version: inquiry.version + 1n };
      const rows = [inquiryChange(inquiry, noticed), noticeRow(deps, answered, 'review', reason)];
      const outcome = await write(deps, hold, rows);
      if (outcome.kind === 'done') deps.notify({ hold, reason });
      return outcome;
    }
  }
}

const origin = { context: 'INTERNAL', actor: 'job:due-holds' } as const;

function write(
  { ledger }: DueHoldDeps,
  { tenantId }: Hold,
  ifDone: readonly RowChange[],
  ...credit: readonly CreditCommand[]
): Promise<CreditOutcome> {
  const rows = { ifDone, ifRefused: [] };
  return ledger.commit({ tenantId, key: null, credit, rows, deadlineAt: null });
}

/** What people find among the decisions: which hold, what was asked, and what came of it. */
function noticeRow(
  { ids, hash }: DueHoldDeps,
  { hold, inquiry, answer }: Answered,
  verdict: 'expired' | 'review',
  reason: DueReason,
): RowChange {
  const facts = canonical({
    ...basketOf(hold.source),
    order: plainOrder(answer),
    holdId: hold.holdId,
    fellDueAt: formatInstant(inquiry.fellDueAt),
    askedCount: Number(inquiry.askedCount),
  });
  return decisionRow(
    {
      tenantId: hold.tenantId,
      decisionId: ids.next('dec'),
      kind: 'hold_due',
      subject: hold.source ?? hold.holdId,
      organizationId: hold.organizationId,
      total: money(hold.askedMinor, hold.askedCurrency),
      facts,
      factsHash: hash.sha256(facts),
      rulesetHash: null,
      position: null,
    },
    { verdict, rules: null, ledger: null, reasons: [reason] },
  );
}

/** Drops what was remembered of holds that were captured or released by somebody else. */
async function forgetIdle(deps: DueHoldDeps): Promise<void> {
  const idle = await deps.inquiries.idleInquiries(idleAtOnce);
  await Promise.all(
    idle.map((inquiry) =>
      deps.ledger.commit({
        tenantId: inquiry.tenantId,
        key: null,
        credit: [],
        rows: { ifDone: [inquiryRemoval(inquiry)], ifRefused: [] },
        deadlineAt: null,
      }),
    ),
  );
}
