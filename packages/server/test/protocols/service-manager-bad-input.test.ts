import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TenantId } from '../../src/kernel/ids.ts';
import { dumpOf } from '../api/dump.ts';
import { demo, ok, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';
import {
  aCall,
  aCreate,
  applicationId,
  applicationKey,
  type Call,
  callerOf,
} from './service-manager-caller.ts';
import { seedServiceManager } from './service-manager-seed.ts';

let folder = '';
let desk: OpenDesk;
let call: Call;
/** An application of another tenant, which is as good as any. */
let stranger: Call;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aval-bad-input-'));
  desk = await openDesk({ folder });
  await seedFixture(desk);
  await seedServiceManager(desk);
  call = callerOf(desk);
  const input = { name: 'Platform', scopes: [], expiresAt: null, installation: null };
  const given = {
    kind: 'service-manager',
    applicationId: '99999999-2222-4333-8444-555555555555',
    applicationKey: 'key-of-another-tenant',
  } as const;
  const added = { ...input, createdBy: 'operator:test' };
  ok(await desk.access.addGivenCredential('second' as TenantId, added, given));
  stranger = callerOf(desk, given.applicationId, given.applicationKey);
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const addon = { ID: null, ProductID: 'VX-ADD-A', ActionType: 'Provision', Quantity: 1 };
const manyAddons = Array.from({ length: 10_000 }, (_, index) => ({
  ProductID: `P-${index}`,
  ActionType: 'None',
}));
const create = JSON.stringify(aCreate());
const withMember = (text: string) => `${create.slice(0, -1)},${text}}`;

type Case = readonly [
  about: string,
  expected: { readonly code: number; readonly status?: number; readonly text?: RegExp },
  operation: string,
  body: unknown,
];

const bad: readonly Case[] = [
  ['a subscription that is not there', { code: -1011 }, 'Subscriptions/Suspend', aCall('sub-9')],
  ['a negative quantity', { code: -1002 }, 'Subscriptions/Create', aCreate({ Quantity: -1 })],
  ['half a licence', { code: -1002 }, 'Subscriptions/Create', aCreate({ Quantity: 1.5 })],
  ['a quantity as text', { code: -1002 }, 'Subscriptions/Create', aCreate({ Quantity: '2' })],
  [
    'a quantity that no number holds',
    { code: -1002 },
    'Subscriptions/Create',
    create.replace('"Quantity":2', '"Quantity":9007199254740993'),
  ],
  [
    'an endless quantity',
    { code: -1002 },
    'Subscriptions/Create',
    create.replace('"Quantity":2', '"Quantity":1e400'),
  ],
  ['no service', { code: -1001 }, 'Subscriptions/Create', aCreate({ ServiceType: null })],
  [
    'a service that nobody has declared',
    { code: -1013, text: /VendorQ/ },
    'Subscriptions/Create',
    aCreate({ ServiceType: 'VendorQ' }),
  ],
  ['no account', { code: -1001 }, 'Subscriptions/Create', aCreate({ Account: null })],
  [
    "an add-on that is not the product's",
    { code: -1012, text: /VX-ADD-Q/ },
    'Addons/Create',
    aCall('sub-1001', { Addons: [{ ...addon, ProductID: 'VX-ADD-Q' }] }),
  ],
  [
    'an add-on twice',
    { code: -1014 },
    'Addons/Create',
    aCall('sub-1001', { Addons: [addon, addon] }),
  ],
  [
    'an unknown action',
    { code: -1002, text: /Explode/ },
    'Subscriptions/Create',
    aCreate({ ActionType: 'Explode' }),
  ],
  [
    'an action that contradicts the path',
    { code: -1004, text: /VX-ADD-A/ },
    'Addons/Cancel',
    aCall('sub-1001', { Addons: [addon] }),
  ],
  [
    'ten thousand add-ons, two members each',
    { code: -1000, status: 413 },
    'Addons/Create',
    aCall('sub-1001', { Addons: manyAddons }),
  ],
  [
    'a megabyte of text',
    { code: -1000, status: 413 },
    'Subscriptions/Create',
    aCreate({ Name: 'x'.repeat(1024 * 1024) }),
  ],
  [
    'a text that is far too long',
    { code: -1002 },
    'Subscriptions/Create',
    aCreate({ SubscriptionID: 'x'.repeat(900_000) }),
  ],
  ['CheckOnly as text', { code: -1002 }, 'Subscriptions/Create', aCreate({ CheckOnly: 'true' })],
  ['CheckOnly as a number', { code: -1002 }, 'Subscriptions/Create', aCreate({ CheckOnly: 1 })],
  ['CheckOnly as null', { code: -1002 }, 'Subscriptions/Create', aCreate({ CheckOnly: null })],
  ['CheckOnly twice', { code: -1003 }, 'Subscriptions/Create', withMember('"CheckOnly":true')],
  [
    'CheckOnly in two spellings',
    { code: -1003, text: /CheckOnly/ },
    'Subscriptions/Create',
    withMember('"checkonly":true'),
  ],
  ['a prototype', { code: -1000 }, 'Subscriptions/Create', withMember('"__proto__":{}')],
  ['a constructor', { code: -1000 }, 'Subscriptions/Create', withMember('"constructor":{}')],
  ['no JSON', { code: -1000 }, 'Subscriptions/Create', '{"ServiceType":'],
  ['no object', { code: -1000 }, 'Subscriptions/Create', '[]'],
  ['nothing', { code: -1000 }, 'Subscriptions/Create', ''],
  [
    'a body that is far too deep',
    { code: -1000 },
    'Subscriptions/Create',
    `${'['.repeat(100)}${']'.repeat(100)}`,
  ],
  ['half a letter', { code: -1000 }, 'Subscriptions/Create', '{"ServiceType":"\\ud800"}'],
];

test.each(bad)('%s is an error, and nothing is written', async (_, expected, operation, body) => {
  const before = await dumpOf({ rooms: desk });
  const told = await call(operation, body);
  expect(told.body).toMatchObject({ Code: expected.code, Result: null });
  expect(told.body.Description).toBe(told.body.Message);
  expect(told.status).toBe(expected.status ?? 200);
  expect(told.body.Message.length).toBeLessThan(500);
  if (expected.text !== undefined) expect(told.body.Message).toMatch(expected.text);
  expect(told.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(await dumpOf({ rooms: desk })).toEqual(before);
});

test('whoever has no good credential learns nothing, and writes nothing', async () => {
  const before = await dumpOf({ rooms: desk });
  const others = [
    callerOf(desk, applicationId, 'wrong'),
    callerOf(desk, applicationId, ''),
    callerOf(desk, '77777777-2222-4333-8444-555555555555', applicationKey),
    callerOf(desk, 'no-guid', applicationKey),
    callerOf(desk, '', ''),
  ];
  for (const [index, other] of others.entries()) {
    const told = await other('Subscriptions/Create', aCreate());
    expect({ index, status: told.status, body: told.body }).toEqual({
      ...{ index, status: 401 },
      body: {
        Code: -1050,
        Message: 'Authorization failed.',
        Description: 'Authorization failed.',
        Result: null,
      },
    });
  }
  expect(await dumpOf({ rooms: desk })).toEqual(before);
});

test("another tenant's subscription is as unknown as one that is not there", async () => {
  for (const id of ['sub-1001', 'sub-9']) {
    // Without a service of its own it gets no further; nobody tells what the other tenant has.
    const told = await stranger('Subscriptions/Suspend', aCall(id));
    expect(told.body).toMatchObject({ Code: -1013, Result: null });
  }
  await desk.services.declare('second' as TenantId, {
    ...{ serviceType: 'VendorX', name: 'Vendor X', driver: 'record', driverSettings: {} },
    settings: {},
    catalogue: {
      ...{ description: '', allowMultipleSubscriptions: false, quantityLimit: 0 },
      ...{ isQuantityLimitLocked: false, scope: 'Both', derivative: 'SUBSCRIPTION' },
      ...{ attributes: [], products: [], addons: [] },
    },
  });
  const before = await dumpOf({ rooms: desk });
  const theirs = await stranger('Subscriptions/Suspend', aCall('sub-1001'));
  const nobodys = await stranger('Subscriptions/Suspend', aCall('sub-9'));
  expect(theirs.body).toEqual(nobodys.body);
  expect(theirs.body.Code).toBe(-1011);
  expect(await dumpOf({ rooms: desk })).toEqual(before);
});

test('setting fields must be right where a call brings them, and choose no tenant', async () => {
  const setting = (values: Readonly<Record<string, string>>) =>
    call(
      'Fields/Get',
      undefined,
      Object.fromEntries(
        Object.entries(values).map(([id, value]) => [`X-CloudPlatform-Setting-${id}`, value]),
      ),
    );
  expect((await setting({ DeskTenant: 'demo' })).status).toBe(200);
  expect((await setting({ DeskTenant: 'second' })).status).toBe(401);
  expect((await setting({ DeskTenant: 'demo', DeskKey: 'wrong' })).status).toBe(401);
});

test('the name that the platform gives a call is the name of the request', async () => {
  const named = await call('Fields/Get', undefined, { 'X-CloudPlatform-TrackId': 'track-1.a_b' });
  expect(named.headers.get('x-request-id')).toBe('track-1.a_b');
  const unsafe = await call('Fields/Get', undefined, { 'X-CloudPlatform-TrackId': 'a b' });
  expect(unsafe.headers.get('x-request-id')).toMatch(/^req_/);
});

test('what is refused before any body has the shape of the wire', async () => {
  const wrongVerb = await call('Subscriptions/Create');
  expect(wrongVerb.status).toBe(405);
  expect(wrongVerb.headers.get('allow')).toBe('POST');
  expect(wrongVerb.body).toMatchObject({ Code: -1, Result: null });
  const nowhere = await call('Subscriptions/Explode', aCreate());
  expect(nowhere.status).toBe(404);
  expect(nowhere.body).toMatchObject({ Code: -1, Result: null });
  const named = await call('Cart/Anything', {});
  expect({ status: named.status, code: named.body.Code }).toEqual({ status: 200, code: -1 });
});

test.each([
  ['nl', 'Dit abonnement is hier niet bekend.'],
  ['de-DE,de;q=0.9', 'Dieses Abonnement ist hier nicht bekannt.'],
  ['pl', 'Ta subskrypcja nie jest tu znana.'],
  ['el', 'Αυτή η συνδρομή δεν είναι γνωστή εδώ.'],
  ['fr', 'This subscription is not known here.'],
  ['%%%', 'This subscription is not known here.'],
])('texts come in the language of the user: %s', async (language, message) => {
  const headers = { 'Accept-Language': language };
  const told = await call('Subscriptions/Suspend', aCall('sub-9'), headers);
  expect(told.body.Message).toBe(message);
});

test('what an object is like is told in the language too', async () => {
  const { Result: id } = (await call('Subscriptions/Create', aCreate())).body;
  await call('Subscriptions/Cancel', aCall(id));
  const told = await call('Subscriptions/Activate', aCall(id), { 'Accept-Language': 'nl' });
  expect(told.body).toMatchObject({ Code: -1041, Message: expect.stringMatching(/beëindigd/) });
});

test('a tenant can have errors without a Description, whatever they come from', async () => {
  const settings = { 'serviceManager.description': 'false' };
  ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
  const later = new Date(Number(desk.clock.now() / 1_000n) + 60_000);
  desk.clock.set(later.toISOString());
  const told = [
    await call('Subscriptions/Suspend', aCall('sub-9')),
    await call('Subscriptions/Create', '{'),
    await call('Accounts/Delete', { ID: '999' }),
    await call('Users/Get', {}),
    await call('Subscriptions/Create', aCreate({ Name: 'x'.repeat(1024 * 1024) })),
  ];
  for (const { body } of told) {
    expect(body).toEqual({ Code: expect.any(Number), Message: expect.any(String), Result: null });
    expect(body.Code).toBeLessThan(0);
  }
});
