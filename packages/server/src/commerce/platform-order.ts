import type { Money } from '../kernel/money.ts';
import { fromDataText, toDataText } from './data-text.ts';

/** An order of the demonstration platform. A basket is an order that is still a draft. */
export type PlatformOrder = {
  /** A GUID in lower case with hyphens. */
  readonly orderId: string;
  readonly accountId: bigint;
  readonly code: string;
  readonly billToAccountId: bigint;
  /** Gross, with everything. */
  readonly total: Money;
  readonly status: OrderStatus;
  readonly items: readonly OrderItem[];
};

/** The name may be anything; the type is what counts. Source: vendor's page on order statuses. */
export type OrderStatus = {
  readonly name: string;
  readonly type: 'In progress' | 'Automatic Execute' | 'Cancelled';
};

export type OrderItem = {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly total: Money;
  /** What it charges anew for each period; a thing that is paid once has none. */
  readonly recurring?: {
    readonly total: Money;
    readonly periodMonths: number;
    readonly termMonths: number;
  };
};

/** An order whose look-up fails: it shows what the desk does when the platform is out of order. */
export type FailingOrder = {
  readonly orderId: string;
  readonly accountId: bigint;
  readonly isFailing: true;
};

/** The stored form of an order, beside its id and its account. */
export function toOrderData(order: PlatformOrder | FailingOrder): string {
  const { orderId: _orderId, accountId: _accountId, ...data } = order;
  return toDataText(data);
}

export function fromOrderData(
  key: { readonly orderId: string; readonly accountId: bigint },
  text: string,
): PlatformOrder | FailingOrder {
  type Key = 'orderId' | 'accountId';
  return { ...key, ...fromDataText<Omit<PlatformOrder, Key> | Omit<FailingOrder, Key>>(text) };
}
