import { expect, test } from 'vitest';
import {
  createProviderStepMoves,
  createProviderStepService,
  type ProviderStep,
  type StepNews,
  type StepResult,
} from '../../src/fulfilment/index.ts';
import { type Instant, instant, millisecond } from '../../src/kernel/clock.ts';
import type { Ids, ServiceId } from '../../src/kernel/ids.ts';
import { noon, tenantId } from '../builders/credit.ts';
import { aStepRow, policy, stepId } from '../builders/provider-steps.ts';
import { createStepStore, noObjects } from './step-store.ts';

const refusal: StepResult = { kind: 'failed', reason: 'no such plan', isFinal: true };
const silence: StepResult = {
  ...{ kind: 'failed', reason: 'timeout', isFinal: false, isUnclear: true },
};
const done: StepResult = { kind: 'done' };

/** A worker over steps in memory; `answer` is the provider. */
function aDesk(answer: (step: ProviderStep) => StepResult | Promise<StepResult>) {
  let now: Instant = noon;
  const clock = { now: () => now };
  const store = createStepStore({ clock });
  const calls: ProviderStep[] = [];
  const news: StepNews[] = [];
  const service = createProviderStepService({
    reader: store.reader,
    commit: store.commit,
    ...noObjects,
    driverOf: async () => ({
      carryOut: async (step) => {
        calls.push(step);
        return answer(step);
      },
    }),
    clock,
    nowMs: () => Number(now / millisecond),
    jitter: () => 0,
    policy,
    notify: (one) => news.push(one),
  });
  const ids = { next: () => stepId('compensation') } as unknown as Ids;
  const keys = { used: async () => null };
  return {
    calls,
    news,
    moves: createProviderStepMoves({ ...store, ...noObjects, keys, clock, ids }),
    pass: (ms: number) => {
      now = instant(now + BigInt(ms) * millisecond);
    },
    run: async (mayGoOn = () => true) => {
      await service.begin(mayGoOn);
      await service.idle();
    },
    write: async (...changes: readonly Parameters<typeof aStepRow>[0][]) => {
      const rows = { ifDone: changes.map((change) => aStepRow(change)), ifRefused: [] };
      await store.commit({ tenantId, key: null, credit: [], rows, deadlineAt: null });
    },
    step: async (name: string) => {
      const found = await store.reader.providerStep(tenantId, stepId(name));
      if (found === null) throw new Error(`no step ${name}`);
      return found;
    },
    calledSteps: () => calls.map((call) => call.stepId.slice('step_'.length)),
  };
}

const anna = { tenantId, actor: 'user:anna', key: null, deadlineAt: null };
const create = { stepId: stepId('create') };
const update = { stepId: stepId('update'), operation: 'update', objectVersion: 2n } as const;
const cancel = { stepId: stepId('cancel'), operation: 'cancel', objectVersion: 3n } as const;

test('steps of an object are carried out in their order, each when the one before it is done', async () => {
  const desk = aDesk(() => done);
  await desk.write(update, create, cancel);
  await desk.run();
  expect(desk.calledSteps()).toEqual(['create', 'update', 'cancel']);
  expect(await desk.step('cancel')).toMatchObject({ status: 'done', attempts: 1 });
});

test('a step that fails for good is parked, told of, and holds up what comes after it', async () => {
  const desk = aDesk((step) => (step.operation === 'create' ? refusal : done));
  await desk.write(create, update);
  await desk.run();
  expect(desk.calledSteps()).toEqual(['create']);
  expect(await desk.step('create')).toMatchObject({
    ...{ status: 'parked', lastError: 'no such plan', nextAttemptAt: null },
  });
  expect(desk.news).toMatchObject([{ kind: 'parked', reason: 'no such plan' }]);
  desk.pass(24 * 60 * 60_000);
  await desk.run();
  expect(desk.calledSteps()).toEqual(['create']);
});

test('a cancel passes what is parked, and takes it along when it is done', async () => {
  const desk = aDesk((step) => (step.operation === 'cancel' ? done : refusal));
  await desk.write(create, cancel);
  await desk.run();
  await desk.run();
  expect(desk.calledSteps()).toEqual(['create', 'cancel']);
  expect(await desk.step('create')).toMatchObject({
    ...{ status: 'given_up', decidedBy: 'job:provider-steps' },
    reason: 'Cancelled by step_cancel.',
  });
});

test('a step that may pass is tried again after its pause, with the same id', async () => {
  const answers: StepResult[] = [silence, silence, done];
  const desk = aDesk(() => answers.shift() ?? refusal);
  await desk.write(create);
  await desk.run();
  await desk.run();
  expect(desk.calls).toHaveLength(1);
  desk.pass(1_000);
  await desk.run();
  desk.pass(2_000);
  await desk.run();
  expect(desk.calls.map(({ stepId: id, attempts }) => [id, attempts])).toEqual([
    ['step_create', 1],
    ['step_create', 2],
    ['step_create', 3],
  ]);
  expect((await desk.step('create')).status).toBe('done');
});

test('after five failures in a row a service is left alone, and one step tries for all', async () => {
  let isWell = false;
  const desk = aDesk(() => (isWell ? done : silence));
  const steps = Array.from({ length: 12 }, (_, index) => ({
    ...{ stepId: stepId(`s${index}`), externalId: `sub-${index}` as never },
  }));
  await desk.write(...steps);
  await desk.run();
  // Four at once, and then four more of which the first opens the circuit.
  const before = desk.calls.length;
  expect(before).toBeLessThanOrEqual(8);
  desk.pass(5_000);
  await desk.run();
  expect(desk.calls).toHaveLength(before);
  desk.pass(30_000);
  await desk.run();
  expect(desk.calls).toHaveLength(before + 1);
  isWell = true;
  desk.pass(30_000);
  await desk.run();
  await desk.run();
  for (const step of steps) {
    expect(await desk.step(step.stepId.slice('step_'.length))).toMatchObject({ status: 'done' });
  }
});

