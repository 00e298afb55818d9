import { isJsonObject, type JsonValue } from '../json-value.ts';
import { writeJson } from '../write-json.ts';
import { type DmmStatus, dmmPath, dmmStatuses } from './contract.ts';

/** A request for a decision, as both ends see it; unknown company data is empty. */
export type DmmOrder = {
  readonly id: number;
  readonly name: string;
  readonly reference: string;
  readonly regNumber: string;
  readonly address: string;
  readonly zipcode: string;
  readonly city: string;
  readonly country: string;
  readonly amount: number;
  readonly status: DmmStatus;
  /** UTC in seconds: `2020-03-01T12:00:00Z`. */
  readonly createdAt: string;
};

export type DmmOrderPage = {
  readonly orders: readonly DmmOrder[];
  readonly page: number;
  readonly hasMore: boolean;
};

export type DmmRuleset = { readonly id: number; readonly name: string };

/** `{item}`. Every member always, both refs always: our choice. */
export function writeDmmOrder(order: DmmOrder): string {
  return writeJson({ item: toWireOrder(order) });
}

/** `{list, meta}`; `items` counts those of this page, our choice. */
export function writeDmmOrderPage({ orders, page, hasMore }: DmmOrderPage): string {
  return writeJson({
    list: orders.map(toWireOrder),
    meta: { items: orders.length, current_page: page, more_items: hasMore },
  });
}

/** `{list}` without meta. Source: document 003. */
export function writeDmmRulesets(rulesets: readonly DmmRuleset[]): string {
  return writeJson({ list: rulesets.map(({ id, name }) => ({ id, name })) });
}

function toWireOrder(order: DmmOrder) {
  const self = `${dmmPath}/orders/${order.id}`;
  const { id, name, reference, regNumber, address, zipcode, city, country, amount } = order;
  return {
    ...{ id, name, reference, reg_number: regNumber, address, zipcode, city, country, amount },
    status: order.status,
    created_at: order.createdAt,
    refs: { self, report: `${self}/report` },
  };
}

/** Null when the answer does not follow the contract. Company data may be left out or null. */
export function readDmmOrderItem(body: JsonValue): DmmOrder | null {
  return isJsonObject(body) ? readOrder(body['item']) : null;
}

export function readDmmOrderPage(body: JsonValue): DmmOrderPage | null {
  if (!isJsonObject(body) || !isJsonObject(body['meta'])) return null;
  const orders = readList(body['list'], readOrder);
  const { current_page: page, more_items: hasMore } = body['meta'];
  if (orders === null || typeof page !== 'number' || typeof hasMore !== 'boolean') return null;
  return { orders, page, hasMore };
}

export function readDmmRulesets(body: JsonValue): readonly DmmRuleset[] | null {
  if (!isJsonObject(body)) return null;
  return readList(body['list'], (value) => {
    if (!isJsonObject(value)) return null;
    const { id, name } = value;
    return typeof id === 'number' && typeof name === 'string' ? { id, name } : null;
  });
}

function readOrder(value: JsonValue | undefined): DmmOrder | null {
  if (!isJsonObject(value)) return null;
  const { id, reg_number: regNumber, created_at: createdAt, amount = null } = value;
  const status = dmmStatuses.find((known) => known === value['status']);
  const text = (name: string) => {
    const member = value[name];
    return typeof member === 'string' ? member : '';
  };
  if (typeof id !== 'number' || !Number.isInteger(id) || typeof regNumber !== 'string') return null;
  if (status === undefined || typeof createdAt !== 'string') return null;
  if (amount !== null && (typeof amount !== 'number' || !Number.isInteger(amount))) return null;
  return {
    ...{ id, name: text('name'), reference: text('reference'), regNumber },
    ...{ address: text('address'), zipcode: text('zipcode'), city: text('city') },
    ...{ country: text('country'), amount: amount ?? 0, status, createdAt },
  };
}

function readList<Item>(
  value: JsonValue | undefined,
  read: (value: JsonValue) => Item | null,
): readonly Item[] | null {
  if (!Array.isArray(value)) return null;
  const items: Item[] = [];
  for (const member of value as readonly JsonValue[]) {
    const item = read(member);
    if (item === null) return null;
    items.push(item);
  }
  return items;
}
