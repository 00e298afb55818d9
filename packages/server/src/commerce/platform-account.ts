import type { Money } from '../kernel/money.ts';
import { fromDataText, toDataText } from './data-text.ts';

/** A customer as the demonstration platform knows it. What is not known is null. */
export type PlatformAccount = {
  /** The platform's own number of the customer. */
  readonly accountId: bigint;
  readonly name: string;
  readonly code: string;
  readonly tradingName: string | null;
  readonly registrationNumber: string | null;
  readonly email: string | null;
  readonly mayOrder: boolean;
  readonly creditLimit: Money;
  readonly billing: BillingInfo;
  readonly totals: AccountTotals;
};

export type BillingInfo = {
  readonly balance: Money;
  readonly monthlyRunRate: Money;
  readonly overdue: Money;
};

/** What was invoiced and paid so far, each with the number of documents. */
export type AccountTotals = {
  readonly [part in 'debitInvoices' | 'creditInvoices' | 'payments' | 'refunds']: {
    readonly total: Money;
    readonly count: number;
  };
};

/** The stored form of an account, beside its number. */
export function toAccountData({ accountId: _, ...data }: PlatformAccount): string {
  return toDataText(data);
}

export function fromAccountData(accountId: bigint, text: string): PlatformAccount {
  return { accountId, ...fromDataText<Omit<PlatformAccount, 'accountId'>>(text) };
}
