import { type NewProviderStep, providerStepRow } from '../../src/fulfilment/index.ts';
import { stepMoveRow } from '../../src/fulfilment/provider-step-rows.ts';
import { present } from '../../src/kernel/assert.ts';
import type { ProviderStepId, ServiceId, TenantId } from '../../src/kernel/ids.ts';
import { type RowChange, rowsOnly } from '../../src/kernel/unit-of-work.ts';
import { createProviderStepReader } from '../../src/storage/reads/provider-step-reads.ts';
import { demo } from '../access/rooms.ts';
import { aStep } from '../builders/provider-steps.ts';
import type { TestApi } from './start-api.ts';

export type ParkOptions = Partial<Pick<NewProviderStep, 'operation' | 'objectVersion'>> & {
  readonly tenantId?: TenantId;
  readonly externalId?: string;
  /** The provider may have done it all the same. */
  readonly isUnclear?: boolean;
};

/** A step that the provider's system refused for good, in its one attempt. */
export async function parkStep(api: TestApi, stepId: string, options: ParkOptions = {}) {
  const { tenantId = demo, externalId = 'sub-1', isUnclear = false, ...change } = options;
  const { storage } = api.rooms;
  const commit = async (row: RowChange) => {
    const outcome = await storage.commit(rowsOnly(tenantId, [row]));
    if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.reasons));
    return present(
      await createProviderStepReader(storage.db, storage.db).providerStep(
        tenantId,
        stepId as ProviderStepId,
      ),
      'a step that was written',
    );
  };
  const names = {
    tenantId,
    stepId: stepId as ProviderStepId,
    serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a' as ServiceId,
    externalId: externalId as never,
  };
  const waiting = await commit(providerStepRow({ ...aStep(), ...change, ...names }));
  const nextAttemptAt = api.rooms.clock.now();
  const claimed = await commit(stepMoveRow(waiting, 'claim', { attempts: 1, nextAttemptAt }));
  const lastError = 'HTTP 422: no such plan';
  return commit(stepMoveRow(claimed, 'park', { lastError, isUnclear }));
}
