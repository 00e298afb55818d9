import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CreditCommand } from '../../src/credit/index.ts';
import {
  createProviderStepService,
  type NewProviderStep,
  type ProviderStep,
  providerStepRow,
  type StepStatus,
  stepPolicy,
} from '../../src/fulfilment/index.ts';
import { stepMoveRow, undoneRow, unmovedRow } from '../../src/fulfilment/provider-step-rows.ts';
import { compareSteps, hasTurn } from '../../src/fulfilment/step-order.ts';
import { hour, instant, minute, plus } from '../../src/kernel/clock.ts';
import type { ServiceId, TenantId } from '../../src/kernel/ids.ts';
import type { RowChange, RowValues } from '../../src/kernel/unit-of-work.ts';
import { createProviderStepReader } from '../../src/storage/index.ts';
import { captureId, capturing, eur, holdId, noon, placing, setting } from '../builders/credit.ts';
import { externalId } from '../builders/fulfilment.ts';
import { aStep, serviceId, stepId } from '../builders/provider-steps.ts';
import { noObjects } from '../fulfilment/step-store.ts';
import { createRandom } from '../simulation/random.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aUnit, reasonsOf } from './units.ts';

export function providerStepsContract(engine: TestEngine): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await engine.open();
  });
  afterAll(() => store.close());

  const reader = () => {
    const { db, scans } = store.storage();
    return createProviderStepReader(db, scans);
  };
  const commit = async (tenant: string, ...ifDone: RowChange[]) =>
    reasonsOf(await store.storage().commit(aUnit([], { tenantId: tenant as TenantId, ifDone })));
  const write = async (tenant: string, change: Partial<NewProviderStep> = {}) => {
    const step: NewProviderStep = { ...aStep(), tenantId: tenant as TenantId, ...change };
    expect(await commit(tenant, providerStepRow(step))).toEqual([]);
    const found = await reader().providerStep(step.tenantId, step.stepId);
    if (found === null) throw new Error('a step that was written');
    return found;
  };
  const claimed = (step: ProviderStep) =>
    stepMoveRow(step, 'claim', { attempts: 1, nextAttemptAt: plus(noon, minute) });

  test('a step is read as it was written, due from the moment of its unit', async () => {
    const step = await write('read');
    const at = step.createdAt;
    expect(step).toEqual(
      aStep({
        tenantId: 'read' as TenantId,
        ...{ createdAt: at, triedSince: at, nextAttemptAt: at },
      }),
    );
    expect(await reader().providerStep('other' as TenantId, step.stepId)).toBeNull();
  });

  test('a step keeps the captures of its unit, and what its object was before', async () => {
    const tenant = 'captures' as TenantId;
    const run = (credit: readonly CreditCommand[], ...ifDone: RowChange[]) =>
      store.storage().commit(aUnit(credit, { tenantId: tenant, ifDone }));
    await run([setting({ limitMinor: 500_00n })]);
    for (const name of ['first', 'second']) await run([placing({ holdId: holdId(name) })]);
    const captures = ['first', 'second'].map((name) =>
      capturing(eur(100_00n), { holdId: holdId(name), captureId: captureId(name) }),
    );
    const step = { ...aStep(), tenantId: tenant, previous: { quantity: 3 } };
    expect((await run(captures, providerStepRow(step))).kind).toBe('done');
    const found = await reader().providerStep(tenant, step.stepId);
    expect(found).toMatchObject({
      captureIds: [captureId('first'), captureId('second')],
      previous: { quantity: 3 },
    });
    const none = await write('captures', { stepId: stepId('none') });
    expect(none).toMatchObject({ captureIds: [], previous: null });
  });

  test('a unit that rests on a step is refused where somebody has moved it', async () => {
    const [step, other] = [
      await write('rests'),
      await write('rests', { stepId: stepId('two'), objectVersion: 2n }),
    ];
    const why = { decidedBy: 'user:anna', reason: 'test' };
    expect(await commit('rests', stepMoveRow(other, 'give_up', why), unmovedRow(step))).toEqual([]);
    const unmoved = await reader().providerStep(step.tenantId, step.stepId);
    expect(unmoved).toEqual(step);
    const given = await reader().providerStep(other.tenantId, other.stepId);
    if (given === null) throw new Error('a step that was written');
    expect(await commit('rests', stepMoveRow(step, 'give_up', why), undoneRow(given))).toEqual([]);
    expect(await commit('rests', unmovedRow(step))).toEqual(['row.changed']);
    expect(await commit('rests', undoneRow(given))).toEqual(['row.changed']);
  });

  test('of two servers that claim a step one gets it', async () => {
    const step = await write('claims');
    const both = await Promise.all([
      commit('claims', claimed(step)),
      commit('claims', claimed(step)),
    ]);
    expect(both.sort()).toEqual([[], ['row.changed']]);
    const after = await reader().providerStep(step.tenantId, step.stepId);
    expect(after).toMatchObject({ status: 'under_way', attempts: 1, version: 2n });
  });

  test('of one object one step is under way at a time, whoever claims it', async () => {
    const first = await write('objects', { stepId: stepId('a') });
    const second = await write('objects', { stepId: stepId('b'), objectVersion: 2n });
    const other = await write('objects', { stepId: stepId('c'), object: 'asset' });
    expect(await commit('objects', claimed(first))).toEqual([]);
    expect(await commit('objects', claimed(second))).toEqual(['row.exists']);
    expect(await commit('objects', claimed(other))).toEqual([]);
  });

  test('a step that is due and has its turn is found, and nothing else', async () => {
    const tenant = 'turns';
    const random = createRandom(7);
    const others: readonly StepStatus[] = ['waiting', 'failed', 'parked', 'done', 'given_up'];
    const claimedOnes = new Set<string>();
    const steps: ProviderStep[] = [];
    for (let index = 0; index < 150; index += 1) {
      const step = await write(tenant, {
        stepId: stepId(`${String(random.below(1_000)).padStart(4, '0')}-${index}`),
        externalId: externalId(`sub-${random.below(40)}`),
        objectVersion: BigInt(random.below(4)),
        operation: random.pick(['create', 'update', 'cancel']),
      });
      const isClaimed = random.chance(20) && !claimedOnes.has(step.externalId);
      if (isClaimed) claimedOnes.add(step.externalId);
      const status = isClaimed ? 'under_way' : random.pick(others);
      const isOpen = status === 'waiting' || status === 'failed' || isClaimed;
      const isOver = status === 'done' || status === 'given_up';
      const nextAttemptAt = isOpen ? plus(noon, random.chance(70) ? 0n : hour) : null;
      const set: RowValues = {
        ...{ status, next_attempt_at_us: nextAttemptAt, ended_at_us: isOver ? noon : null },
        ...(status === 'given_up' ? { decided_by: 'user:anna', reason: 'test' } : {}),
      };
      const where = { tenant_id: tenant, step_id: step.stepId };
      expect(await commit(tenant, { op: 'update', table: 'provider_step', set, where })).toEqual(
        [],
      );
      steps.push({ ...step, status, nextAttemptAt });
    }
    const now = plus(noon, minute);
    const due = steps.filter(
      (step) =>
        step.nextAttemptAt !== null &&
        step.nextAttemptAt <= now &&
        hasTurn(
          step,
          steps.filter((other) => other.externalId === step.externalId),
        ),
    );
    const found = await reader().dueSteps(ofTenant(tenant), now, 1_000);
    expect(found.map((step) => step.stepId).sort()).toEqual(due.map((step) => step.stepId).sort());
    expect(due.length).toBeGreaterThan(5);
    expect(due.length).toBeLessThan(50);
    expect(await reader().dueServices(now, 100)).toContainEqual(ofTenant(tenant));
    expect(await reader().dueServices(instant(noon - hour), 100)).toEqual([]);

    const of = { object: 'subscription', externalId: externalId('sub-3') } as const;
    const own = steps.filter((step) => step.externalId === of.externalId);
    const open = await reader().openSteps(tenant as TenantId, of);
    expect(open.map((step) => step.stepId)).toEqual(
      own
        .filter(({ status }) => status !== 'done' && status !== 'given_up')
        .sort(compareSteps)
        .map((step) => step.stepId),
    );
    const all = await reader().stepsOfObject(tenant as TenantId, of, 100);
    expect(all.map((step) => step.stepId)).toEqual(
      own
        .map((step) => step.stepId)
        .sort()
        .reverse(),
    );
  });

  test('two servers carry out each step once between them, in the order of its object', async () => {
    const tenantId = 'servers' as TenantId;
    for (let index = 0; index < 24; index += 1) {
      await write(tenantId, {
        stepId: stepId(`s${String(index).padStart(2, '0')}`),
        externalId: externalId(`sub-${index % 6}`),
        objectVersion: BigInt(Math.floor(index / 6) + 1),
        operation: index < 6 ? 'create' : 'update',
      });
    }
    store.clock.set(plus(noon, minute));
    const calls: ProviderStep[] = [];
    let lost = 0;
    const servers = [0, 1].map(() =>
      createProviderStepService({
        reader: reader(),
        ...noObjects,
        commit: async (unit) => {
          const outcome = await store.storage().commit(unit);
          if (outcome.kind === 'refused') lost += 1;
          return outcome;
        },
        driverOf: async (of) => ({
          carryOut: async (step) => {
            if (of.tenantId === tenantId) calls.push(step);
            return { kind: 'done' };
          },
        }),
        ...{ clock: store.clock, nowMs: () => 0, jitter: () => 0, policy: stepPolicy },
        notify: () => {},
      }),
    );
    const isOver = async () =>
      (await reader().dueServices(store.clock.now(), 100)).every((of) => of.tenantId !== tenantId);
    for (let round = 0; round < 50 && !(await isOver()); round += 1) {
      await Promise.all(servers.map((server) => server.begin(() => true)));
      await Promise.all(servers.map((server) => server.idle()));
    }
    store.clock.set(noon);
    const told = calls.map((step) => step.stepId);
    expect(new Set(told).size).toBe(24);
    expect(told).toHaveLength(24);
    for (let object = 0; object < 6; object += 1) {
      const own = calls.filter((step) => step.externalId === `sub-${object}`);
      expect(own.map((step) => step.objectVersion)).toEqual([1n, 2n, 3n, 4n]);
    }
    // Both wanted them.
    expect(lost).toBeGreaterThan(0);
  });

  test('a claim that has lapsed is found as if it were due', async () => {
    const step = await write('lapsed');
    expect(await commit('lapsed', claimed(step))).toEqual([]);
    const of = ofTenant('lapsed');
    expect(await reader().dueSteps(of, plus(noon, minute - 1n), 10)).toEqual([]);
    const found = await reader().dueSteps(of, plus(noon, minute), 10);
    expect(found.map(({ status }) => status)).toEqual(['under_way']);
  });

  test('pages of a list meet, newest first, by every filter', async () => {
    const tenantId = 'pages' as TenantId;
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await write('pages', {
        stepId: stepId(name),
        externalId: externalId(name < 'c' ? 'sub-1' : 'sub-2'),
        serviceId: (name === 'e' ? 'svc_other' : serviceId) as ServiceId,
      });
    }
    const none = { status: null, serviceId: null, externalId: null };
    const listed = async (filter: Partial<typeof none | Record<string, unknown>>) => {
      const names: string[] = [];
      let after: string | null = null;
      for (let page = 0; page < 5; page += 1) {
        const { items, next } = await reader().providerSteps(
          tenantId,
          { ...none, ...filter },
          { after, limit: 2 },
        );
        names.push(...items.map((step) => step.stepId.slice('step_'.length)));
        if (next === null) return names.join('');
        after = next;
      }
      throw new Error('a list without an end');
    };
    expect(await listed({})).toBe('edcba');
    expect(await listed({ status: 'waiting', serviceId })).toBe('dcba');
    expect(await listed({ externalId: 'sub-2' })).toBe('edc');
    expect(await listed({ status: 'parked' })).toBe('');
  });

  test('steps that have not ended are counted by their status, with the age of the oldest', async () => {
    const before = await reader().stepCounts();
    const countOf = (counts: typeof before, status: StepStatus) =>
      counts.find((count) => count.status === status)?.count ?? 0;
    const step = await write('counts');
    const after = await reader().stepCounts();
    expect(countOf(after, 'waiting')).toBe(countOf(before, 'waiting') + 1);
    expect(after.every(({ oldestCreatedAt }) => oldestCreatedAt <= step.createdAt)).toBe(true);
    expect(after.map(({ status }) => status)).not.toContain('done');
  });

  test('a step is given up by somebody and with a reason, or not at all', async () => {
    const { stepId: id } = await write('reasons');
    const set = { status: 'given_up', next_attempt_at_us: null, ended_at_us: noon };
    const where = { tenant_id: 'reasons', step_id: id };
    const change = commit('reasons', { op: 'update', table: 'provider_step', set, where });
    await expect(change).rejects.toThrow();
  });
}

function ofTenant(tenant: string) {
  return { tenantId: tenant as TenantId, serviceId };
}
