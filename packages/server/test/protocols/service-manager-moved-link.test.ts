import { beforeEach, expect, test } from 'vitest';
import { present } from '../../src/kernel/assert.ts';
import { dumpOf } from '../api/dump.ts';
import { demo, ok } from './fixture-seed.ts';
import { aCall, aCreate } from './service-manager-caller.ts';
import { onEachEngine } from './service-manager-on-engines.ts';
import { changeSettings } from './service-manager-seed.ts';

/**
 * An account that is linked to another organization than before. Whoever has the link now answers for
 * what comes; what was booked stays where it was booked.
 */
onEachEngine('a link that moves', { preCheckHold: 'soft' }, (rig) => {
  beforeEach(async () => {
    await link('900', '151');
  });

  const accountOf = (value: string) => ({ source: 'interworks', kind: 'account', value });
  const ownerOf = async (account: string) =>
    (await rig.desk.parties.organizationOf(demo, accountOf(account)))?.organizationId ?? null;
  /** Links an account to the organization that another account of the fixture is linked to. */
  const link = async (account: string, like: string) => {
    const before = await ownerOf(account);
    const next = present(await ownerOf(like), like);
    const reference = accountOf(account);
    if (before !== null) ok(await rig.desk.parties.removeReference(demo, before, reference));
    ok(await rig.desk.parties.addReference(demo, next, reference));
  };
  const lineOf = async (account: string) => {
    const owner = present(await ownerOf(account), account);
    const [line] = present(await rig.desk.storage.credit.levels(demo, owner), 'line');
    return { capturedMinor: line.capturedMinor, heldMinor: line.heldMinor };
  };
  const anOrder = (change: object = {}) => aCreate({ Account: { ID: '900' }, ...change });

  test('what a pre-check held on the old line is let go, and the real call is booked on the new', async () => {
    const old = await lineOf('151');
    const next = await lineOf('152');
    const body = anOrder();
    const passed = await rig.call('Subscriptions/Create', { ...body, CheckOnly: true });
    expect(passed.body.Code).toBe(0);
    expect((await lineOf('151')).heldMinor - old.heldMinor).toBe(24_00n);
    await link('900', '152');
    expect((await rig.call('Subscriptions/Create', body)).body.Code).toBe(0);
    expect(await lineOf('151')).toEqual(old);
    expect(await lineOf('152')).toEqual({ ...next, capturedMinor: next.capturedMinor + 24_00n });
  });

  test('the new line has the last word, also where the old one had room', async () => {
    const old = await lineOf('151');
    const body = anOrder({ Quantity: 20 });
    expect((await rig.call('Subscriptions/Create', { ...body, CheckOnly: true })).body.Code).toBe(
      0,
    );
    await link('900', '152');
    const next = await lineOf('152');
    expect((await rig.call('Subscriptions/Create', body)).body.Code).toBe(-80_100);
    expect(await lineOf('152')).toEqual(next);
    expect(await lineOf('151')).toEqual(old);
  });

  test('what is held on the old line keeps no pre-check of the new one from its answer', async () => {
    const body = anOrder({ CheckOnly: true });
    expect((await rig.call('Subscriptions/Create', body)).body.Code).toBe(0);
    await link('900', '152');
    await changeSettings(rig.desk, { preCheckHold: 'none' });
    const told = await rig.call('Subscriptions/Create', body);
    await changeSettings(rig.desk, { preCheckHold: 'soft' });
    expect(told.body.Code).toBe(0);
  });

  test('more of a subscription that was booked on the old line is asked of the new one', async () => {
    const body = anOrder({ Quantity: 1 });
    const { Result: id } = (await rig.call('Subscriptions/Create', body)).body;
    const old = await lineOf('151');
    await link('900', '152');
    const next = await lineOf('152');
    const more = aCall(id, { Account: { ID: '900' }, Quantity: 2 });
    expect((await rig.call('Subscriptions/Update', more)).body.Code).toBe(0);
    expect(await lineOf('151')).toEqual(old);
    expect((await lineOf('152')).capturedMinor - next.capturedMinor).toBe(12_00n);
  });

  test('a customer whose link is gone is unknown to credit, and reductions still pass', async () => {
    const { Result: id } = (await rig.call('Subscriptions/Create', anOrder())).body;
    const account = { Account: { ID: '900' } };
    expect((await rig.call('Accounts/Delete', { ID: '900' })).body.Code).toBe(0);
    const more = await rig.call('Subscriptions/Update', aCall(id, { ...account, Quantity: 9 }));
    expect(more.body.Code).toBe(-1010);
    for (const CheckOnly of [true, false]) {
      const fewer = aCall(id, { ...account, Quantity: 1, CheckOnly });
      expect((await rig.call('Subscriptions/Update', fewer)).body.Code).toBe(0);
    }
    await link('900', '151');
  });

  test('Synchronize answers who has the link now, whatever the platform remembers', async () => {
    const first = (await rig.call('Accounts/Synchronize', { ID: '900', Name: 'Moved' })).body;
    await link('900', '152');
    const before = await dumpOf({ rooms: rig.desk });
    const now = await ownerOf('900');
    const said = { ID: '900', Name: 'Moved', ExternalID: first.Result };
    const told = (await rig.call('Accounts/Synchronize', said)).body;
    expect(told).toMatchObject({ Code: 0 });
    expect(told.Result).not.toBe(first.Result);
    expect(await ownerOf('900')).toBe(now);
    expect((await rig.call('Accounts/Exists', said)).body).toMatchObject({
      Code: 1,
      Result: told.Result,
    });
    expect(await dumpOf({ rooms: rig.desk })).toEqual(before);
  });

  test('an id of ours in an account that is linked to nobody joins it to nobody', async () => {
    const owner = present(await ownerOf('151'), '151');
    const other = await rig.call('Accounts/Synchronize', { ID: '901', ExternalID: owner });
    expect(other.body.Code).toBe(0);
    expect(await ownerOf('901')).not.toBe(owner);
    expect(await ownerOf('151')).toBe(owner);
    const order = anOrder({ Account: { ID: '901', ExternalID: owner } });
    expect((await rig.call('Subscriptions/Create', order)).body.Code).toBe(-80_120);
  });
});
