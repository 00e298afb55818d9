import { sql } from 'kysely';
import type {
  DueStepReader,
  ProviderStep,
  ProviderStepReader,
  StepCount,
} from '../../fulfilment/index.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { ProviderStepId, ServiceId, TenantId } from '../../kernel/ids.ts';
import type { ProviderStepRow } from '../schema/tables.ts';
import { pageOf, type Reads } from './reads.ts';

/** What providers' systems have still to do. `scans` looks over all tenants, `db` at one object. */
export function createProviderStepReader(
  db: Reads,
  scans: Reads,
): DueStepReader & ProviderStepReader {
  return {
    dueServices: async (now, limit) => {
      const rows = await scans
        .selectFrom('provider_step')
        .select(['tenant_id', 'service_id'])
        .where('next_attempt_at_us', '<=', now)
        .groupBy(['tenant_id', 'service_id'])
        // So that no service waits for ever where more are due than are asked for.
        .orderBy(({ fn }) => fn.min('next_attempt_at_us'))
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        tenantId: row.tenant_id as TenantId,
        serviceId: row.service_id as ServiceId,
      }));
    },

    dueSteps: async ({ tenantId, serviceId }, now, limit) => {
      const rows = await scans
        .selectFrom('provider_step as step')
        .selectAll('step')
        .where('step.tenant_id', '=', tenantId)
        .where('step.service_id', '=', serviceId)
        .where('step.next_attempt_at_us', '<=', now)
        .where(({ or, eb, not, exists, selectFrom }) =>
          or([
            eb('step.status', '=', 'under_way'),
            not(
              exists(
                selectFrom('provider_step as other')
                  .select('other.step_id')
                  .where('other.tenant_id', '=', tenantId)
                  .whereRef('other.object', '=', 'step.object')
                  .whereRef('other.external_id', '=', 'step.external_id')
                  // As the index has it: a parameter would not be seen to fit.
                  .where(sql<boolean>`other.ended_at_us is null`)
                  .where(holdsUp),
              ),
            ),
          ]),
        )
        .orderBy('step.next_attempt_at_us')
        .limit(limit)
        .execute();
      return rows.map(fromRowProviderStep);
    },

    openSteps: async (tenantId, { object, externalId }) => {
      const rows = await db
        .selectFrom('provider_step')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('object', '=', object)
        .where('external_id', '=', externalId)
        .where(sql<boolean>`ended_at_us is null`)
        .orderBy('object_version')
        .orderBy('step_id')
        .execute();
      return rows.map(fromRowProviderStep);
    },

    providerStep: async (tenantId, stepId) => {
      const row = await db
        .selectFrom('provider_step')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('step_id', '=', stepId)
        .executeTakeFirst();
      return row === undefined ? null : fromRowProviderStep(row);
    },

    providerSteps: async (tenantId, { status, serviceId, externalId }, { after, limit }) => {
      let steps = scans
        .selectFrom('provider_step')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('step_id', 'desc')
        .limit(limit + 1);
      if (status !== null) steps = steps.where('status', '=', status);
      if (serviceId !== null) steps = steps.where('service_id', '=', serviceId);
      if (externalId !== null) steps = steps.where('external_id', '=', externalId);
      if (after !== null) steps = steps.where('step_id', '<', after);
      return pageOf(await steps.execute(), limit, fromRowProviderStep, (row) => row.step_id);
    },

    stepsOfObject: async (tenantId, { object, externalId }, limit) => {
      const rows = await db
        .selectFrom('provider_step')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('external_id', '=', externalId)
        .where('object', '=', object)
        .orderBy('step_id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(fromRowProviderStep);
    },

    stepCounts: async () => {
      const rows = await scans
        .selectFrom('provider_step')
        .select('status')
        .select(({ fn }) => [
          fn.countAll<bigint>().as('count'),
          fn.min('created_at_us').as('oldest'),
        ])
        .where(sql<boolean>`ended_at_us is null`)
        .groupBy('status')
        .execute();
      return rows.map(
        ({ status, count, oldest }): StepCount => ({
          status: status as StepCount['status'],
          count: Number(count),
          oldestCreatedAt: oldest as Instant,
        }),
      );
    },
  };
}

/** The rule `hasTurn` of the room, turned round. */
const holdsUp = sql<boolean>`(
  other.status = 'under_way'
  or ((other.object_version, other.step_id) < (step.object_version, step.step_id)
    and not (step.operation = 'cancel' and exists (
      select 1 from provider_step as stuck
      where stuck.tenant_id = other.tenant_id and stuck.object = other.object
        and stuck.external_id = other.external_id and stuck.ended_at_us is null
        and stuck.status = 'parked'
        and (stuck.object_version, stuck.step_id) <= (other.object_version, other.step_id)
    )))
)`;

function fromRowProviderStep(row: ProviderStepRow): ProviderStep {
  return {
    tenantId: row.tenant_id as TenantId,
    stepId: row.step_id as ProviderStepId,
    serviceId: row.service_id as ServiceId,
    operation: row.operation as ProviderStep['operation'],
    object: row.object as ProviderStep['object'],
    externalId: row.external_id as ProviderStep['externalId'],
    objectVersion: row.object_version,
    desired: JSON.parse(row.desired) as ProviderStep['desired'],
    settings: JSON.parse(row.settings) as ProviderStep['settings'],
    compensates: row.compensates as ProviderStepId | null,
    previous: row.previous === null ? null : (JSON.parse(row.previous) as ProviderStep['desired']),
    captureIds: JSON.parse(row.captures) as ProviderStep['captureIds'],
    status: row.status as ProviderStep['status'],
    attempts: Number(row.attempts),
    isUnclear: row.unclear === 1n,
    nextAttemptAt: row.next_attempt_at_us as Instant | null,
    lastError: row.last_error,
    createdAt: row.created_at_us as Instant,
    triedSince: row.tried_since_us as Instant,
    endedAt: row.ended_at_us as Instant | null,
    decidedBy: row.decided_by,
    reason: row.reason,
    version: row.version,
  };
}
