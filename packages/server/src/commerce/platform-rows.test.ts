import { expect, test } from 'vitest';
import { currency } from '../kernel/currency.ts';
import { money } from '../kernel/money.ts';
import { fromAccountData, type PlatformAccount, toAccountData } from './platform-account.ts';
import { fromOrderData, type PlatformOrder, toOrderData } from './platform-order.ts';

const eur = (amountMinor: bigint) => money(amountMinor, currency('EUR'));

test('an account comes back from its row as it was, to the last digit', () => {
  const nothing = { total: eur(0n), count: 0 };
  const account: PlatformAccount = {
    accountId: 151n,
    name: 'Acme "Trading"',
    code: 'AC-151',
    tradingName: null,
    registrationNumber: '68750110',
    email: null,
    mayOrder: true,
    creditLimit: eur(9_007_199_254_740_993n),
    billing: { balance: eur(-5n), monthlyRunRate: eur(0n), overdue: eur(1n) },
    totals: {
      debitInvoices: { total: eur(1n), count: 1 },
      creditInvoices: nothing,
      payments: nothing,
      refunds: nothing,
    },
  };
  expect(fromAccountData(151n, toAccountData(account))).toEqual(account);
});

test('an order comes back from its row as it was, and a failing one fails', () => {
  const key = { orderId: 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401', accountId: 151n };
  const order: PlatformOrder = {
    ...key,
    code: 'OR-0001',
    billToAccountId: 151n,
    total: eur(240_00n),
    status: { name: 'Draft', type: 'In progress' },
    items: [{ productId: 'VX-STD', name: 'Standard', quantity: 20, total: eur(240_00n) }],
  };
  expect(fromOrderData(key, toOrderData(order))).toEqual(order);
  const failing = { ...key, isFailing: true } as const;
  expect(fromOrderData(key, toOrderData(failing))).toEqual(failing);
});
