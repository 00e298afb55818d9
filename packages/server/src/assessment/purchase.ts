import type { CreditReader, Ledger } from '../credit/index.ts';
import type { Clock, Instant } from '../kernel/clock.ts';
import type { Ids } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { AccountDirectory, InstallationOf, SettingSource } from './ports.ts';

/** What a customer buys outside any basket, and whose hold stands for it until it is booked. */
export type Purchase = InstallationOf & {
  readonly accountId: string;
  readonly amount: Money;
  /** The back office executes it: it may be an order that the hook refused and a person released. */
  readonly isByHand: boolean;
  readonly source: string;
  /** Of the capture. */
  readonly reference: string | null;
  readonly actor: string;
  readonly deadlineAt: Instant | null;
};

export type PurchaseReason =
  | 'insufficient'
  | 'stopped'
  | 'no_open_line'
  | 'customer_unknown'
  | 'not_convertible';

export type PurchaseVerdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'refused'; readonly reason: PurchaseReason };

export type PurchaseDeps = {
  readonly ledger: Ledger;
  readonly credit: Pick<CreditReader, 'levels' | 'holdOfSource' | 'holds' | 'rate'>;
  readonly accounts: AccountDirectory;
  readonly settings: SettingSource;
  readonly clock: Clock;
  readonly ids: Ids;
};
