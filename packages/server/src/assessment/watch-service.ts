import { hour, type Instant, instant, minute } from '../kernel/clock.ts';
import { askOrder } from './ask-order.ts';
import { type BookDeps, bookExecuted, write } from './book-executed.ts';
import { basketOf } from './credit-check.ts';
import { executedStatusType } from './judge-order.ts';
import {
  askedAt,
  type OrderWatch,
  watchChange,
  watchEnd,
  watchOf,
  watchRemoval,
} from './order-watch.ts';
import type { Platform, SettingSource, WatchReader } from './ports.ts';

export type WatchDeps = BookDeps & {
  readonly watches: WatchReader;
  readonly platform: Pick<Platform, 'order'>;
  readonly settings: SettingSource;
};

export type WatchService = {
  /**
   * One round over all tenants: begins to watch baskets that stand on nothing, and asks the platform
   * about those whose turn it is. What was executed is booked without a hold and marked, whatever the
   * line has left: it is owed. Gives the number of orders that were found executed.
   */
  readonly settle: (mayGoOn?: () => boolean) => Promise<number>;
};

const discoverEveryUs = 5n * minute;
/** Decisions that other servers commit a little late are found in the next rounds. */
const overlapUs = hour;
const watchMaxUs = 90n * 24n * hour;
const basketsAtOnce = 1_000;
const watchesAtOnce = 200;
const questionsAtOnce = 8;
const answerMs = 3_000;

export function createWatchService(deps: WatchDeps): WatchService {
  let discoveredAt: Instant | null = null;

  const discover = async (now: Instant) => {
    if (discoveredAt !== null && now < discoveredAt + discoverEveryUs) return;
    const from = discoveredAt === null ? now - watchMaxUs : discoveredAt - overlapUs;
    const baskets = await deps.watches.unwatched(instant(from), basketsAtOnce);
    await Promise.all(
      baskets.map(async (basket) => {
        const { watchUs } = await deps.settings.settingsOf(basket.tenantId);
        // One that nobody wants is over from the start: else it would be found again and again.
        const begun = watchUs === null ? null : now;
        await write(deps, basket.tenantId, [watchOf(basket, begun)]);
      }),
    );
    // More than one round takes: the next one goes on from the same place.
    if (baskets.length < basketsAtOnce) discoveredAt = now;
    const old = await deps.watches.oldWatches(instant(now - 2n * watchMaxUs), watchesAtOnce);
    for (const watch of old) await write(deps, watch.tenantId, [watchRemoval(watch)]);
  };

  return {
    settle: async (mayGoOn = () => true) => {
      const now = deps.clock.now();
      await discover(now);
      const due = await deps.watches.dueWatches(now, watchesAtOnce);
      let count = 0;
      for (let at = 0; at < due.length && mayGoOn(); at += questionsAtOnce) {
        const some = due.slice(at, at + questionsAtOnce);
        const found = await Promise.all(some.map((watch) => askAbout(deps, watch)));
        count += found.filter((isFound) => isFound).length;
      }
      return count;
    },
  };
}

/** Whether the order was found executed, and is booked or told. */
async function askAbout(deps: WatchDeps, before: OrderWatch): Promise<boolean> {
  const { tenantId, subject } = before;
  const now = deps.clock.now();
  const settings = await deps.settings.settingsOf(tenantId);
  const basket = basketOf(subject);
  const isOver = settings.watchUs === null || now > before.since + settings.watchUs;
  if (basket === null || isOver) {
    await write(deps, tenantId, [watchEnd(before)]);
    return false;
  }
  const watch = askedAt(before, now);
  const claim = await write(deps, tenantId, [watchChange(before, watch)]);
  if (claim.kind === 'refused') return false;

  const hold = await deps.credit.holdOfSource(tenantId, subject);
  // A yes stands for it meanwhile: what becomes of that hold is asked when it falls due.
  if (hold?.state === 'open') return false;
  if (hold?.state === 'captured') {
    await write(deps, tenantId, [watchEnd(watch)]);
    return false;
  }
  const at = { ...basket, tenantId };
  const asked = { at, orderId: basket.basketId, rules: settings.rules };
  const answer = await askOrder(deps.platform, asked, answerMs);
  if (answer.kind !== 'found') return false;
  const { order } = answer;
  if (order.accountId !== basket.accountId || order.statusType.toLowerCase() === 'cancelled') {
    await write(deps, tenantId, [watchEnd(watch)]);
    return false;
  }
  if (order.statusType.toLowerCase() !== executedStatusType) return false;
  return bookExecuted(deps, settings, { at, watch, hold, answer, order });
}
