import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { basicAuthorization } from '@aval/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultPolicy, type HoldKind } from '../../src/credit/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { day } from '../../src/kernel/clock.ts';
import { currency } from '../../src/kernel/currency.ts';
import { money } from '../../src/kernel/money.ts';
import { connectPlatform, demo, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';
import { aCreate, callerOf, lineOfAcme } from './service-manager-caller.ts';
import { changeSettings, seedServiceManager } from './service-manager-seed.ts';

/**
 * A storefront order was refused, a person released it, and the back office executes it by hand: the
 * call comes from the back office, and stands on what was released. The line has 50.00 left.
 */
let folder = '';
let desk: OpenDesk;
const source = 'interworks.basket:152/a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f402';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aval-released-'));
  desk = await openDesk({ folder });
  await seedFixture(desk);
  await seedServiceManager(desk);
});
afterEach(async () => {
  expect((await desk.storage.verify()).difference).toBeNull();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

async function release(kind: HoldKind, account = '152'): Promise<void> {
  const reference = { source: 'interworks', kind: 'account', value: account };
  const found = present(await desk.parties.organizationOf(demo, reference), 'customer');
  const outcome = await desk.storage.commit({
    ...{ tenantId: demo, key: null, deadlineAt: null, rows: { ifDone: [], ifRefused: [] } },
    credit: [
      {
        type: 'placeHold',
        holdId: desk.ports.ids.next('hold'),
        organizationId: found.organizationId,
        kind,
        amount: money(240_00n, currency('EUR')),
        rate: null,
        source: source.replace('152', account),
        ifLive: 'refuse',
        due: { afterUs: 7n * day },
        isUnchecked: true,
        origin: { context: 'BACKOFFICE', actor: 'user:user_test' },
        policy: defaultPolicy,
      },
    ],
  });
  expect(outcome.kind).toBe('done');
}

const buy = async (quantity: number, more: object = {}) => {
  const body = aCreate({ Account: { ID: '152' }, Quantity: quantity, ...more });
  return (await callerOf(desk)('Subscriptions/Create', body)).body.Code;
};
const leftOf = async () =>
  present(await desk.storage.credit.holdOfSource(demo, source), 'hold').heldMinor;

test('an order that a person released is captured from what was released, up to its end', async () => {
  await release('review');
  expect(await buy(20, { CheckOnly: true })).toBe(0);
  expect(await leftOf()).toBe(240_00n);
  expect(await buy(12)).toBe(0);
  expect(await leftOf()).toBe(96_00n);
  expect(await buy(8)).toBe(0);
  expect(await leftOf()).toBe(0n);
  // Nothing is left of it, and the line is over its limit.
  expect(await buy(1)).toBe(-80_100);
});

test('only what goes beyond is asked of the line', async () => {
  await release('review');
  expect(await buy(21)).toBe(-80_100);
  expect(await leftOf()).toBe(240_00n);
});

test('what goes beyond is booked too, where the line has room for it', async () => {
  const before = await lineOfAcme(desk);
  await release('review', '151');
  expect(await buy(21, { Account: { ID: '151' } })).toBe(0);
  const after = await lineOfAcme(desk);
  expect(after.capturedMinor - before.capturedMinor).toBe(252_00n);
  expect(after.heldMinor).toBe(before.heldMinor);
});

test('the hold of a plain yes serves nobody but its own order', async () => {
  await release('basket');
  expect(await buy(20)).toBe(-80_100);
  expect(await leftOf()).toBe(240_00n);
});

test.each([
  ['comes through the API', { RequestedBy: { ID: 1, Type: 'API' } }],
  ['says nobody who asked', { RequestedBy: null }],
  ['results from no order', { IsFromOrder: false }],
])(
  'a call that %s is no order executed by hand, and takes nothing of what was released',
  async (_, more) => {
    await release('review');
    expect(await buy(20, more)).toBe(-80_100);
    expect(await leftOf()).toBe(240_00n);
  },
);

test('a binding pre-check and its real call are one purchase here too', async () => {
  await changeSettings(desk, { preCheckHold: 'soft' });
  await release('review');
  const SubscriptionID = '0d0c0b0a-0000-4000-8000-000000000001';
  expect(await buy(20, { SubscriptionID, CheckOnly: true })).toBe(0);
  expect(await buy(20, { SubscriptionID })).toBe(0);
  expect(await leftOf()).toBe(0n);
});

describe('a basket that the hook refused', () => {
  const [account, basketId] = ['152', source.split('/')[1] ?? ''];
  const check = async () => {
    const path = `/interworks/credit-check?AccountId=${account}&BasketId=${basketId}`;
    const headers = { authorization: basicAuthorization('hook', 'hook-password') };
    return (await fetch(desk.url + path, { headers })).text();
  };
  const approve = async (isOverLimit: boolean) => {
    const review = present(await desk.readers.reviews.latestReview(demo, source), 'review');
    const { settings } = present(await desk.parties.tenant(demo), 'tenant');
    const { reviewId, version } = review;
    const decided = await desk.reviews.decide(
      {
        ...{ tenantId: demo, actor: 'user:user_anna', policy: settings.reviews.policy },
        ...{ key: null, deadlineAt: null },
      },
      { reviewId, version, verdict: 'approved', reason: 'known', isOverLimit },
    );
    expect(decided).toMatchObject({ kind: 'done', review: { status: 'approved' } });
  };
  const hold = () => desk.storage.credit.holdOfSource(demo, source);

  beforeEach(async () => {
    await connectPlatform(desk);
    expect(await check()).toBe('false');
  });

  test('is executed by hand once a person approved it over the limit, without a second call', async () => {
    await approve(true);
    expect(await hold()).toMatchObject({ kind: 'review', state: 'open', heldMinor: 240_00n });
    const none = { organizationId: null, subject: source, kind: 'review', verdict: null } as const;
    const { items } = await desk.readers.decisions.decisions(demo, none, { after: null, limit: 9 });
    expect(items).toMatchObject([
      { verdict: 'approved', reasons: [{ code: 'assessment.review_approved' }] },
    ]);
    expect(await buy(20)).toBe(0);
    expect(await leftOf()).toBe(0n);
  });

  test('has one hold, whoever comes after the approval', async () => {
    await approve(true);
    expect(await Promise.all([check(), check(), check()])).toEqual(['true', 'true', 'true']);
    expect(await leftOf()).toBe(240_00n);
  });

  test('takes no hold where the line has no room and the approval does not go over it', async () => {
    await approve(false);
    expect(await hold()).toBeNull();
    expect(await check()).toBe('false');
    expect(await buy(20)).toBe(-80_100);
  });

  test('takes no hold on a line that was stopped meanwhile', async () => {
    const reference = { source: 'interworks', kind: 'account', value: account };
    const found = present(await desk.parties.organizationOf(demo, reference), 'customer');
    const origin = { context: 'BACKOFFICE', actor: 'user:user_test' } as const;
    const stop = { type: 'stopLine', reason: 'insolvent', policy: defaultPolicy, origin } as const;
    await desk.storage.commit({
      ...{ tenantId: demo, key: null, deadlineAt: null, rows: { ifDone: [], ifRefused: [] } },
      credit: [{ ...stop, organizationId: found.organizationId }],
    });
    await approve(true);
    expect(await hold()).toBeNull();
    expect(await check()).toBe('false');
  });
});
