import type { PlatformFailure } from '@aval/wire';
import type { InstallationOf } from '../assessment/index.ts';
import type { PlatformConnection } from './platform-clients.ts';

/** An installation refuses the desk, and only an operator can set that right. */
export type PlatformNotice = InstallationOf & { readonly reason: PlatformFailure };

/** The platform does not know the desk's user, or does not let it read. */
const forOperators: ReadonlySet<PlatformFailure> = new Set(['credentials', 'forbidden']);

/** Between two notices of one connection: every checkout meets the same refusal. */
const betweenMs = 10 * 60_000;
/** Connections that are remembered; whoever is forgotten is told of again. */
const rememberedMax = 1_000;

/** Tells of refusals, each connection's once in ten minutes, and at once when it was changed. */
export function createPlatformNotices(deps: {
  readonly nowMs: () => number;
  readonly notify: (notice: PlatformNotice) => void;
}) {
  const toldAtMs = new Map<string, number>();
  return (at: InstallationOf, connection: PlatformConnection, reason: PlatformFailure): void => {
    if (!forOperators.has(reason)) return;
    const key = `${connection.connectionId} ${connection.version}`;
    const now = deps.nowMs();
    const before = toldAtMs.get(key);
    if (before !== undefined && now - before < betweenMs) return;
    // Deleted first, so that the first one is always the one that was told of least lately.
    toldAtMs.delete(key);
    const [oldest] = toldAtMs.keys();
    if (toldAtMs.size >= rememberedMax && oldest !== undefined) toldAtMs.delete(oldest);
    toldAtMs.set(key, now);
    const { tenantId, installation } = at;
    deps.notify({ tenantId, installation, reason });
  };
}
