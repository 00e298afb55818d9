import type { CreditCommand } from '../../src/credit/index.ts';
import { day, hour, plus } from '../../src/kernel/clock.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import {
  captureId,
  capturing,
  eur,
  expiring,
  extending,
  holdId,
  lineId,
  organizationId,
  placing,
  posting,
  releasing,
  resizing,
  reviving,
  seeing,
  setting,
} from '../builders/credit.ts';
import { numbered } from './applications.ts';
import type { TestStore } from './engines.ts';
import { aUnit } from './units.ts';

/**
 * Books in which everything has happened once: a group, holds that ended in every way, a revived
 * one, captures within and beyond a hold, reported and not, a figure that contains our own, and three
 * applications.
 */
export async function writeBooks(store: TestStore, tenantId: TenantId): Promise<void> {
  const steps = async (...commands: readonly CreditCommand[]) => {
    for (const command of commands) {
      const outcome = await store.storage().commit(aUnit([command], { tenantId }));
      if (outcome.kind === 'done') continue;
      throw new Error(`${command.type} was refused: ${outcome.reasons.map(({ code }) => code)}`);
    }
  };
  const group = { limitMinor: 5_000_00n, parentLineId: lineId('root') };
  const place = (name: string, line: string) =>
    placing({ holdId: holdId(name), organizationId: organizationId(line) });
  const capture = (name: string, hold: string, amountMinor: bigint) =>
    capturing(eur(amountMinor), {
      holdId: holdId(hold),
      captureId: captureId(name),
      revivedHoldId: holdId(`${hold}_again`),
    });
  const start = store.clock.now();
  await steps(
    setting({ limitMinor: 9_000_00n }, { name: 'root' }),
    setting(group, { name: 'left' }),
    setting(group, { name: 'right' }),
    place('open', 'left'),
    extending({ holdId: holdId('open') }),
    place('part', 'left'),
    capture('part', 'part', 40_00n),
    place('released', 'left'),
    releasing({ holdId: holdId('released'), reason: 'withdrawn' }),
    { ...capture('shipped', 'released', 10_00n), shippedGoods: true },
    place('whole', 'right'),
    resizing(eur(120_00n), { holdId: holdId('whole') }),
    capture('whole', 'whole', 120_00n),
    place('expired', 'right'),
    place('lost', 'right'),
  );
  store.clock.set(plus(start, 2n * hour));
  await steps(
    expiring({ holdId: holdId('expired') }),
    expiring({ holdId: holdId('lost') }),
    reviving({ holdId: holdId('expired'), revivedHoldId: holdId('revived') }),
    capture('late', 'lost', 30_00n),
    // 120 of `whole` were captured: the ERP names them.
    seeing([captureId('whole')], { organizationId: organizationId('right') }),
  );
  const levels = await store.storage().credit.levels(tenantId, organizationId('left'));
  const shown = levels?.[0];
  if (shown === undefined) throw new Error('no line');
  const { heldMinor, capturedMinor } = shown;
  store.clock.set(plus(start, day));
  await steps(
    posting(heldMinor + capturedMinor, { name: 'left', limitMinor: 4_000_00n }),
    place('after', 'left'),
  );
  for (let number = 0; number < 3; number += 1) await store.storage().commit(numbered(tenantId));
}
