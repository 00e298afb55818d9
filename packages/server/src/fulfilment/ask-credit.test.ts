import { expect, test } from 'vitest';
import { asksForCredit, softHoldSource } from './ask-credit.ts';

const auto = { isLinked: true, setting: 'auto', hasActiveHook: true, requester: null } as const;

test('credit is asked once: the storefront’s purchases at their basket, all others here', () => {
  expect(asksForCredit({ ...auto, requester: 'storefront' })).toBe(false);
  for (const requester of ['back_office', 'api', 'unknown', null] as const) {
    expect(asksForCredit({ ...auto, requester })).toBe(true);
  }
  expect(asksForCredit({ ...auto, requester: 'storefront', hasActiveHook: false })).toBe(true);
});

test('a setting overrides who asks, and a service without credit lines is never asked', () => {
  expect(asksForCredit({ ...auto, setting: 'always', requester: 'storefront' })).toBe(true);
  expect(asksForCredit({ ...auto, setting: 'never' })).toBe(false);
  expect(asksForCredit({ ...auto, setting: 'always', isLinked: false })).toBe(false);
});

test('a soft hold belongs to one subscription, or to one product of an account before there is one', () => {
  const call = { connection: 'conn_1', platformId: null, accountId: '151', productId: 'STD' };
  const sources = [
    softHoldSource(call),
    softHoldSource({ ...call, platformId: '151' }),
    softHoldSource({ ...call, accountId: '15', productId: '1:STD' }),
    softHoldSource({ ...call, connection: 'conn_2' }),
    softHoldSource({ ...call, productId: 'EDU' }),
  ];
  expect(new Set(sources).size).toBe(sources.length);
  const known = { ...call, platformId: 'p-1' };
  expect(softHoldSource(known)).toBe(softHoldSource({ ...known, productId: 'EDU' }));
});
