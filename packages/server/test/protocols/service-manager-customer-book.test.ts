import { expect, test } from 'vitest';
import type { FulfilmentOperation, GivenFact } from '../../src/fulfilment/index.ts';
import { createFulfilmentReader } from '../../src/storage/index.ts';
import { forCustomers, type SomeRules, someRules, textsType } from '../builders/business-rules.ts';
import { createRandom } from '../simulation/random.ts';
import { demo, ok } from './fixture-seed.ts';
import { openDeskOn } from './open-desk.ts';
import { aCall, aCreate, callerOf } from './service-manager-caller.ts';
import { onEachEngine } from './service-manager-on-engines.ts';
import { changeSettings, fixtureService } from './service-manager-seed.ts';

/**
 * Rules that look at the other subscriptions of a customer, while several of them change at once: as
 * many pass as if the calls had come one after another.
 */
onEachEngine('rules over several objects', { credit: 'never' }, (rig) => {
  let customers = 200;
  const aCustomer = () => {
    customers += 1;
    return { Account: { ID: String(customers) } };
  };
  const putInForce = async (
    operation: FulfilmentOperation,
    parts: SomeRules,
    facts: Record<string, GivenFact>,
  ) => {
    const { serviceId } = await fixtureService(rig.desk);
    const of = { tenantId: demo, serviceId, operation, actor: 'user:user_test' };
    const messages = { no: forCustomers('Not beside what the customer has.') };
    const content = someRules(parts, { messages });
    const draft = ok(
      await rig.desk.businessRules.draft(
        of,
        {
          content,
          cases: [{ name: 'broken', facts, expect: [{ code: -81_001, message: 'no' }] }],
        },
        null,
      ),
    );
    ok(await rig.desk.businessRules.publish(of, { version: draft.version, hash: draft.hash }));
    ok(await rig.desk.businessRules.activate(of, draft.version));
  };
  const otherOfProduct: SomeRules = {
    inputs: { otherActiveOfProduct: 'number' },
    tables: [{ columns: { otherActiveOfProduct: 'number' }, rows: [['> 0', '-81001', '"no"']] }],
  };
  const created = async (change: Readonly<Record<string, unknown>>): Promise<string> => {
    const { body } = await rig.call('Subscriptions/Create', aCreate(change));
    expect(body).toMatchObject({ Code: 0 });
    return body.Result;
  };
  const codesOf = async (calls: readonly (readonly [string, object])[]) => {
    const told = await Promise.all(calls.map(([operation, body]) => rig.call(operation, body)));
    return told.map(({ body }) => body.Code as number).sort((left, right) => right - left);
  };
  const statesOf = async (accountId: string) => {
    const filter = { accountId, installation: null };
    const page = { after: null, limit: 100 };
    const { items } = await createFulfilmentReader(rig.desk.storage.db).subscriptions(
      ...([demo, filter, page] as const),
    );
    return items.map(({ productId, state }) => `${productId} ${state}`).sort();
  };
  const one = <Value>(value: Value, count: number, others: Value): readonly Value[] => [
    value,
    ...Array.from({ length: count - 1 }, () => others),
  ];

  test('of twenty Creates at once under different ids the one passes that the rule allows', async () => {
    for (let round = 0; round < 3; round += 1) {
      const customer = aCustomer();
      const calls = Array.from({ length: 20 }, () => {
        const body = aCreate({ ...customer, ProductID: 'VX-ONE', Quantity: 1 });
        return ['Subscriptions/Create', body] as const;
      });
      expect(await codesOf(calls)).toEqual(one(0, 20, -80_200));
      expect(await statesOf(customer.Account.ID)).toEqual(['VX-ONE active']);
    }
  });

  test('two servers on one database let the same one pass, and all that the rules allow', async () => {
    const { desk, store } = rig;
    const other = await openDeskOn({ ...store.storage(), close: async () => {} }, store.clock);
    const servers = [callerOf(desk), callerOf(other)];
    const codesAt = async (bodies: readonly object[]) => {
      const told = await Promise.all(
        bodies.map((body, index) => servers[index % 2]?.('Subscriptions/Create', body)),
      );
      return told.map((one) => one?.body.Code as number).sort((left, right) => right - left);
    };
    for (let round = 0; round < 3; round += 1) {
      const { Account } = aCustomer();
      const single = { Account, ProductID: 'VX-ONE', Quantity: 1 };
      const bodies = Array.from({ length: 12 }, () => aCreate(single));
      expect(await codesAt(bodies)).toEqual(one(0, 12, -80_200));
      await created({ Account });
      const dependent = { Account, ProductID: 'VX-SEC', Quantity: 1 };
      expect(await codesAt(Array.from({ length: 12 }, () => aCreate(dependent)))).toEqual(
        one(0, 12, 0),
      );
    }
    await other.close();
  });

  test('those that lose keep nothing of the credit line', async () => {
    await changeSettings(rig.desk, { credit: 'always' });
    const customer = { Account: { ID: '152' }, ProductID: 'VX-ONE', Quantity: 1 };
    const calls = Array.from({ length: 20 }, () => {
      return ['Subscriptions/Create', aCreate(customer)] as const;
    });
    const codes = await codesOf(calls);
    await changeSettings(rig.desk, { credit: 'never' });
    expect(codes.filter((code) => code === 0)).toHaveLength(1);
    const reference = { source: 'interworks', kind: 'account', value: '152' };
    const owner = await rig.desk.parties.organizationOf(demo, reference);
    const levels = await rig.desk.storage.credit.levels(
      demo,
      owner?.organizationId ?? ('' as never),
    );
    expect(levels?.[0]).toMatchObject({ capturedMinor: 20_00n, heldMinor: 0n });
  });

  test('so does one of several that are activated at once', async () => {
    await putInForce('subscription.activate', otherOfProduct, { otherActiveOfProduct: 1 });
    const customer = aCustomer();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const id = await created({ ...customer, Quantity: 1 });
      expect((await rig.call('Subscriptions/Suspend', aCall(id, customer))).body.Code).toBe(0);
      ids.push(id);
    }
    const calls = ids.map((id) => ['Subscriptions/Activate', aCall(id, customer)] as const);
    expect(await codesOf(calls)).toEqual(one(0, 5, -81_001));
    expect(await statesOf(customer.Account.ID)).toEqual(
      one('VX-STD active', 5, 'VX-STD suspended'),
    );
  });

  test('and one of several that change to the same plan at once', async () => {
    await putInForce('subscription.change_plan', otherOfProduct, { otherActiveOfProduct: 1 });
    const customer = aCustomer();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push(await created(customer));
    const calls = ids.map((id) => {
      const body = aCall(id, { ...customer, ProductID: 'VX-EDU', Quantity: 3 });
      return ['Subscriptions/UpgradeDowngrade', body] as const;
    });
    expect(await codesOf(calls)).toEqual(one(0, 5, -81_001));
    expect(await statesOf(customer.Account.ID)).toEqual(one('VX-EDU active', 5, 'VX-STD active'));
  });

  test('a service is not suspended while one that requires it is ordered', async () => {
    await putInForce(
      'subscription.suspend',
      {
        inputs: { productsOwned: 'texts' },
        types: [textsType],
        tables: [
          {
            columns: { 'list contains(productsOwned, "VX-SEC")': 'boolean' },
            rows: [['true', '-81001', '"no"']],
          },
        ],
      },
      { productsOwned: ['VX-SEC'] },
    );
    for (let round = 0; round < 8; round += 1) {
      const customer = aCustomer();
      const id = await created(customer);
      const order = aCreate({ ...customer, ProductID: 'VX-SEC', Quantity: 1 });
      const codes = await codesOf([
        ['Subscriptions/Suspend', aCall(id, customer)],
        ['Subscriptions/Create', order],
      ]);
      expect(codes[0]).toBe(0);
      expect([-80_210, -81_001]).toContain(codes[1]);
    }
  });

  test('whatever is called at once, a customer never has two active ones where one is allowed', async () => {
    await putInForce('subscription.activate', otherOfProduct, { otherActiveOfProduct: 1 });
    const customer = { ...aCustomer(), ProductID: 'VX-ONE', Quantity: 1 };
    const ids: string[] = [];
    const seen = new Set<string>();
    const random = createRandom(7);
    for (let round = 0; round < 25; round += 1) {
      const calls = Array.from({ length: 6 }, () => {
        const id = ids.length === 0 ? null : random.pick(ids);
        const operation = random.pick([
          ...['Create', 'Suspend', 'Suspend', 'Activate', 'Activate', 'Activate'],
          ...(random.chance(5) ? ['Cancel'] : []),
        ]);
        return id === null || operation === 'Create'
          ? rig.call('Subscriptions/Create', aCreate(customer))
          : rig.call(`Subscriptions/${operation}`, aCall(id, customer));
      });
      for (const { body } of await Promise.all(calls)) {
        if (body.Code === 0 && !ids.includes(body.Result)) ids.push(body.Result);
        seen.add(String(body.Code));
      }
      const states = await statesOf(customer.Account.ID);
      expect(states.filter((state) => state === 'VX-ONE active').length).toBeLessThan(2);
    }
    expect([...seen]).toEqual(expect.arrayContaining(['0', '-80200', '-81001']));
  });

  test('many at once that the rules allow all pass, whatever the rules look at', async () => {
    const many = (customer: Readonly<Record<string, unknown>>) =>
      Array.from({ length: 20 }, () => ['Subscriptions/Create', aCreate(customer)] as const);
    expect(await codesOf(many(aCustomer()))).toEqual(one(0, 20, 0));
    const { Account } = aCustomer();
    await created({ Account });
    const dependent = { Account, ProductID: 'VX-SEC', Quantity: 1 };
    expect(await codesOf(many(dependent))).toEqual(one(0, 20, 0));
    expect(await statesOf(Account.ID)).toHaveLength(21);
  });
});
