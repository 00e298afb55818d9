import { expect, test } from 'vitest';
import { noon } from '../../test/builders/credit.ts';
import { anAsset, aSubscription } from '../../test/builders/fulfilment.ts';
import { aStep } from '../../test/builders/provider-steps.ts';
import type { FulfilmentEventId, Ids, ServiceId, TenantId } from '../kernel/ids.ts';
import { type BookMark, bookRow, openBook } from './customer-book.ts';
import { goneObject } from './gone-object.ts';
import type { Asset, Subscription } from './subscription.ts';

const at = { tenantId: 'shop' as TenantId, installation: 'default' };
const event = (name: string) => `fev_${name}` as FulfilmentEventId;

async function rowOf(
  before: Subscription | Asset | null,
  after: Subscription | Asset,
  { isGuarded, mark }: { readonly isGuarded: boolean; readonly mark: BookMark },
) {
  const book = await openBook({ bookMark: async () => mark }, at, { before, after, isGuarded });
  return book === null ? null : bookRow(book, event('new'));
}

const before = aSubscription();
const mark = event('old');

test.each([
  ['a new one', null, before],
  ['another state', before, aSubscription({ state: 'suspended' })],
  ['another product', before, aSubscription({ productId: 'EDU' })],
])('%s marks the book, whether anybody judged on it or not', async (_, from, to) => {
  const key = { tenant_id: 'shop', installation: 'default', account_id: to.accountId };
  const set = { event_id: 'fev_new' };
  expect(await rowOf(from, to, { isGuarded: false, mark })).toMatchObject({ set, where: key });
  const guarded = { ...key, event_id: 'fev_old' };
  expect(await rowOf(from, to, { isGuarded: true, mark })).toMatchObject({ set, where: guarded });
  for (const isGuarded of [true, false]) {
    expect(await rowOf(from, to, { isGuarded, mark: null })).toMatchObject({
      op: 'insert',
      values: { ...key, ...set },
    });
  }
});

test('what nobody else sees leaves the mark as it is, and is refused where somebody else set one', async () => {
  const changes = [
    [before, aSubscription({ quantity: 9 })],
    [null, anAsset()],
  ] as const;
  for (const [from, to] of changes) {
    expect(await rowOf(from, to, { isGuarded: false, mark })).toBeNull();
    expect(await rowOf(from, to, { isGuarded: true, mark })).toMatchObject({
      set: { event_id: 'fev_old' },
      where: { event_id: 'fev_old' },
    });
    // Where there is no book yet, one that somebody else begins must be in the way.
    expect(await rowOf(from, to, { isGuarded: true, mark: null })).toMatchObject({ op: 'insert' });
  }
});

test('an object that never came to be marks the book in the unit that ends it', async () => {
  const object = {
    ...before,
    ...at,
    serviceId: 'svc_1' as ServiceId,
    changedAt: noon,
    version: 3n,
  };
  const objects = {
    subscription: async () => object,
    asset: async () => null,
    bookMark: async () => mark,
  };
  const ids = { next: () => event('given_up') } as unknown as Ids;
  const why = { decidedBy: 'user:user_anna', reason: 'no such plan' };
  const { rows } = await goneObject({ objects, ids }, aStep(), why);
  expect(rows).toContainEqual(
    expect.objectContaining({ table: 'customer_book', set: { event_id: 'fev_given_up' } }),
  );
});
