import { type CreditRefusal, headroomOf, holdTtlUs } from '../credit/index.ts';
import { dateOf } from '../kernel/clock.ts';
import { formatAmount, money } from '../kernel/money.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { judgeLine } from './judge-line.ts';
import type { InstallationOf } from './ports.ts';
import type { Purchase, PurchaseDeps, PurchaseVerdict } from './purchase.ts';
import {
  bookingOf,
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
   * Captures the purchase and commits the rows with it, all or nothing. A soft hold that was taken
   * for it stands for as much; only what goes beyond is asked of the line. `changed`: a row or a hold
   * is not as it was.
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
        const extended = { type: 'extendHold', holdId, due, origin, policy } as const;
        await commit(deps, purchase, [], [extended]);
      }
      return passed;
    },

    book: async (purchase, rows) => {
      const taken = await reserve(deps, purchase);
      if (!taken.ok) return taken.verdict;
      const outcome = await commit(deps, purchase, rows, bookingOf(deps, purchase, taken));
      if (outcome.kind === 'done') return passed;
      // Nobody needs what was taken for it, whether it is refused or judged anew.
      const { hold } = taken;
      if (hold !== null && taken.isNew) await release(deps, purchase, taken, hold);
      const [reason] = outcome.reasons;
      const isOvertaken = reason === undefined || isOfRow(reason) || movedOn.has(reason.code);
      return isOvertaken ? { kind: 'changed' } : { kind: 'refused', reason: reasonOf(reason) };
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

const amountMax = 10n ** 15n - 1n;
