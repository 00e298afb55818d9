import { expect, test } from 'vitest';
import { subscriptionsMax } from '../../src/fulfilment/index.ts';
import { aCall, aCreate } from './service-manager-caller.ts';
import { onEachEngine } from './service-manager-on-engines.ts';
import { fixtureService } from './service-manager-seed.ts';

/** Customers with more subscriptions than anybody lists. */
onEachEngine('a customer with many subscriptions', { credit: 'never' }, (rig) => {
  /** Ended subscriptions of a customer, planted beside the product. */
  const plant = async (account: string, count: number) => {
    const { serviceId, serviceType } = await fixtureService(rig.desk);
    await rig.store.run(
      `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${count})
         insert into subscription (tenant_id, subscription_id, service_id, service_type,
           installation, platform_id, account_id, product_id, state, is_trial, quantity,
           attributes, ordered_at_us, renewed_at_us, cancel_window_days, created_as,
           changed_at_us, version)
         select 'demo', '!${account}-' || i, '${serviceId}', '${serviceType}', 'default', null,
           '${account}', 'VX-ONE', 'cancelled', 0, 1, '{}', 1, null, null, 'planted', 1, 1
         from n`,
    );
  };
  const anOrder = (account: string, change: object = {}) =>
    aCreate({ Account: { ID: account }, ProductID: 'VX-ONE', Quantity: 1, ...change });

  test('the one that a rule asks for is found among thousands', async () => {
    await plant('301', 4_000);
    expect((await rig.call('Subscriptions/Create', anOrder('301'))).body.Code).toBe(0);
    expect((await rig.call('Subscriptions/Create', anOrder('301'))).body.Code).toBe(-80_200);
  });

  test('a Create without an id is known again among thousands', async () => {
    await plant('302', 4_000);
    for (const [group, ProductID] of [
      ['Subscriptions', 'VX-STD'],
      ['Assets', 'VX-STD'],
    ]) {
      const body = anOrder('302', { SubscriptionID: null, ProductID });
      const first = (await rig.call(`${group}/Create`, body)).body;
      expect(first.Code).toBe(0);
      expect((await rig.call(`${group}/Create`, body)).body.Result).toBe(first.Result);
    }
  });

  test('where they are too many to be told of, no rule says yes and none says a code of its own', async () => {
    await plant('303', subscriptionsMax);
    expect((await rig.call('Subscriptions/Create', anOrder('303'))).body.Code).toBe(0);
    for (const CheckOnly of [true, false]) {
      const { body } = await rig.call('Subscriptions/Create', anOrder('303', { CheckOnly }));
      expect(body).toMatchObject({
        Code: -1080,
        Message: 'A business rule cannot be answered without otherActiveOfProduct.',
      });
    }
    const nothingRequired = anOrder('303', { ProductID: 'VX-STD' });
    expect((await rig.call('Subscriptions/Create', nothingRequired)).body.Code).toBe(-1080);
  });

  test('rules that look at the object alone are answered however many there are', async () => {
    await plant('304', subscriptionsMax - 1);
    const body = anOrder('304', { ProductID: 'VX-STD' });
    const { Result: id } = (await rig.call('Subscriptions/Create', body)).body;
    await plant('305', 10);
    await rig.store.run("update subscription set account_id = '304' where account_id = '305'");
    const update = (Quantity: number) =>
      rig.call('Subscriptions/Update', aCall(id, { Account: { ID: '304' }, Quantity }));
    expect((await update(9)).body.Code).toBe(0);
    expect((await update(5_000)).body.Code).toBe(-80_220);
  });
});
