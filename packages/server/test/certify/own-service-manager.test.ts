import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPassed } from '../../src/certify/index.ts';
import type { Tables } from '../../src/storage/schema/tables.ts';
import { connectPlatform, demo, ok, seedFixture } from '../protocols/fixture-seed.ts';
import { type OpenDesk, openDesk } from '../protocols/open-desk.ts';
import { changeSettings, seedServiceManager } from '../protocols/service-manager-seed.ts';
import { certifyService, endedAs } from './certify-over-http.ts';

/** The server of the product, with the catalogue, the rules and the customers of the recordings. */
let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  await connectPlatform(desk);
  await seedServiceManager(desk);
});
afterAll(() => desk.close());

type Changes = NonNullable<Parameters<typeof certifyService>[1]>;

function certifyOwn({ names = {}, ...changes }: Changes = {}) {
  return certifyService(desk.url, {
    applicationKey: 'test-application-key',
    names: {
      ...{ productId: 'VX-STD', addonIds: ['VX-ADD-A', 'VX-ADD-B'], planId: 'VX-EDU' },
      ...{ assetId: 'VX-STD', refused: { productId: 'VX-EDU', quantity: 1 } },
      ...names,
    },
    ...changes,
  });
}

test('without --write our server passes, and no row of it is another one afterwards', async () => {
  const before = await dump();
  const report = await certifyOwn({ isWriting: false });
  expect(endedAs(report, 'failed')).toEqual({});
  expect(Object.keys(endedAs(report, 'passed')).length).toBeGreaterThan(60);
  expect(await dump()).toEqual(before);
  expect(before['subscription']).not.toEqual([]);
});

test('with --write our server passes everything, and what was made has ended', async () => {
  const report = await certifyOwn();
  expect(endedAs(report, 'failed')).toEqual({});
  expect(endedAs(report, 'skipped')).toEqual({});
  expect(isPassed(report, { isStrict: true })).toBe(true);
  expect(report.leftBehind).toEqual([]);
  const made = await desk.storage.db
    .selectFrom('subscription')
    .select('state')
    .where('subscription_id', 'not like', 'sub-%')
    .execute();
  expect(made.length).toBeGreaterThan(20);
  expect(new Set(made.map(({ state }) => state))).toEqual(new Set(['cancelled']));
});

describe('where Results of add-on calls name the add-on', () => {
  const only = ['addon-totals', 'addons-are-cancelled', 'addon-create-names-the-subscription'];

  test('that is right or wrong as it was agreed', async () => {
    await changeSettings(desk, { addonResult: 'addon' });
    // Services are remembered for a moment.
    desk.clock.set('2020-03-01T12:01:00Z');
    const agreed = await certifyOwn({ only, names: { addonResult: 'addon' } });
    const surprised = await certifyOwn({ only });
    await changeSettings(desk, { addonResult: 'subscription' });
    desk.clock.set('2020-03-01T12:02:00Z');
    expect(endedAs(agreed, 'failed')).toEqual({});
    expect(Object.keys(endedAs(surprised, 'failed')).sort()).toEqual([...only].sort());
  });
});

describe('setting fields', () => {
  const only = ['pre-check-without-objection', 'setting-fields'];

  test('that are right are borne, and wrong ones are turned away', async () => {
    const given = { kind: 'desk', name: 'Administrators', scopes: [], expiresAt: null };
    const added = { ...given, installation: null, createdBy: 'operator:test' };
    const { secret } = ok(await desk.access.addCredential(demo, added));
    if (secret.kind !== 'desk') throw new Error('no key of the desk');
    const right = await certifyOwn({ only, settings: { DeskTenant: 'demo', DeskKey: secret.key } });
    expect(endedAs(right, 'failed')).toEqual({});
    for (const settings of [{ DeskTenant: 'second' }, { DeskKey: 'wrong' }]) {
      const wrong = await certifyOwn({ only, settings });
      expect(Object.keys(endedAs(wrong, 'failed'))).toEqual(['pre-check-is-answered']);
    }
  });
});

/** All rows of what business is made of. */
async function dump(): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const tables = [
    ...['service', 'subscription', 'subscription_addon', 'asset', 'fulfilment_event'],
    ...[
      'customer_book',
      'fulfilment_call',
      'provider_step',
      'organization',
      'credit_line',
      'credit_hold',
    ],
    'credit_entry',
  ] as readonly (keyof Tables)[];
  const rows = await Promise.all(
    tables.map((table) => desk.storage.db.selectFrom(table).selectAll().execute()),
  );
  return Object.fromEntries(tables.map((table, at) => [table, rows[at] ?? []]));
}
