import { afterEach, beforeEach, expect, test } from 'vitest';
import { present } from '../../src/kernel/assert.ts';
import { demo, ok } from '../protocols/fixture-seed.ts';
import { aCall, aCreate } from '../protocols/service-manager-caller.ts';
import { type DeskWithProvider, openDeskWithProvider } from './desk-with-provider.ts';

/**
 * A customer's account was linked to another organization between a purchase and the day on which
 * somebody gives it up: what was captured goes back to where it was captured.
 */
let rig: DeskWithProvider;
beforeEach(async () => {
  rig = await openDeskWithProvider();
});
afterEach(() => rig.close());

const accountOf = (value: string) => ({ source: 'interworks', kind: 'account', value });
const ownerOf = async (account: string) =>
  (await rig.desk.parties.organizationOf(demo, accountOf(account)))?.organizationId ?? null;
const unlink = async (account: string) => {
  const before = present(await ownerOf(account), account);
  ok(await rig.desk.parties.removeReference(demo, before, accountOf(account)));
};
const link = async (account: string, like: string) => {
  const next = present(await ownerOf(like), like);
  ok(await rig.desk.parties.addReference(demo, next, accountOf(account)));
};
const lineOf = async (account: string) => {
  const owner = present(await ownerOf(account), account);
  const [line] = present(await rig.desk.storage.credit.levels(demo, owner), 'line');
  return { capturedMinor: line.capturedMinor, heldMinor: line.heldMinor };
};

test('each line gets back what was captured on it', async () => {
  const { call, giveUp, later, provider } = rig;
  provider.behave({ status: 422 });
  await link('900', '151');
  const before = [await lineOf('151'), await lineOf('152')];
  const account = { Account: { ID: '900' } };
  const { Result: id } = (await call('Subscriptions/Create', aCreate(account))).body;
  await unlink('900');
  await link('900', '152');
  const more = aCall(id, { ...account, Quantity: 4 });
  expect((await call('Subscriptions/Update', more)).body.Code).toBe(0);
  expect([await lineOf('151'), await lineOf('152')]).toEqual(
    before.map((line) => ({ ...line, capturedMinor: line.capturedMinor + 24_00n })),
  );
  await later('2020-03-01T12:00:01Z');
  expect((await giveUp(id)).status).toBe(200);
  expect([await lineOf('151'), await lineOf('152')]).toEqual(before);
});

test('it goes back as well where the account is linked to nobody any more', async () => {
  const { call, giveUp, later, provider } = rig;
  provider.behave({ status: 422 });
  await link('900', '151');
  const before = await lineOf('151');
  const order = aCreate({ Account: { ID: '900' } });
  const { Result: id } = (await call('Subscriptions/Create', order)).body;
  await unlink('900');
  await later('2020-03-01T12:00:01Z');
  expect((await giveUp(id)).status).toBe(200);
  expect(await lineOf('151')).toEqual(before);
});
