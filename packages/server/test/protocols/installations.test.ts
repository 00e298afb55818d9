import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basicAuthorization } from '@aval/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currency } from '../../src/kernel/currency.ts';
import { demo, ok, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

/**
 * A distributor runs the platform twice. Both installations count their accounts from 1, both know an
 * account 151, and even baskets of equal ids; they are different customers, orders and books.
 */
const basketId = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';
const north = 'BSS of the north';

let desk: OpenDesk;
let orders: string[];
let statusType: string;
let closePlatform: () => void;
let northUrl: string;
let northConnection: Awaited<ReturnType<typeof connectNorth>>;

beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  orders = [];
  statusType = 'In progress';
  const platform = createServer((request, response) => {
    if (request.url === '/oauth/token') {
      response.end('{"access_token":"north"}');
      return;
    }
    const id = request.url?.split('/').at(-1) ?? '';
    orders.push(id);
    response.end(
      JSON.stringify({
        id,
        accountId: 151,
        currency: 'EUR',
        totalWithTax: 77,
        status: { type: statusType },
      }),
    );
  });
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
  closePlatform = () => {
    platform.closeAllConnections();
    platform.close();
  };
  northUrl = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`;
  northConnection = await connectNorth();
  await addHook('north', north);
});

afterAll(async () => {
  closePlatform();
  await desk.close();
});

test('the installation of a credential chooses the platform, its accounts and its holds', async () => {
  expect(await ask('north')).toBe('false');
  expect(await lastReason('@BSS%20of%20the%20north')).toBe('assessment.account_unknown');

  await addCustomer(`${north}/151`);
  expect(await ask('north')).toBe('true');
  expect(await ask('hook')).toBe('true');
  expect(await holds()).toEqual([
    { source: `interworks.basket:151/${basketId}`, heldMinor: 240_00n },
    { source: `interworks.basket:151/${basketId}@BSS%20of%20the%20north`, heldMinor: 77_00n },
  ]);
  // The same answers again, and no hold of the one for the other.
  expect([await ask('north'), await ask('hook')]).toEqual(['true', 'true']);
  expect(await holds()).toHaveLength(2);
});

test('a hold that falls due is asked about at its own installation', async () => {
  statusType = 'Automatic Execute';
  orders.splice(0);
  desk.clock.set('2020-03-01T12:30:01Z');
  await desk.sweep();
  expect(orders).toEqual([basketId]);
  expect(await holds()).toEqual([
    { source: `interworks.basket:151/${basketId}`, heldMinor: 240_00n },
  ]);
  statusType = 'In progress';
});

test('an installation that is not registered is a no that says so, until it is', async () => {
  const other = basketId.replace('f401', 'f4aa');
  ok(await desk.access.revokeConnection(demo, northConnection.connectionId));
  expect(await ask('north', other)).toBe('false');
  expect(await lastReason('@BSS%20of%20the%20north', other)).toBe(
    'assessment.installation_unknown',
  );
  // Nobody else is asked in its place.
  expect(await ask('hook')).toBe('true');
  northConnection = await connectNorth();
  expect(await ask('north', other)).toBe('true');
});

test('a credential for an installation that nobody registered is refused, and nothing is kept', async () => {
  const before = await desk.access.credentials(demo, { after: null, limit: 100 });
  const facts = { name: 'x', scopes: [], expiresAt: null, createdBy: 'operator:test' };
  const add = (kind: string, installation: string, tenantId = demo) =>
    desk.access.addCredential(tenantId, { ...facts, kind, installation });
  const unknown = (installation: string) => ({
    ok: false,
    refusal: { code: 'access.installation_unknown', installation },
  });
  expect(await add('hook', 'south')).toEqual(unknown('south'));
  expect(await add('hook-path', north.toLowerCase())).toEqual(unknown(north.toLowerCase()));
  expect(await add('hook', north, 'second' as typeof demo)).toEqual(unknown(north));
  expect(await add('platform', north)).toMatchObject({
    refusal: { code: 'access.setting_invalid', name: 'installation' },
  });
  expect(await desk.access.credentials(demo, { after: null, limit: 100 })).toEqual(before);
});

async function connectNorth() {
  return ok(
    await desk.access.addConnection(demo, {
      kind: 'interworks-platform',
      name: north,
      baseUri: northUrl,
      secret: { clientKey: 'k', clientSecret: 's', username: 'u', password: 'p' },
      settings: { mappingConfirmed: 'true' },
    }),
  );
}

async function addHook(username: string, installation: string): Promise<void> {
  const facts = { name: username, scopes: [], expiresAt: null, createdBy: 'operator:test' };
  const given = { kind: 'hook', username, password: 'hook-password' } as const;
  ok(await desk.access.addGivenCredential(demo, { ...facts, installation }, given));
}

async function addCustomer(account: string): Promise<void> {
  const references = [{ source: 'interworks', kind: 'account', value: account }];
  const made = ok(await desk.parties.createOrganization(demo, { name: account, references }));
  const outcome = await desk.storage.commit({
    tenantId: demo,
    key: null,
    credit: [
      {
        type: 'setLine',
        organizationId: made.organizationId,
        lineId: desk.ports.ids.next('line'),
        currency: currency('EUR'),
        terms: { limitMinor: 1_000_00n },
        expected: null,
        approved: true,
        reason: null,
        origin: { context: 'BACKOFFICE', actor: 'job:test' },
        policy: await desk.policyOf(demo),
      },
    ],
    rows: { ifDone: [], ifRefused: [] },
    deadlineAt: null,
  });
  expect(outcome.kind).toBe('done');
}

async function ask(username: string, basket = basketId): Promise<string> {
  const Authorization = basicAuthorization(username, 'hook-password');
  const url = `${desk.url}/interworks/credit-check?AccountId=151&BasketId=${basket}`;
  return (await fetch(url, { headers: { Authorization } })).text();
}

async function holds() {
  const filter = { organizationId: null, state: 'open' } as const;
  const page = { after: null, limit: 100 };
  const { items } = await desk.storage.credit.holds(demo, filter, page);
  return items
    .map(({ source, heldMinor }) => ({ source, heldMinor }))
    .sort((left, right) => (String(left.source) < String(right.source) ? -1 : 1));
}

async function lastReason(at: string, basket = basketId): Promise<string | null> {
  const row = await desk.storage.db
    .selectFrom('decision')
    .select('reason_code')
    .where('subject', '=', `interworks.basket:151/${basket}${at}`)
    .orderBy('decision_id', 'desc')
    .executeTakeFirstOrThrow();
  return row.reason_code;
}
