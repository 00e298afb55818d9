import { type CreditCommand, type CreditRefusal, headroomOf, holdTtlUs } from '../credit/index.ts';
import { assert } from '../kernel/assert.ts';
import { dateOf } from '../kernel/clock.ts';
import { formatAmount, money } from '../kernel/money.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { judgeLine } from './judge-line.ts';
import type { InstallationOf } from './ports.ts';
import type { Purchase, PurchaseDeps, PurchaseVerdict } from './purchase.ts';
import {
  captureOf,
  commit,
  gather,
  isOfRow,
  movedOn,
  originOf,
  passed,
  placeFor,
  rateFor,
  reasonOf,
  release,
  reserve,
  unknownCustomer,
} from './purchase-holds.ts';

export type PurchaseService = {
  /** Judges on the line as it is read, and writes nothing. */
  readonly judge: (purchase: Purchase) => Promise<PurchaseVerdict>;
  /** Takes a soft hold for some minutes; one that is there is changed to the new amount. */
  readonly reserve: (purchase: Purchase) => Promise<PurchaseVerdict>;
  /**
   * Captures the purchase and commits the rows with it. A soft hold that was taken for it stands for
   * as much; only what goes beyond is asked of the line. `changed`: a row or a hold is not as it was.
   */
  readonly book: (
    purchase: Purchase,
    rows: readonly RowChange[],
  ) => Promise<PurchaseVerdict | { readonly kind: 'changed' }>;
  /**
   * What is left on the line, as a decimal text; null where there is no line. A line without a limit
   * has more left than anything costs.
   */
  readonly headroom: (at: InstallationOf, accountId: string) => Promise<string | null>;
};

/**
 * Credit for purchases that no basket stands for: a back office executes them, or calls a service
 * manager. What a person has released of the customer's baskets counts first: such an order comes
 * back here when it is executed by hand.
 */
export function createPurchaseService(deps: PurchaseDeps): PurchaseService {
  return {
    judge: async (purchase) => {
      const of = await gather(deps, purchase);
      if (of === null) return unknownCustomer;
      if (of.rest === null) return passed;
      const { tenantId } = purchase;
      const levels = await deps.credit.levels(tenantId, of.organizationId);
      const line = levels?.[0];
      const rate = line === undefined ? null : await rateFor(deps, purchase, line.currency);
      const command = placeFor(deps, purchase, { ...of, rest: of.rest }, rate);
      const reasons = judgeLine(tenantId, { levels, live: of.live }, command, deps.clock.now());
      const [reason] = reasons as readonly CreditRefusal[];
      return reason === undefined ? passed : { kind: 'refused', reason: reasonOf(reason) };
    },

    reserve: async (purchase) => {
      const taken = await reserve(deps, purchase);
      if (!taken.ok) return taken.verdict;
      const { hold, isNew, policy } = taken;
      if (hold !== null && !isNew) {
        // Asked for again: from now on it stands as long as a new one. One that has just ended was
        // told to have been there.
        const due = { afterUs: holdTtlUs.soft };
        const { holdId } = hold;
        const origin = originOf(purchase);
        await commit(deps, purchase, [], { type: 'extendHold', holdId, due, origin, policy });
      }
      return passed;
    },

    book: async (purchase, rows) => {
      const taken = await reserve(deps, purchase);
      if (!taken.ok) return taken.verdict;
      const { released, hold, rest } = taken;
      // A unit has one command for a line: the rows go with the part that is captured first.
      const parts = [
        ...(released === null ? [] : [{ ...released, isFinal: false }]),
        ...(hold === null || rest === null ? [] : [{ hold, amount: rest, isFinal: true }]),
      ].map((part) => captureOf(deps, purchase, taken.policy, part));
      const [first, ...others] = parts;
      const outcome = await commit(deps, purchase, rows, first);
      if (outcome.kind === 'done') {
        for (const other of others) await captureRest(deps, purchase, other);
        return passed;
      }
      const [reason] = outcome.reasons;
      const isOvertaken = reason === undefined || isOfRow(reason) || movedOn.has(reason.code);
      if (!isOvertaken) return { kind: 'refused', reason: reasonOf(reason) };
      // Somebody else has booked it, or it is judged anew: nobody needs what was taken for it.
      if (hold !== null && taken.isNew) await release(deps, purchase, taken, hold);
      return { kind: 'changed' };
    },

    headroom: async (at, accountId) => {
      const organizationId = await deps.accounts.organizationOf(at, accountId);
      if (organizationId === null) return null;
      const [levels, { policy }] = await Promise.all([
        deps.credit.levels(at.tenantId, organizationId),
        deps.settings.settingsOf(at.tenantId),
      ]);
      if (levels === null) return null;
      const { headroomMinor } = headroomOf(levels, policy, dateOf(deps.clock.now()));
      return formatAmount(money(headroomMinor ?? amountMax, levels[0].currency));
    },
  };
}

/**
 * The rest of a purchase that is done by now: neither its deadline nor the end of its hold may keep
 * it from being booked.
 */
async function captureRest(
  deps: PurchaseDeps,
  purchase: Purchase,
  capture: CreditCommand,
): Promise<void> {
  const shipped =
    capture.type === 'captureHold' ? { ...capture, shippedGoods: true as const } : capture;
  const outcome = await commit(deps, { ...purchase, deadlineAt: null }, [], shipped);
  assert(outcome.kind === 'done', 'the rest of a purchase that is done can always be booked');
}

const amountMax = 10n ** 15n - 1n;
