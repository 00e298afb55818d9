import { present } from '../../src/kernel/assert.ts';
import type { HoldId } from '../../src/kernel/ids.ts';
import { demo } from '../access/rooms.ts';
import type { TestApi } from './start-api.ts';

/** Lets two seconds pass and ends the hold, as the sweep does. */
export async function expireHold({ rooms, services }: TestApi, holdId: string): Promise<void> {
  rooms.clock.pass(2_000_000n);
  const { settings } = present(await services.tenant(demo), 'tenant');
  const outcome = await rooms.storage.commit({
    tenantId: demo,
    key: null,
    deadlineAt: null,
    rows: { ifDone: [], ifRefused: [] },
    credit: [
      {
        type: 'expireHold',
        holdId: holdId as HoldId,
        origin: { context: 'INTERNAL', actor: 'job:expiry' },
        policy: settings.policy,
      },
    ],
  });
  if (outcome.kind !== 'done') throw new Error('the hold did not expire');
}
