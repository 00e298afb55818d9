import { sql } from 'kysely';
import { type OrderWatch, unwatchedReasons, type WatchReader } from '../../assessment/index.ts';
import type { Instant } from '../../kernel/clock.ts';
import { createIds, type TenantId } from '../../kernel/ids.ts';
import type { OrderWatchRow } from '../schema/tables.ts';
import type { Reads } from './reads.ts';

/** Baskets that stand on nothing here, and what the platform was asked about them. */
export function createWatchReader(scans: Reads): WatchReader {
  const refused = (from: Instant, limit: number) =>
    scans
      .selectFrom('decision')
      .leftJoin('order_watch', (join) =>
        join
          .onRef('order_watch.tenant_id', '=', 'decision.tenant_id')
          .onRef('order_watch.subject', '=', 'decision.subject'),
      )
      .select(['decision.tenant_id', 'decision.subject'])
      .select(({ fn }) => fn.max('decision.decided_at_us').as('at'))
      // As the index has it: a parameter would not be seen to fit.
      .where(sql<boolean>`decision.verdict <> 'approved'`)
      .where('decision.tenant_id', 'in', (where) =>
        where.selectFrom('tenant_counter').select('tenant_id'),
      )
      .where('decision.decision_id', '>=', firstIdOf(from))
      .where('decision.kind', '=', 'credit_check')
      .where('decision.verdict', '=', 'refused')
      .where('decision.reason_code', 'not in', unwatchedReasons)
      .where('order_watch.subject', 'is', null)
      .groupBy(['decision.tenant_id', 'decision.subject'])
      .limit(limit)
      .execute();
  const givenUp = (from: Instant, limit: number) =>
    scans
      .selectFrom('credit_hold')
      .leftJoin('order_watch', (join) =>
        join
          .onRef('order_watch.tenant_id', '=', 'credit_hold.tenant_id')
          .onRef('order_watch.subject', '=', 'credit_hold.source'),
      )
      .select(['credit_hold.tenant_id', 'credit_hold.source as subject'])
      .select('credit_hold.ended_at_us as at')
      .where(sql<boolean>`credit_hold.kind in ('basket', 'review')`)
      .where(sql<boolean>`credit_hold.state in ('expired', 'released')`)
      .where('credit_hold.ended_at_us', '>=', from)
      .where('credit_hold.source', 'is not', null)
      .where('order_watch.subject', 'is', null)
      .orderBy('credit_hold.ended_at_us')
      .limit(limit)
      .execute();

  return {
    unwatched: async (from, limit) => {
      const rows = [...(await refused(from, limit)), ...(await givenUp(from, limit))];
      const baskets = new Map<string, Awaited<ReturnType<WatchReader['unwatched']>>[number]>();
      for (const { tenant_id, subject, at } of rows) {
        if (subject === null || at === null) continue;
        const basket = { tenantId: tenant_id as TenantId, subject, at: at as Instant };
        baskets.set(`${tenant_id}\n${subject}`, basket);
      }
      return [...baskets.values()].slice(0, limit);
    },
    dueWatches: async (now, limit) => {
      const rows = await scans
        .selectFrom('order_watch')
        .selectAll()
        .where('next_ask_at_us', '<=', now)
        .orderBy('next_ask_at_us')
        .limit(limit)
        .execute();
      return rows.map(fromRowWatch);
    },
    oldWatches: async (before, limit) => {
      const rows = await scans
        .selectFrom('order_watch')
        .selectAll()
        .where('since_us', '<', before)
        .limit(limit)
        .execute();
      return rows.map(fromRowWatch);
    },
  };
}

/** Ids sort by time: no decision since that moment has a smaller one. */
function firstIdOf(at: Instant): string {
  return createIds({ now: () => at, fillRandom: (bytes) => bytes.fill(0) }).next('dec');
}

function fromRowWatch(row: OrderWatchRow): OrderWatch {
  return {
    tenantId: row.tenant_id as TenantId,
    subject: row.subject,
    since: row.since_us as Instant,
    askedCount: row.asked_count,
    nextAskAt: row.next_ask_at_us as Instant | null,
    version: row.version,
  };
}
