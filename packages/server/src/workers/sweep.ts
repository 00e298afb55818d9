import type {
  CreditCommand,
  CreditPolicy,
  CreditUnit,
  DueReader,
  Hold,
  Ledger,
} from '../credit/index.ts';
import { type Clock, day, type Instant, instant } from '../kernel/clock.ts';
import type { CaptureId, OrganizationId, TenantId } from '../kernel/ids.ts';

export type SweepDeps = {
  readonly ledger: Ledger;
  readonly due: DueReader;
  readonly clock: Clock;
  readonly keys: {
    readonly forgetKeys: (usedBefore: Instant, atMost: number) => Promise<number>;
  };
  readonly policyOf: (tenantId: TenantId) => Promise<CreditPolicy>;
};

export type SweepCount = {
  readonly expired: number;
  readonly seen: number;
  readonly forgotten: number;
};

const holdsAtOnce = 200;
const roundsMax = 50;

/** How long the answer of an `Idempotency-Key` is remembered. */
const keyLifeUs = 7n * day;
/** Keys that one sweep drops: few, so that no change waits long for it. */
const keysAtOnce = 1_000;

/**
 * One sweep over all tenants: ends the holds that have fallen due, takes captures out of the exposure
 * that the ERP's figures contain by now, and drops old request keys. The first two are ordinary
 * commands, judged again inside their transaction, so that two servers that sweep at once do no harm
 * to each other.
 *
 * Soft and native holds have nobody to ask and end when they fall due. The hold of a basket, also of
 * one that a person approved, has a platform that knows its order: the assessment room asks it.
 */
export async function sweep(deps: SweepDeps): Promise<SweepCount> {
  const now = deps.clock.now();
  const expired = await expireDue(deps, ['soft', 'native'], now);
  const seen = await seeReported(deps, now);
  const forgotten = await deps.keys.forgetKeys(instant(now - keyLifeUs), keysAtOnce);
  return { expired, seen, forgotten };
}

async function expireDue(
  deps: SweepDeps,
  kinds: readonly Hold['kind'][],
  dueBefore: Instant,
): Promise<number> {
  let count = 0;
  for (let round = 0; round < roundsMax; round += 1) {
    const holds = await deps.due.dueHolds(kinds, dueBefore, holdsAtOnce);
    const outcomes = await Promise.all(
      holds.map(async ({ tenantId, holdId }) => {
        const policy = await deps.policyOf(tenantId);
        return deps.ledger.commit(
          unitOf(tenantId, { type: 'expireHold', holdId, origin: expiry, policy }),
        );
      }),
    );
    const ended = outcomes.filter((outcome) => outcome.kind === 'done').length;
    count += ended;
    if (holds.length < holdsAtOnce || ended === 0) break;
  }
  return count;
}

async function seeReported(deps: SweepDeps, now: Instant): Promise<number> {
  const captures = await deps.due.reportedCaptures(now, holdsAtOnce * roundsMax);
  const byOrganization = new Map<
    string,
    {
      readonly tenantId: TenantId;
      readonly organizationId: OrganizationId;
      readonly ids: CaptureId[];
    }
  >();
  for (const { tenantId, organizationId, captureId } of captures) {
    const name = `${tenantId}\n${organizationId}`;
    const group = byOrganization.get(name) ?? { tenantId, organizationId, ids: [] };
    group.ids.push(captureId);
    byOrganization.set(name, group);
  }
  let count = 0;
  for (const { tenantId, organizationId, ids } of byOrganization.values()) {
    const policy = await deps.policyOf(tenantId);
    const outcome = await deps.ledger.commit(
      unitOf(tenantId, {
        type: 'seeCaptures',
        organizationId,
        captureIds: ids.slice(0, holdsAtOnce),
        named: false,
        origin: reporting,
        policy,
      }),
    );
    if (outcome.kind === 'done' && outcome.results.some(({ changed }) => changed)) count += 1;
  }
  return count;
}

const expiry = { context: 'INTERNAL', actor: 'job:expiry' } as const;
const reporting = { context: 'INTERNAL', actor: 'job:captures-seen' } as const;

function unitOf(tenantId: TenantId, command: CreditCommand): CreditUnit {
  return {
    tenantId,
    key: null,
    credit: [command],
    rows: { ifDone: [], ifRefused: [] },
    deadlineAt: null,
  };
}
