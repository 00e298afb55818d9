import type { CreditOutcome, CreditReader, Ledger, SeeCaptures } from '../credit/index.ts';
import { present } from '../kernel/assert.ts';
import type { CaptureId, TenantId } from '../kernel/ids.ts';
import type { UnitOfWork } from '../kernel/unit-of-work.ts';
import type { SettingSource } from './ports.ts';

/** What was captured for an object, under its id. */
type Booked = {
  readonly tenantId: TenantId;
  readonly externalId: string;
  /** These of them alone; null: all. */
  readonly captureIds: readonly CaptureId[] | null;
  readonly actor: string;
  readonly reason: string;
};

export type GiveBackDeps = {
  readonly ledger: Ledger;
  readonly credit: Pick<CreditReader, 'unseenCaptures' | 'hold'>;
  readonly settings: SettingSource;
};

/**
 * Takes captures of something that was never delivered out of the exposure, together with the rows of
 * a unit. No ERP will report them; what one has reported already is in its figure, and stays. Each
 * leaves the line that it was captured on, whoever the customer's account is linked to by now.
 */
export function createGiveBack(
  deps: GiveBackDeps,
): (booked: Booked, unit: UnitOfWork<never>) => Promise<CreditOutcome> {
  const { ledger, credit, settings } = deps;
  return async (booked, unit) => {
    const { tenantId, externalId } = booked;
    const captures = (await credit.unseenCaptures(tenantId, null, [externalId])).filter(
      ({ captureId }) => booked.captureIds?.includes(captureId) ?? true,
    );
    if (captures.length === 0) return ledger.commit(unit);
    const { policy } = await settings.settingsOf(tenantId);
    const lines = [...new Set(captures.map(({ lineId }) => lineId))];
    const commands = lines.map(async (line): Promise<SeeCaptures> => {
      const ofLine = captures.filter(({ lineId }) => lineId === line);
      const hold = await credit.hold(tenantId, present(ofLine[0], 'capture').holdId);
      return {
        ...{ type: 'seeCaptures', named: true, reason: booked.reason, policy },
        organizationId: present(hold, 'hold of a capture').organizationId,
        captureIds: ofLine.map(({ captureId }) => captureId),
        origin: { context: 'BACKOFFICE', actor: booked.actor },
      };
    });
    return ledger.commit({ ...unit, credit: await Promise.all(commands) });
  };
}
