import type { CreditOutcome, CreditReader, Ledger } from '../credit/index.ts';
import type { CaptureId } from '../kernel/ids.ts';
import type { UnitOfWork } from '../kernel/unit-of-work.ts';
import type { AccountDirectory, InstallationOf, SettingSource } from './ports.ts';

/** What was captured for an object, under its id. */
type Booked = InstallationOf & {
  readonly accountId: string;
  readonly externalId: string;
  /** These of them alone; null: all. */
  readonly captureIds: readonly CaptureId[] | null;
  readonly actor: string;
  readonly reason: string;
};

export type GiveBackDeps = {
  readonly ledger: Ledger;
  readonly credit: Pick<CreditReader, 'unseenCaptures'>;
  readonly accounts: AccountDirectory;
  readonly settings: SettingSource;
};

/**
 * Takes captures of something that was never delivered out of the exposure, together with the rows of
 * a unit. No ERP will report them; what one has reported already is in its figure, and stays.
 */
export function createGiveBack(
  deps: GiveBackDeps,
): (booked: Booked, unit: UnitOfWork<never>) => Promise<CreditOutcome> {
  const { ledger, credit, accounts, settings } = deps;
  return async (booked, unit) => {
    const { tenantId, accountId, externalId, actor, reason } = booked;
    const [organizationId, { policy }] = await Promise.all([
      accounts.organizationOf(booked, accountId),
      settings.settingsOf(tenantId),
    ]);
    if (organizationId === null) return ledger.commit(unit);
    const captures = await credit.unseenCaptures(tenantId, organizationId, [externalId]);
    const captureIds = captures
      .map(({ captureId }) => captureId)
      .filter((captureId) => booked.captureIds?.includes(captureId) ?? true);
    if (captureIds.length === 0) return ledger.commit(unit);
    const origin = { context: 'BACKOFFICE', actor } as const;
    const command = { type: 'seeCaptures', named: true, organizationId, captureIds } as const;
    return ledger.commit({ ...unit, credit: [{ ...command, reason, origin, policy }] });
  };
}
