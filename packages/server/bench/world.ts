import { createHash, randomFillSync } from 'node:crypto';
import { type CreditUnit, defaultPolicy, holdTtlUs } from '../src/credit/index.ts';
import { type Clock, instant } from '../src/kernel/clock.ts';
import { currency } from '../src/kernel/currency.ts';
import { createIds, type OrganizationId, type TenantId } from '../src/kernel/ids.ts';
import { money } from '../src/kernel/money.ts';
import type { Storage } from '../src/storage/storage.ts';

export const tenantId = 'bench' as TenantId;
export const eur = currency('EUR');
export const clock: Clock = {
  now: () => instant(BigInt(Math.round((performance.timeOrigin + performance.now()) * 1_000))),
};
export const ids = createIds({ now: clock.now, fillRandom: (bytes) => randomFillSync(bytes) });
const origin = { context: 'INTEGRATIONS', actor: 'key:cred_bench' } as const;

/** Opens so many lines with room for every hold of a run. */
export async function openLines(storage: Storage, count: number): Promise<OrganizationId[]> {
  const organizations = Array.from({ length: count }, () => ids.next('org'));
  await Promise.all(
    organizations.map((organizationId) =>
      storage.commit({
        ...bare,
        credit: [
          {
            type: 'setLine',
            organizationId,
            lineId: ids.next('line'),
            currency: eur,
            terms: { limitMinor: 900_000_000_000_000n },
            expected: null,
            approved: false,
            reason: null,
            origin,
            policy: defaultPolicy,
          },
        ],
      }),
    ),
  );
  return organizations;
}

/** A hold as the API sends it: a key with the fingerprint of the request, one command. */
export function holdUnit(organizationId: OrganizationId, index: number): CreditUnit {
  const holdId = ids.next('hold');
  const fingerprint = createHash('sha256').update(`${organizationId}${index}`).digest('hex');
  return {
    ...bare,
    key: { scope: 'bench.hold', value: holdId, fingerprint },
    credit: [
      {
        type: 'placeHold',
        holdId,
        organizationId,
        kind: 'native',
        amount: money(BigInt(100 + (index % 900)), eur),
        rate: null,
        source: null,
        ifLive: 'refuse',
        due: { afterUs: holdTtlUs.native },
        origin,
        policy: defaultPolicy,
      },
    ],
  };
}

const bare: CreditUnit = {
  tenantId,
  key: null,
  credit: [],
  rows: { ifDone: [], ifRefused: [] },
  deadlineAt: null,
};
