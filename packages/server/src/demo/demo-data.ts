import type { PlatformAccount, PlatformOrder } from '../commerce/index.ts';
import { currency } from '../kernel/currency.ts';
import type { TenantId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';

/** What the demonstration is about: a few customers of one distributor. No secret is among it. */
export const demoTenant = {
  tenantId: 'demo' as TenantId,
  name: 'Demonstration',
  currency: 'EUR',
  language: 'en',
  settings: {},
} as const;

export type DemoCustomer = {
  readonly name: string;
  readonly limit: Money;
  readonly used: Money;
  /** Ids by `source/kind`. */
  readonly references: Readonly<Record<string, string>>;
  /** What the customer is to the platform, where it buys there. */
  readonly purchase: { readonly account: PlatformAccount; readonly basket: PlatformOrder } | null;
};

/**
 * The customer of the examples in document 002, with their values. It takes part in nothing else, so
 * that those examples answer as printed for as long as nobody changes it.
 */
export const documentCustomer: DemoCustomer = {
  name: 'Example of the ONE documentation',
  limit: eur(10_000_00n),
  used: eur(1_000_00n),
  references: { 'one/client': 'org:8872d4f8-cf33-456e-8084-41bacbc0fb2a' },
  purchase: null,
};

/** A basket of 480.00 with 3,800.00 left: yes. */
export const affordableCustomer = customer({
  name: 'Harbour Coffee Roasters',
  accountId: 4711n,
  clientId: 'org:5b0f6f0e-31c1-4f0c-9a55-6c1f5d0a7e21',
  limit: eur(5_000_00n),
  used: eur(1_200_00n),
  basketId: 'd3a1f0c2-6b7e-4c58-9f10-2e4b6a8c0d11',
  basket: eur(480_00n),
});

/** A basket of 640.00 with 100.00 left: no, and yes after a higher limit. */
export const tooDearCustomer = customer({
  name: 'Northgate Bicycles',
  accountId: 4712n,
  clientId: 'org:9e4d2b7a-8c35-4d16-b1f3-07a9c5e2d846',
  limit: eur(1_000_00n),
  used: eur(900_00n),
  basketId: 'd3a1f0c2-6b7e-4c58-9f10-2e4b6a8c0d12',
  basket: eur(640_00n),
});

/** Buys services: 1,500.00 left. */
export const serviceCustomer = customer({
  name: 'Lakeside Dental Group',
  accountId: 4713n,
  clientId: 'org:7c1d5e93-2b48-4f6a-8d07-3e9a1b5c6f24',
  limit: eur(2_000_00n),
  used: eur(500_00n),
  basketId: 'd3a1f0c2-6b7e-4c58-9f10-2e4b6a8c0d13',
  basket: eur(120_00n),
});

/** The company of the examples in document 003, known by its number in the company register. */
export const registeredCustomer: DemoCustomer = {
  name: 'CreditDevice B.V.',
  limit: eur(25_000_00n),
  used: eur(0n),
  references: { 'kvk/number': '28092355' },
  purchase: null,
};

/**
 * The customers in the order in which their lines are opened. That of the documentation comes last,
 * and as number 59 of the feed: where the example of document 002 begins to read.
 */
export const earlierCustomers: readonly DemoCustomer[] = [
  affordableCustomer,
  tooDearCustomer,
  serviceCustomer,
  registeredCustomer,
];
export const documentEntryNumber = 59;

function customer(of: {
  readonly name: string;
  readonly accountId: bigint;
  readonly clientId: string;
  readonly limit: Money;
  readonly used: Money;
  readonly basketId: string;
  readonly basket: Money;
}): DemoCustomer {
  const { name, accountId, limit, used, basket } = of;
  const nothing = { total: eur(0n), count: 0 };
  return {
    name,
    limit,
    used,
    references: { 'one/client': of.clientId, 'interworks/account': String(accountId) },
    purchase: {
      account: {
        accountId,
        name,
        code: `AC-${accountId}`,
        tradingName: null,
        registrationNumber: null,
        email: null,
        mayOrder: true,
        creditLimit: limit,
        billing: { balance: used, monthlyRunRate: eur(0n), overdue: eur(0n) },
        totals: {
          debitInvoices: { total: used, count: 1 },
          creditInvoices: nothing,
          payments: nothing,
          refunds: nothing,
        },
      },
      basket: {
        orderId: of.basketId,
        accountId,
        code: `OR-${accountId}-1`,
        billToAccountId: accountId,
        total: basket,
        status: { name: 'Draft', type: 'In progress' },
        items: [
          {
            productId: 'STD-10',
            name: 'Workplace, 10 seats',
            quantity: 1,
            total: basket,
            recurring: { total: basket, periodMonths: 1, termMonths: 12 },
          },
        ],
      },
    },
  };
}

function eur(amountMinor: bigint): Money {
  return money(amountMinor, currency('EUR'));
}
