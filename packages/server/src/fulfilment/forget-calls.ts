import { type Clock, instant } from '../kernel/clock.ts';
import { trackIdsRememberedUs } from './late-repeat.ts';
import type { CommitRows, FulfilmentReader } from './ports.ts';

/** Calls that one round drops: few, so that no change waits long for it. */
const callsAtOnce = 500;

/** Drops track ids that count for nothing any more, some at a time, and tells how many. */
export async function forgetCalls(deps: {
  readonly reader: Pick<FulfilmentReader, 'callsBefore'>;
  readonly commit: CommitRows;
  readonly clock: Clock;
}): Promise<number> {
  const before = instant(deps.clock.now() - trackIdsRememberedUs);
  const old = await deps.reader.callsBefore(before, callsAtOnce);
  for (const tenantId of new Set(old.map((call) => call.tenantId))) {
    const rows = old
      .filter((call) => call.tenantId === tenantId)
      .map(({ externalId, trackId, callHash, at }) => ({
        op: 'delete' as const,
        table: 'fulfilment_call',
        where: {
          tenant_id: tenantId,
          external_id: externalId,
          track_id: trackId,
          call_hash: callHash,
          at_us: at,
        },
      }));
    // Refused where one of them was heard again meanwhile: the next round sees the others.
    await deps.commit({
      ...{ tenantId, key: null, credit: [], deadlineAt: null },
      rows: { ifDone: rows, ifRefused: [] },
    });
  }
  return old.length;
}
