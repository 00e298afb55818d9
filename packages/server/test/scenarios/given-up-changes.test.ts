import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../src/credit/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { formatInstant, parseInstant, plus, second } from '../../src/kernel/clock.ts';
import { demo } from '../protocols/fixture-seed.ts';
import { fixtureNoon } from '../protocols/open-desk.ts';
import { aCall, aCreate, lineOfAcme } from '../protocols/service-manager-caller.ts';
import { engines } from '../storage/engines.ts';
import { type DeskWithProvider, openDeskWithProvider } from './desk-with-provider.ts';

/**
 * A customer has a subscription of three seats (12.00 each), and wants more. The platform heard yes,
 * the provider's system does not do it, and a person gives it up, or the platform cancels: what was
 * never delivered may not stay on the customer's credit line, and what is delivered must.
 */
let rig: DeskWithProvider;
let id = '';
let before = { capturedMinor: 0n, heldMinor: 0n };
let seconds = 0;
const carryOut = () => {
  seconds += 1;
  return rig.later(
    formatInstant(plus(present(parseInstant(fixtureNoon), 'noon'), BigInt(seconds) * second)),
  );
};
/** What is captured of the customer beside what the fixture has. */
const captured = async () => (await lineOfAcme(rig.desk)).capturedMinor - before.capturedMinor;
const subscription = async () => (await rig.api(`subscriptions/${id}`)).body;
const lastWish = () =>
  present(
    rig.provider.calls.findLast(({ message }) => message.externalId === id),
    'call of the provider',
  ).message;

async function create(): Promise<void> {
  const answer = await rig.call('Subscriptions/Create', aCreate({ Quantity: 3 }));
  id = answer.body.Result;
  await carryOut();
}
async function updateTo(quantity: number): Promise<void> {
  const answer = await rig.call('Subscriptions/Update', aCall(id, { Quantity: quantity }));
  expect(answer.body.Code).toBe(0);
}
/** A subscription of three, and an update that the provider refuses for good. */
async function createAndRefuse(quantity: number): Promise<void> {
  await create();
  rig.provider.behave({ status: 422 });
  await updateTo(quantity);
  await carryOut();
}

