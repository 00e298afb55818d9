import { fromMinor, JsonNumber, writeJson } from '@aval/wire';
import type { PlatformAccount, PlatformOrder } from '../../../commerce/index.ts';
import { exponentOf } from '../../../kernel/currency.ts';
import type { Money } from '../../../kernel/money.ts';

/** An account, version 2.2. Source of the member names: observed; not documented. */
export function writeAccount(account: PlatformAccount): string {
  return writeJson({
    id: account.accountId,
    name: account.name,
    code: account.code,
    phone: null,
    fax: null,
    registrationNumber: account.registrationNumber,
    taxAuthority: null,
    businessActivity: null,
    enableOrdering: account.mayOrder,
    email: account.email,
    billToAccountId: null,
    type: null,
    industry: null,
    webSite: null,
    source: null,
    tradingName: account.tradingName,
    prorateBillingEnabled: false,
    prorateBillingDate: null,
    creditLimit: toWireAmount(account.creditLimit),
    partialChargesInvoicing: false,
    separateInvoicesEnabled: false,
    enableReselling: false,
    description: null,
  });
}

/** Source: document 000 names the figures; the member names are our choice. */
export function writeBillingInfo({ billing }: PlatformAccount): string {
  return writeJson({
    balance: toWireAmount(billing.balance),
    monthlyRunRate: toWireAmount(billing.monthlyRunRate),
    overdueInvoicesAmount: toWireAmount(billing.overdue),
    currency: billing.balance.currency,
  });
}

/** Member names observed; not documented. */
export function writeBalance({ accountId, billing, totals }: PlatformAccount): string {
  return writeJson({
    id: accountId,
    balance: toWireAmount(billing.balance),
    debitInvoicesTotal: toWireAmount(totals.debitInvoices.total),
    debitInvoicesCount: totals.debitInvoices.count,
    creditInvoicesTotal: toWireAmount(totals.creditInvoices.total),
    creditInvoicesCount: totals.creditInvoices.count,
    paymentsTotal: toWireAmount(totals.payments.total),
    paymentsCount: totals.payments.count,
    refundsTotal: toWireAmount(totals.refunds.total),
    refundsCount: totals.refunds.count,
  });
}

/** An order, version 3.0. The member names are our choice: the first candidates of the mapping. */
export function writeOrder(order: PlatformOrder): string {
  return writeJson({
    id: order.orderId,
    code: order.code,
    accountId: order.accountId,
    billToAccountId: order.billToAccountId,
    currency: order.total.currency,
    totalWithTax: toWireAmount(order.total),
    status: { name: order.status.name, type: order.status.type },
    items: order.items.map(({ productId, name, quantity, total, recurring }) => ({
      productId,
      name,
      quantity,
      totalWithTax: toWireAmount(total),
      ...(recurring === undefined ? {} : writeRecurring(recurring)),
    })),
  });
}

function writeRecurring({ total, periodMonths, termMonths }: Recurring) {
  return {
    recurringTotalWithTax: toWireAmount(total),
    billingPeriodMonths: periodMonths,
    termMonths,
  };
}

type Recurring = NonNullable<PlatformOrder['items'][number]['recurring']>;

/** A JSON number with all its digits, in its shortest spelling. */
function toWireAmount({ amountMinor, currency }: Money): JsonNumber {
  return new JsonNumber(fromMinor(amountMinor, exponentOf(currency)));
}
