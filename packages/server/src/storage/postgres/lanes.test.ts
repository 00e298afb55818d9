import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { noon, placing } from '../../../test/builders/credit.ts';
import type { CreditOutcome, CreditUnit } from '../../credit/index.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { UnitReply } from '../batch/run-units.ts';
import { createLanes, type LanesOptions } from './lanes.ts';

const done: CreditOutcome = { kind: 'done', at: noon, repeated: false, results: [] };

function aUnit(tenant: string, root = 'root'): CreditUnit {
  return {
    tenantId: tenant as TenantId,
    key: { scope: 'test', value: root, fingerprint: '' },
    credit: [placing()],
    rows: { ifDone: [], ifRefused: [] },
    deadlineAt: null,
  };
}

/** Lanes whose batches end when the test says so. */
function lanesInHand(change: Partial<LanesOptions> = {}) {
  const batches: { readonly lane: number; readonly units: readonly CreditUnit[] }[] = [];
  const ends: (() => void)[] = [];
  let isOpen = false;
  const lanes = createLanes({
    run: (lane, units) => {
      batches.push({ lane, units });
      const replies: readonly UnitReply[] = units.map(() => ({ outcome: done }));
      if (isOpen) return Promise.resolve(replies);
      return new Promise((resolve) => ends.push(() => resolve(replies)));
    },
    rootOf: (unit) => unit.key?.value ?? '',
    clock: { now: () => noon },
    lanes: 1,
    batchMax: 100,
    waitingMax: 1_000,
    ...change,
  });
  const tenantsOfBatches = () => batches.map(({ units }) => units.map((unit) => unit.tenantId));
  const endNext = async () => {
    ends.shift()?.();
    await nextTurn();
    await nextTurn();
  };
  const letRun = () => {
    isOpen = true;
    for (const end of ends.splice(0)) end();
  };
  return { ...lanes, batches, tenantsOfBatches, endNext, letRun };
}

test('a batch never mixes tenants', async () => {
  const lanes = lanesInHand();
  const all = ['a', 'b', 'a', 'b', 'a'].map((tenant) => lanes.commit(aUnit(tenant)));
  await nextTurn();
  lanes.letRun();
  await Promise.all(all);
  expect(lanes.tenantsOfBatches()).toEqual([
    ['a', 'a', 'a'],
    ['b', 'b'],
  ]);
});

test('tenants of a lane take turns, however much one of them asks for', async () => {
  const lanes = lanesInHand({ batchMax: 2 });
  const all = ['a', 'a', 'a', 'a', 'a', 'a', 'b'].map((tenant) => lanes.commit(aUnit(tenant)));
  await nextTurn();
  await lanes.endNext();
  await lanes.endNext();
  expect(lanes.tenantsOfBatches().map(([tenant]) => tenant)).toEqual(['a', 'b', 'a']);
  lanes.letRun();
  await Promise.all(all);
});

test('a lane runs one batch at a time, and what comes meanwhile is the next one', async () => {
  const lanes = lanesInHand();
  const first = lanes.commit(aUnit('a'));
  await nextTurn();
  const others = [lanes.commit(aUnit('a')), lanes.commit(aUnit('a'))];
  await nextTurn();
  expect(lanes.batches.length).toBe(1);
  lanes.letRun();
  await Promise.all([first, ...others]);
  expect(lanes.batches.map(({ units }) => units.length)).toEqual([1, 2]);
});

test('a tenant with little to do stays in one lane, and one with much spreads', async () => {
  const quiet = lanesInHand({ lanes: 4 });
  const few = Array.from({ length: 20 }, (_, index) => quiet.commit(aUnit('a', `root ${index}`)));
  await nextTurn();
  expect(new Set(quiet.batches.map(({ lane }) => lane)).size).toBe(1);
  quiet.letRun();
  await Promise.all(few);

  const busy = lanesInHand({ lanes: 4 });
  const many = Array.from({ length: 400 }, (_, index) => busy.commit(aUnit('a', `root ${index}`)));
  await nextTurn();
  expect(new Set(busy.batches.map(({ lane }) => lane)).size).toBe(4);
  busy.letRun();
  await Promise.all(many);
});

test('what waits is bounded: one unit more is a fault, and the others are answered', async () => {
  const lanes = lanesInHand({ waitingMax: 2 });
  const taken = [lanes.commit(aUnit('a')), lanes.commit(aUnit('b'))];
  await expect(lanes.commit(aUnit('c'))).rejects.toMatchObject({ code: 'storage.overloaded' });
  lanes.letRun();
  expect(await Promise.all(taken)).toEqual([done, done]);
});

test('draining lets what waits end, and takes nothing more', async () => {
  const lanes = lanesInHand();
  const taken = [lanes.commit(aUnit('a')), lanes.commit(aUnit('b'))];
  const drained = lanes.drain();
  await expect(lanes.commit(aUnit('a'))).rejects.toMatchObject({ code: 'storage.closed' });
  lanes.letRun();
  await drained;
  expect(await Promise.all(taken)).toEqual([done, done]);
});
