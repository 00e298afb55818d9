import { createServiceManagerClient, type ServiceOperation, type Transport } from '@aval/wire';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type FakeProvider,
  isSigned,
  signingSecret,
  startFakeProvider,
} from '../outbound/fake-provider.ts';
import { demo, fixture, ok, seedFixture } from '../protocols/fixture-seed.ts';
import { type OpenDesk, openDesk } from '../protocols/open-desk.ts';
import { fixtureService, seedServiceManager } from '../protocols/service-manager-seed.ts';

/**
 * A platform sells a subscription: it asks first, orders, adds seats, and cancels. The provider's own
 * system hears of what was ordered, of nothing that was only asked, and of each order once.
 */
let provider: FakeProvider;
let desk: OpenDesk;

beforeEach(async () => {
  provider = await startFakeProvider();
  desk = await openDesk();
  await seedFixture(desk);
  await seedServiceManager(desk);
  const { serviceId } = await fixtureService(desk);
  const driver = { driver: 'http', driverSettings: { connection: 'mail' } } as const;
  ok(await desk.services.change(demo, serviceId, driver, null));
  ok(
    await desk.access.addConnection(demo, {
      ...{ kind: 'provider-system', name: 'mail', baseUri: provider.baseUri },
      ...{ secret: { signingSecret }, settings: {} },
    }),
  );
});
afterEach(async () => {
  await desk.close();
  await provider.close();
});

test('what a platform orders reaches the provider whole, in order and once', async () => {
  const id = await order('Subscriptions/Create', { quantity: 5 });
  await order('Subscriptions/Update', { id, quantity: 8 });
  await order('Subscriptions/Update', { id, quantity: 8 });
  await order('Subscriptions/Cancel', { id, quantity: 8 });
  await later('2020-03-01T12:00:01Z');

  const told = provider.calls.map(({ message }) => ({
    operation: message.operation,
    quantity: message.desired['quantity'],
    version: message.objectVersion,
  }));
  expect(told).toEqual([
    { operation: 'create', quantity: 5, version: 1 },
    { operation: 'update', quantity: 8, version: 2 },
    { operation: 'cancel', quantity: 8, version: 3 },
  ]);
  const [create] = provider.calls;
  expect(create?.message).toMatchObject({
    object: 'subscription',
    externalId: id,
    desired: { externalId: id, productId: 'VX-STD', resources: expect.any(Object) },
  });
  expect(provider.calls.every((call) => isSigned(call, signingSecret))).toBe(true);
  await later('2020-03-01T13:00:00Z');
  expect(provider.calls).toHaveLength(3);
});

test('a platform hears yes while the provider is away, and the provider hears of it later', async () => {
  provider.behave({ status: 500 });
  const id = await order('Subscriptions/Create', { quantity: 5 });
  await later('2020-03-01T12:00:01Z');
  expect(provider.calls).toHaveLength(1);
  provider.behave({ status: 200 });
  await later('2020-03-01T12:00:30Z');
  expect(provider.calls.map(({ message }) => message.attempt)).toEqual([1, 2]);
  const rows = await desk.storage.db
    .selectFrom('provider_step')
    .select(['external_id', 'status'])
    .execute();
  expect(rows).toEqual([{ external_id: id, status: 'done' }]);
});

/** The pre-check and the call, as a platform makes them; gives the id of the answer. */
async function order(
  operation: ServiceOperation,
  { id = null, quantity }: { readonly id?: string | null; readonly quantity: number },
): Promise<string> {
  const outcome = await client().checkAndCall(operation, {
    ...{ id, subscriptionId: '9001', serviceType: (await fixtureService(desk)).serviceType },
    ...{
      productId: 'VX-STD',
      quantity,
      name: 'Mail',
      account: { id: '151', name: 'Bakery' },
      requestedBy: null,
    },
  });
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.result ?? '';
}

function client() {
  const [given] = (fixture as unknown as { credentials: { serviceManager: Given[] } }).credentials
    .serviceManager;
  if (given === undefined) throw new Error('an application');
  const { applicationId, applicationKey } = given;
  const credentials = { applicationId, applicationKey };
  const baseUrl = `${desk.url}/service-manager`;
  return createServiceManagerClient({ baseUrl, credentials, transport });
}

type Given = { readonly applicationId: string; readonly applicationKey: string };

const transport: Transport = async ({ method, url, headers, body }) => {
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: bytes };
};

async function later(at: string): Promise<void> {
  desk.clock.set(at);
  await desk.sweep();
}