test('a service whose provider is slow does not hold up another one', async () => {
  let release = () => {};
  const slow = new Promise<StepResult>((resolve) => {
    release = () => resolve(done);
  });
  const desk = aDesk((step) => (step.serviceId === 'svc_slow' ? slow : done));
  await desk.write(
    { ...create, serviceId: 'svc_slow' as ServiceId },
    { stepId: stepId('quick'), externalId: 'sub-2' as never },
  );
  const running = desk.run();
  await expect.poll(async () => (await desk.step('quick')).status).toBe('done');
  expect((await desk.step('create')).status).toBe('under_way');
  release();
  await running;
  expect((await desk.step('create')).status).toBe('done');
});

test('a server that is told to stop claims nothing more', async () => {
  const desk = aDesk(() => done);
  await desk.write(create, update);
  await desk.run(() => desk.calls.length === 0);
  expect(desk.calledSteps()).toEqual(['create']);
  expect((await desk.step('update')).status).toBe('waiting');
});

test('a driver that throws is no answer, and is told of', async () => {
  const desk = aDesk(() => {
    throw new Error('a mistake of a module');
  });
  await desk.write(create);
  await desk.run();
  expect(await desk.step('create')).toMatchObject({ status: 'failed', isUnclear: true });
  expect(desk.news).toMatchObject([{ kind: 'fault' }]);
});

test('a person retries a parked step with fresh patience', async () => {
  const answers: StepResult[] = [refusal, done];
  const desk = aDesk(() => answers.shift() ?? refusal);
  await desk.write(create);
  await desk.run();
  const { version } = await desk.step('create');
  const answer = await desk.moves.retry(anna, { stepId: stepId('create'), version });
  expect(answer).toMatchObject({ kind: 'done', receipt: { status: 'waiting' } });
  expect(await desk.step('create')).toMatchObject({ attempts: 0, decidedBy: 'user:anna' });
  await desk.run();
  expect((await desk.step('create')).status).toBe('done');
});

test('a create that the provider clearly refused leaves nothing behind when it is given up', async () => {
  const desk = aDesk(() => refusal);
  await desk.write(create, update);
  await desk.run();
  const { version } = await desk.step('create');
  const named = { stepId: stepId('create'), version, reason: 'the plan is gone' };
  expect(await desk.moves.giveUp(anna, named)).toMatchObject({
    receipt: { status: 'given_up', compensatedBy: null, alsoGivenUp: ['step_update'] },
  });
  expect(await desk.step('update')).toMatchObject({
    ...{ status: 'given_up', reason: 'the plan is gone', decidedBy: 'user:anna' },
  });
});

test('a create that may have been done is cancelled at the provider when it is given up', async () => {
  const desk = aDesk((step) => (step.operation === 'cancel' ? done : silence));
  await desk.write(create, update);
  await desk.run();
  const { version } = await desk.step('create');
  const named = { stepId: stepId('create'), version, reason: 'nobody answers' };
  const answer = await desk.moves.giveUp(anna, named);
  expect(answer).toMatchObject({ receipt: { compensatedBy: 'step_compensation' } });
  await desk.run();
  expect(desk.calledSteps()).toEqual(['create', 'compensation']);
  expect(await desk.step('compensation')).toMatchObject({
    ...{ status: 'done', operation: 'cancel', compensates: 'step_create' },
    desired: { productId: 'STD', quantity: 10 },
  });
});

test('where the platform has cancelled, that cancel cleans up and no other is written', async () => {
  const desk = aDesk(() => silence);
  await desk.write(create, cancel);
  await desk.run();
  const { version } = await desk.step('create');
  const named = { stepId: stepId('create'), version, reason: 'cancelled anyway' };
  expect(await desk.moves.giveUp(anna, named)).toMatchObject({
    receipt: { compensatedBy: null, alsoGivenUp: [] },
  });
  expect((await desk.step('cancel')).status).toBe('waiting');
});

test('a move is made on the version that was looked at, and on nothing that has ended', async () => {
  const desk = aDesk(() => refusal);
  await desk.write(create, update);
  const move = async (name: string, version: bigint) => {
    const answer = await desk.moves.retry(anna, { stepId: stepId(name), version });
    return answer.kind === 'refused' ? answer.refusal.code : answer.kind;
  };
  expect(await move('nothing', 1n)).toBe('fulfilment.provider_step_unknown');
  expect(await move('update', 1n)).toBe('fulfilment.provider_step_not_tried');
  await desk.run();
  expect(await move('create', 1n)).toBe('fulfilment.provider_step_changed');
  const { version } = await desk.step('create');
  await desk.moves.giveUp(anna, { stepId: stepId('create'), version, reason: 'no use' });
  expect(await move('create', version + 1n)).toBe('fulfilment.provider_step_ended');
});

test('what is under way is neither retried nor given up', async () => {
  let release = () => {};
  const slow = new Promise<StepResult>((resolve) => {
    release = () => resolve(done);
  });
  const desk = aDesk(() => slow);
  await desk.write(create);
  const running = desk.run();
  await expect.poll(() => desk.calls.length).toBe(1);
  const named = { stepId: stepId('create'), version: 2n };
  for (const answer of [
    await desk.moves.retry(anna, named),
    await desk.moves.giveUp(anna, { ...named, reason: 'too slow' }),
  ]) {
    expect(answer).toMatchObject({ refusal: { code: 'fulfilment.provider_step_under_way' } });
  }
  release();
  await running;
});