describe.each(engines)('on $name', (engine) => {
  describe.skipIf(engine.missing !== null)(engine.missing ?? 'what was never delivered', () => {
    beforeAll(async () => {
      rig = await openDeskWithProvider(engine);
    });
    beforeEach(async () => {
      rig.provider.behave({ status: 204 });
      before = await lineOfAcme(rig.desk);
    });
    afterAll(() => rig.close());

    test('an update that is given up gives its difference back, and is judged anew when it comes again', async () => {
      await createAndRefuse(5);
      expect(await captured()).toBe(60_00n);

      expect(await rig.giveUp(id, { index: -1 })).toMatchObject({ status: 200 });
      expect(await captured()).toBe(36_00n);
      expect(await subscription()).toMatchObject({ quantity: 3, state: 'active' });
      const { items } = (await rig.api(`subscriptions/${id}/events`)).body;
      expect(items[0]).toMatchObject({
        ...{ kind: 'given_up', operation: 'subscription.update', after: { quantity: 3 } },
        actor: expect.stringMatching(/^user:user_/),
      });
      const query = { from: 1n, limit: 500, contexts: null, organizationId: null };
      const { entries } = await rig.desk.storage.credit.entries(demo, query);
      expect(entries.at(-1)).toMatchObject({
        ...{ kind: 'capture.seen', amountMinor: 24_00n, reason: 'The provider has no such plan' },
      });

      // What the customer gets from now on is captured, from what the provider really has.
      rig.provider.behave({ status: 204 });
      await updateTo(5);
      await carryOut();
      expect(await captured()).toBe(60_00n);
      expect(lastWish()).toMatchObject({ operation: 'update', desired: { quantity: 5 } });
      await updateTo(4);
      expect(await captured()).toBe(60_00n);
    });

    test('the very call that was given up is not taken for a late one when it comes again', async () => {
      await create();
      rig.provider.behave({ status: 422 });
      const body = aCall(id, { Quantity: 5 });
      const track = { 'X-CloudPlatform-TrackId': 'track-5' };
      await rig.call('Subscriptions/Update', body, track);
      await carryOut();
      await rig.giveUp(id, { index: -1 });
      await carryOut();
      expect((await rig.call('Subscriptions/Update', body, track)).body.Code).toBe(0);
      expect(await subscription()).toMatchObject({ quantity: 5 });
      expect(await captured()).toBe(60_00n);
    });

    test('what a later update brings along stays captured', async () => {
      await createAndRefuse(5);
      await updateTo(7);
      expect(await captured()).toBe(84_00n);
      await rig.giveUp(id, { index: 1 });
      expect(await captured()).toBe(84_00n);
      expect(await subscription()).toMatchObject({ quantity: 7 });

      rig.provider.behave({ status: 204 });
      await carryOut();
      expect(lastWish()).toMatchObject({ operation: 'update', desired: { quantity: 7 } });
      rig.provider.behave({ status: 422 });
      await updateTo(9);
      await carryOut();
      await rig.giveUp(id, { index: -1 });
      expect(await captured()).toBe(84_00n);
      expect(await subscription()).toMatchObject({ quantity: 7 });
    });

    test.each([
      ['the first one first', [1, 2]],
      ['the last one first', [2, 1]],
    ])('two updates that are given up, %s, give both differences back', async (_, order) => {
      await createAndRefuse(5);
      await updateTo(7);
      for (const index of order) expect((await rig.giveUp(id, { index })).status).toBe(200);
      expect(await captured()).toBe(36_00n);
      expect(await subscription()).toMatchObject({ quantity: 3 });
      expect((await rig.stepsOf(id)).map(({ status }) => status)).toEqual([
        ...['done', 'given_up', 'given_up'],
      ]);
    });

    test('two persons who give up two updates at once leave nothing behind', async () => {
      await createAndRefuse(5);
      await updateTo(7);
      await Promise.all([1, 2].map((index) => rig.giveUp(id, { index })));
      for (const index of [1, 2]) await rig.giveUp(id, { index });
      expect(await captured()).toBe(36_00n);
      expect(await subscription()).toMatchObject({ quantity: 3 });
    });

    test('an update is given up once, however often it is asked', async () => {
      await createAndRefuse(5);
      const answers = await Promise.all([1, 2].map(() => rig.giveUp(id, { index: 1 })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect((await rig.giveUp(id, { index: 1 })).status).toBe(409);
      expect(await captured()).toBe(36_00n);
    });

    test('a downgrade that is given up gives nothing back, and the customer keeps what is captured', async () => {
      await create();
      await updateTo(5);
      await carryOut();
      rig.provider.behave({ status: 422 });
      await updateTo(3);
      await carryOut();
      await rig.giveUp(id, { index: -1 });
      expect(await captured()).toBe(60_00n);
      expect(await subscription()).toMatchObject({ quantity: 5 });
      // Of what the provider still has, nothing is new.
      await updateTo(4);
      expect(await captured()).toBe(60_00n);
    });

    test('add-ons go back as well, with what they cost', async () => {
      await create();
      rig.provider.behave({ status: 422 });
      const addon = { ID: null, ProductID: 'VX-ADD-A', ActionType: 'Provision', Quantity: 2 };
      const order = aCall(id, { ActionType: 'None', Addons: [addon] });
      expect((await rig.call('Addons/Create', order)).body.Code).toBe(0);
      expect(await captured()).toBe(42_00n);
      await carryOut();
      await rig.giveUp(id, { index: -1 });
      expect(await captured()).toBe(36_00n);
      expect((await subscription()).addons).toMatchObject([{ state: 'cancelled', quantity: 0 }]);
      expect((await rig.call('Addons/Create', order)).body.Code).toBe(0);
      expect(await captured()).toBe(42_00n);
      expect((await subscription()).addons).toMatchObject([{ state: 'active', quantity: 2 }]);
    });

    test('a change of plan goes back to the plan before, with what the better one costs more', async () => {
      const body = aCreate({ ProductID: 'VX-EDU', Quantity: 3 });
      id = (await rig.call('Subscriptions/Create', body)).body.Result;
      await carryOut();
      rig.provider.behave({ status: 422 });
      const change = aCall(id, { ProductID: 'VX-STD', ActionType: 'Downgrade', Quantity: 3 });
      expect((await rig.call('Subscriptions/UpgradeDowngrade', change)).body.Code).toBe(0);
      expect(await captured()).toBe(36_00n);
      await carryOut();
      await rig.giveUp(id, { index: -1 });
      expect(await captured()).toBe(15_00n);
      expect(await subscription()).toMatchObject({ productId: 'VX-EDU', quantity: 3 });
      const { items } = (await rig.api(`subscriptions/${id}/events`)).body;
      expect(items[0]).toMatchObject({ kind: 'given_up', operation: 'subscription.change_plan' });
    });

    test('a trial that never became a paid subscription is a trial again, and costs nothing', async () => {
      const body = aCreate({ Quantity: 3, IsTrial: true });
      id = (await rig.call('Subscriptions/Create', body)).body.Result;
      await carryOut();
      expect(await captured()).toBe(0n);
      rig.provider.behave({ status: 422 });
      expect((await rig.call('Subscriptions/UpgradeToPaid', aCall(id))).body.Code).toBe(0);
      expect(await captured()).toBe(36_00n);
      await carryOut();
      await rig.giveUp(id, { index: -1 });
      expect(await captured()).toBe(0n);
      expect(await subscription()).toMatchObject({ isTrial: true });
    });

    test('a suspension between keeps what it brings along, and its own end changes no state', async () => {
      await createAndRefuse(5);
      expect((await rig.call('Subscriptions/Suspend', aCall(id))).body.Code).toBe(0);
      await rig.giveUp(id, { index: 1 });
      expect(await captured()).toBe(60_00n);
      await rig.giveUp(id, { index: 2 });
      expect(await captured()).toBe(36_00n);
      expect(await subscription()).toMatchObject({ quantity: 3, state: 'suspended' });
    });

    test('what the ERP has reported stays in its figure', async () => {
      await createAndRefuse(5);
      const { credit } = rig.desk.storage;
      const reference = { source: 'interworks', kind: 'account', value: '151' };
      const found = present(await rig.desk.parties.organizationOf(demo, reference), 'customer');
      const { organizationId } = found;
      const captures = await credit.unseenCaptures(demo, organizationId, [id]);
      const captureIds = captures.map(({ captureId }) => captureId);
      expect(captureIds).toHaveLength(2);
      const origin = { context: 'INTEGRATIONS', actor: 'key:erp' } as const;
      const named = { type: 'seeCaptures', named: true, organizationId, captureIds } as const;
      await rig.desk.storage.commit({
        ...{ tenantId: demo, key: null, deadlineAt: null, rows: { ifDone: [], ifRefused: [] } },
        credit: [{ ...named, origin, policy: defaultPolicy }],
      });
      const reported = await lineOfAcme(rig.desk);
      expect((await rig.giveUp(id, { index: -1 })).status).toBe(200);
      expect(await lineOfAcme(rig.desk)).toEqual(reported);
      expect(await subscription()).toMatchObject({ quantity: 3 });
    });

    test('an update that may have been done is taken back at the provider when it is given up', async () => {
      await create();
      rig.provider.behave({ status: 500 });
      await updateTo(5);
      await carryOut();
      const given = await rig.giveUp(id, { index: -1 });
      expect(given.body.compensatedBy).toMatch(/^step_/);
      expect(await captured()).toBe(36_00n);
      rig.provider.behave({ status: 204 });
      await carryOut();
      expect(lastWish()).toMatchObject({ operation: 'update', desired: { quantity: 3 } });
      expect((await rig.stepsOf(id)).at(-1)).toMatchObject({
        ...{ status: 'done', compensates: given.body.stepId },
      });
      await updateTo(4);
      await carryOut();
      expect(await captured()).toBe(48_00n);
      expect(lastWish()).toMatchObject({ operation: 'update', desired: { quantity: 4 } });
    });

    test('taking back can be given up too, and frees nothing more', async () => {
      await create();
      rig.provider.behave({ status: 500 });
      await updateTo(5);
      await carryOut();
      await rig.giveUp(id, { index: -1 });
      const last = await rig.giveUp(id, { index: -1 });
      expect(last).toMatchObject({ status: 200, body: { compensatedBy: null } });
      expect(await captured()).toBe(36_00n);
      expect(await subscription()).toMatchObject({ quantity: 3 });
    });

    test('a create that a cancel took along gives back what was captured for it', async () => {
      rig.provider.behave({ status: 422 });
      const answer = await rig.call('Subscriptions/Create', aCreate({ Quantity: 3 }));
      id = answer.body.Result;
      await carryOut();
      await updateTo(5);
      rig.provider.behave({ status: 404 });
      expect((await rig.call('Subscriptions/Cancel', aCall(id))).body.Code).toBe(0);
      expect(await captured()).toBe(60_00n);
      // Not what is wished ends it, but what is done.
      expect((await rig.stepsOf(id)).map(({ status }) => status)).toEqual([
        ...['parked', 'waiting', 'waiting'],
      ]);
      await carryOut();
      expect((await rig.stepsOf(id)).map(({ status }) => status)).toEqual([
        ...['given_up', 'given_up', 'done'],
      ]);
      expect(await lineOfAcme(rig.desk)).toEqual(before);
    });

    test('an update that a cancel took along gives back its difference alone', async () => {
      await createAndRefuse(5);
      rig.provider.behave({ status: 204 });
      await rig.call('Subscriptions/Cancel', aCall(id));
      await carryOut();
      expect((await rig.stepsOf(id)).map(({ status }) => status)).toEqual([
        ...['done', 'given_up', 'done'],
      ]);
      expect(await captured()).toBe(36_00n);
    });

    test('an update is paid back once, though its cancel is given up as well', async () => {
      await createAndRefuse(5);
      await rig.call('Subscriptions/Cancel', aCall(id));
      await rig.giveUp(id, { index: 1 });
      // The cancel may still take it along.
      expect(await captured()).toBe(60_00n);
      await rig.giveUp(id, { index: 2 });
      expect(await captured()).toBe(36_00n);
      expect(await subscription()).toMatchObject({ state: 'cancelled' });
    });
  });
});
