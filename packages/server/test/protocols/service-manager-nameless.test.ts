import { expect, test } from 'vitest';
import { minute, plus } from '../../src/kernel/clock.ts';
import { createFulfilmentReader } from '../../src/storage/index.ts';
import { demo } from './fixture-seed.ts';
import { aCreate, lineOfAcme } from './service-manager-caller.ts';
import { onEachEngine } from './service-manager-on-engines.ts';

/** Creates that bring no id of the platform's: what they say has to be enough to know them again. */
onEachEngine('a Create without an id', {}, (rig) => {
  const nameless = (change: Readonly<Record<string, unknown>>) =>
    aCreate({ SubscriptionID: null, Quantity: 1, ...change });
  const twentyTimes = async (operation: string, body: object): Promise<readonly string[]> => {
    const told = await Promise.all(Array.from({ length: 20 }, () => rig.call(operation, body)));
    expect(told.map((one) => one.body.Code)).toEqual(told.map(() => 0));
    return [...new Set(told.map((one) => one.body.Result as string))];
  };
  const eventsOf = (id: string) =>
    createFulfilmentReader(rig.desk.storage.db).events(demo, id, { before: null, limit: 10 });

  test('twenty times at once it is one subscription and one capture', async () => {
    const before = await lineOfAcme(rig.desk);
    const [id = '', ...others] = await twentyTimes(
      'Subscriptions/Create',
      nameless({ Name: 'At once' }),
    );
    expect(others).toEqual([]);
    expect(await eventsOf(id)).toHaveLength(1);
    const after = await lineOfAcme(rig.desk);
    expect(after.capturedMinor - before.capturedMinor).toBe(12_00n);
    expect(after.heldMinor).toBe(before.heldMinor);
  });

  test('after two hours and a half it is a new one, also when it comes many times', async () => {
    const body = nameless({ Name: 'Twice a day' });
    const [first = ''] = await twentyTimes('Subscriptions/Create', body);
    rig.store.clock.set(plus(rig.store.clock.now(), 149n * minute));
    expect(await twentyTimes('Subscriptions/Create', body)).toEqual([first]);
    rig.store.clock.set(plus(rig.store.clock.now(), minute));
    const again = await twentyTimes('Subscriptions/Create', body);
    expect(again).toHaveLength(1);
    expect(again).not.toEqual([first]);
  });

  test('another name, another customer or another total is another one', async () => {
    const ids = new Set<string>();
    for (const change of [{}, { Name: 'Another' }, { Quantity: 3 }, { Account: { ID: '152' } }]) {
      const body = { Name: 'One of many', RequestedBy: { Type: 'Storefront' }, ...change };
      const told = await rig.call('Subscriptions/Create', nameless(body));
      if (told.body.Code === 0) ids.add(told.body.Result);
      else expect(told.body.Code).toBe(-80_100);
    }
    expect(ids.size).toBeGreaterThan(2);
  });

  test('an id that is not ours names it, however often and however late it comes', async () => {
    const body = nameless({ ID: 'their-own-id', Name: 'Theirs' });
    const [first = '', ...others] = await twentyTimes('Subscriptions/Create', body);
    expect(others).toEqual([]);
    expect(first).not.toBe('their-own-id');
    rig.store.clock.set(plus(rig.store.clock.now(), 300n * minute));
    expect(await twentyTimes('Subscriptions/Create', body)).toEqual([first]);
  });

  test('it may come again with the id that it was answered', async () => {
    const body = nameless({ Name: 'Answered' });
    const { Result } = (await rig.call('Subscriptions/Create', body)).body;
    expect((await rig.call('Subscriptions/Create', { ...body, ID: Result })).body).toMatchObject({
      Code: 0,
      Result,
    });
    const other = { ...body, ID: Result, Quantity: 2 };
    expect((await rig.call('Subscriptions/Create', other)).body.Code).toBe(-1040);
  });

  test('an asset is one too', async () => {
    const body = nameless({ Name: 'An asset' });
    expect(await twentyTimes('Assets/Create', body)).toHaveLength(1);
  });
});
