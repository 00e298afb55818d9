import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { present } from '../../src/kernel/assert.ts';
import { day, plus, second } from '../../src/kernel/clock.ts';
import { createFulfilmentReader } from '../../src/storage/index.ts';
import { dumpOf } from '../api/dump.ts';
import { engines, type TestStore } from '../storage/engines.ts';
import { demo, ok, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDeskOn } from './open-desk.ts';
import { aCall, aCreate, type Call, callerOf, lineOfAcme } from './service-manager-caller.ts';
import { changeSettings, seedServiceManager } from './service-manager-seed.ts';

/** A platform calls over HTTP, and what it leaves behind is looked at in the database. */
describe.each(engines)('on $name', ({ missing, open }) => {
  describe.skipIf(missing !== null)(missing ?? 'the service manager', () => {
    let store: TestStore;
    let desk: Omit<OpenDesk, 'clock'>;
    let call: Call;

    beforeAll(async () => {
      store = await open();
      const storage = { ...store.storage(), close: async () => {} };
      desk = await openDeskOn(storage, store.clock);
      await seedFixture(desk);
      await seedServiceManager(desk);
      call = callerOf(desk);
    });

    afterAll(async () => {
      await desk.close();
      await store.close();
    });

    const reader = () => createFulfilmentReader(desk.storage.db);
    const subscription = async (id: string) => present(await reader().subscription(demo, id), id);
    const events = (id: string) => reader().events(demo, id, { before: null, limit: 100 });
    const created = async (change: Readonly<Record<string, unknown>> = {}): Promise<string> => {
      const { body } = await call('Subscriptions/Create', aCreate(change));
      expect(body).toMatchObject({ Code: 0 });
      return body.Result;
    };

    test('a pre-check without a soft hold leaves every table as it was', async () => {
      const before = await dumpOf({ rooms: desk });
      for (const body of [aCreate(), aCreate({ ProductID: 'VX-EDU', Quantity: 5 })]) {
        const { body: told } = await call('Subscriptions/Create', { ...body, CheckOnly: true });
        expect(told).toEqual({ Code: 0, Message: '', Result: null });
      }
      for (const operation of ['Update', 'Suspend', 'UpgradeToPaid', 'Activate']) {
        const body = aCall('sub-1001', { CheckOnly: true, Quantity: 7 });
        expect((await call(`Subscriptions/${operation}`, body)).body.Code, operation).toBe(0);
      }
      const refused = await call(
        'Subscriptions/Create',
        aCreate({ Quantity: 9_999, CheckOnly: true }),
      );
      expect(refused.body.Code).toBe(-80_220);
      expect(await dumpOf({ rooms: desk })).toEqual(before);
    });

    test('a Create that comes twenty times at once is one subscription and one capture', async () => {
      const before = await lineOfAcme(desk);
      const body = aCreate({ Quantity: 3 });
      const told = await Promise.all(
        Array.from({ length: 20 }, () => call('Subscriptions/Create', body)),
      );
      const results = new Set(told.map((one) => JSON.stringify(one.body)));
      expect([...results]).toHaveLength(1);
      const id = told[0]?.body.Result;
      expect(await events(id)).toHaveLength(1);
      const after = await lineOfAcme(desk);
      expect(after.capturedMinor - before.capturedMinor).toBe(36_00n);
      expect(after.heldMinor).toBe(before.heldMinor);
    });

    test('a GUID in the other letter case is the same subscription', async () => {
      const SubscriptionID = '0a0b0c0d-1111-4000-8000-00000000abcd';
      const id = await created({ SubscriptionID: SubscriptionID.toUpperCase() });
      expect(await created({ SubscriptionID })).toBe(id);
      const { ID: _, ...body } = aCall('', { SubscriptionID });
      expect((await call('Subscriptions/Suspend', body)).body).toMatchObject({ Result: id });
    });

    test('what is done is answered again a whole night long, and done once', async () => {
      const id = await created();
      const body = aCall(id, { Quantity: 4 });
      for (let round = 0; round < 60; round += 1) {
        const told = await Promise.all(
          Array.from({ length: 24 }, () => call('Subscriptions/Update', body)),
        );
        expect(told.every((one) => one.body.Code === 0 && one.body.Result === id)).toBe(true);
      }
      expect((await subscription(id)).quantity).toBe(4);
      expect((await events(id)).map(({ operation }) => operation)).toEqual([
        'subscription.update',
        'subscription.create',
      ]);
    }, 120_000);

    test('suspend, activate, suspend suspends twice, and each step is on record', async () => {
      const id = await created();
      for (const operation of ['Suspend', 'Activate', 'Suspend', 'Suspend']) {
        expect((await call(`Subscriptions/${operation}`, aCall(id))).body.Code).toBe(0);
      }
      expect((await subscription(id)).state).toBe('suspended');
      const [suspended] = await events(id);
      expect(suspended).toMatchObject({
        ...{ kind: 'carried_out', operation: 'subscription.suspend', trackId: null },
        after: { state: 'suspended', quantity: 2 },
        actor: expect.stringMatching(/^key:cred_/),
      });
      expect((await events(id)).map(({ operation }) => operation)).toEqual([
        'subscription.suspend',
        'subscription.activate',
        'subscription.suspend',
        'subscription.create',
      ]);
    });

    test('an older call that comes again after a newer one changes nothing, and is reported', async () => {
      const id = await created();
      const first = { 'X-CloudPlatform-TrackId': `first-${id}` };
      const newer = { 'X-CloudPlatform-TrackId': `second-${id}` };
      await call('Subscriptions/Suspend', aCall(id), first);
      store.clock.set(plus(store.clock.now(), second));
      await call('Subscriptions/Activate', aCall(id), newer);
      store.clock.set(plus(store.clock.now(), second));
      const { body } = await call('Subscriptions/Suspend', aCall(id), first);
      expect(body).toMatchObject({ Code: 0, Result: id });
      expect((await subscription(id)).state).toBe('active');
      expect((await events(id))[0]).toMatchObject({ kind: 'late_repeat', trackId: `first-${id}` });
    });

    test('track ids are forgotten after a week, and those that count stay', async () => {
      const id = await created();
      const named = (name: string) => ({ 'X-CloudPlatform-TrackId': `${name}-${id}` });
      await call('Subscriptions/Suspend', aCall(id), named('old'));
      store.clock.set(plus(store.clock.now(), 6n * day));
      await call('Subscriptions/Activate', aCall(id), named('new'));
      store.clock.set(plus(store.clock.now(), day + second));
      await desk.sweep();
      const { externalId } = await subscription(id);
      expect(await reader().callsOf(demo, externalId, `old-${id}`)).toEqual([]);
      expect(await reader().callsOf(demo, externalId, `new-${id}`)).toHaveLength(1);
      // Nobody remembers it: it is taken at its word.
      await call('Subscriptions/Suspend', aCall(id), named('old'));
      expect((await subscription(id)).state).toBe('suspended');
    });

    test('add-ons have totals and ids of their own, and end with their subscription', async () => {
      const id = await created();
      const addon = { ID: null, ProductID: 'VX-ADD-A', ActionType: 'Provision', Quantity: 2 };
      const order = (Quantity: number) => aCall(id, { Addons: [{ ...addon, Quantity }] });
      await call('Addons/Create', order(2));
      const [first] = (await subscription(id)).addons;
      await call('addon/update/', order(5));
      await call('Addons/Cancel', aCall(id, { Addons: [{ ...addon, ActionType: 'Cancel' }] }));
      expect((await subscription(id)).addons).toMatchObject([{ state: 'cancelled', quantity: 0 }]);
      await call('Addons/Create', order(1));
      expect((await subscription(id)).addons).toMatchObject([
        { externalId: first?.externalId, state: 'active', quantity: 1 },
      ]);
      await call('Subscriptions/Cancel', aCall(id));
      expect(await subscription(id)).toMatchObject({
        state: 'cancelled',
        addons: [{ state: 'cancelled' }],
      });
    });

    test('assets are made, changed and cancelled, with a history', async () => {
      const { body } = await call('Assets/Create', aCreate());
      const id = body.Result;
      expect((await call('Asset/Update', aCall(id, { Quantity: 6 }))).body.Code).toBe(0);
      expect((await call('Assets/Cancel', aCall(id))).body.Code).toBe(0);
      expect(await reader().asset(demo, id)).toMatchObject({ state: 'cancelled', quantity: 6 });
      expect(await events(id)).toHaveLength(3);
      // An asset is no subscription.
      expect((await call('Subscriptions/Suspend', aCall(id))).body.Code).toBe(-1011);
    });

    test('a binding pre-check keeps the room, and the real call that follows has it', async () => {
      await changeSettings(desk, { preCheckHold: 'soft' });
      const { heldMinor, capturedMinor } = await lineOfAcme(desk);
      const headroom = 9_000_00n - heldMinor - capturedMinor;
      const wanted = aCreate({ Quantity: Number(headroom / 12_00n) - 1 });
      const amount = 12_00n * BigInt(wanted.Quantity);
      const before = await dumpOf({ rooms: desk });
      const asked = await call('Subscriptions/Create', { ...wanted, CheckOnly: true });
      expect(asked.body).toEqual({ Code: 0, Message: '', Result: null });
      const after = await dumpOf({ rooms: desk });
      const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
      // The books of credit alone: no business row.
      expect(changed.sort()).toEqual([
        'credit_entry',
        'credit_hold',
        'credit_line',
        'tenant_counter',
      ]);
      expect((await lineOfAcme(desk)).heldMinor).toBe(heldMinor + amount);

      const other = await call('Subscriptions/Create', aCreate({ Quantity: 50 }));
      expect(other.body.Code).toBe(-80_100);
      expect(other.body.Message).not.toMatch(/\d/);
      const real = await call('Subscriptions/Create', wanted);
      expect(real.body.Code).toBe(0);
      expect(await lineOfAcme(desk)).toEqual({ heldMinor, capturedMinor: capturedMinor + amount });
      await changeSettings(desk, { preCheckHold: 'none' });
    });

    test('what was refused is judged anew once the cause is gone', async () => {
      const body = aCreate({ ProductID: 'VX-SEC', Account: { ID: '155' }, Quantity: 1 });
      // On the watch list, and without the service that it needs.
      expect((await call('Subscriptions/Create', body)).body.Code).toBe(-10_010);
      const { body: told } = await call('Subscriptions/Create', {
        ...body,
        Account: { ID: '151' },
      });
      expect(told.Code).not.toBe(-10_010);
    });

    test('the books are right after all of it', async () => {
      expect((await desk.storage.verify()).difference).toBeNull();
    });

    test('a tenant has several applications, each with two valid keys while one is rotated', async () => {
      const input = { kind: 'service-manager', name: 'Other platform', scopes: [] } as const;
      const rest = { expiresAt: null, installation: null, createdBy: 'operator:test' };
      const { credential, secret } = ok(
        await desk.access.addCredential(demo, { ...input, ...rest }),
      );
      if (secret.kind !== 'service-manager') throw new Error(secret.kind);
      const { applicationId, applicationKey } = secret;
      const rotated = ok(await desk.access.rotateCredential(demo, credential.credentialId, 3_600));
      if (rotated.secret.kind !== 'service-manager') throw new Error(rotated.secret.kind);
      expect(rotated.secret.applicationId).toBe(applicationId);
      for (const key of [applicationKey, rotated.secret.applicationKey]) {
        expect((await callerOf(desk, applicationId, key)('Fields/Get')).status).toBe(200);
      }
      expect((await callerOf(desk, applicationId, 'wrong')('Fields/Get')).status).toBe(401);
      ok(await desk.access.revokeCredential(demo, credential.credentialId));
      expect((await callerOf(desk, applicationId, applicationKey)('Fields/Get')).status).toBe(401);
      expect((await call('Fields/Get')).status).toBe(200);
    });
  });
});
