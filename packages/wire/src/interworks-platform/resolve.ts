import type { JsonValue } from '../json-value.ts';
import {
  asAccountId,
  asCurrency,
  asDecimal,
  asList,
  asOtherAccountId,
  asSwitch,
  asText,
  createFieldReader,
  type PlatformGap,
} from './find-field.ts';
import type { PlatformField, PlatformMapping } from './mapping.ts';

type Resolved = {
  /** Fields without a value, by name. A decision must not be made on a gap. */
  readonly gaps: readonly PlatformGap[];
  /** The path that gave each field its value. */
  readonly paths: ReadonlyMap<PlatformField, string>;
};

/** An order as far as a mapping finds it; amounts and quantities are decimal texts. */
export type ResolvedOrder = Resolved & {
  readonly id: string | null;
  readonly accountId: string | null;
  readonly billToAccountId: string | null;
  readonly currency: string | null;
  readonly grossTotal: string | null;
  readonly netTotal: string | null;
  readonly statusType: string | null;
  readonly statusName: string | null;
  readonly lines: readonly ResolvedLine[] | null;
};

export type ResolvedLine = {
  readonly productId: string | null;
  readonly quantity: string | null;
  readonly gross: string | null;
};

export type ResolvedAccount = Resolved & {
  readonly creditLimit: string | null;
  readonly isUnlimited: boolean | null;
  readonly isOrderingEnabled: boolean | null;
};

export type ResolvedBillingInfo = Resolved & {
  /** Null where the installation names none: the figures are in the account's own. */
  readonly currency: string | null;
  readonly balance: string | null;
  readonly overdue: string | null;
  readonly monthlyRunRate: string | null;
};

/** Pure; never throws. Gaps of lines are told once per field, not once per line. */
export function resolveOrder(json: JsonValue, mapping: PlatformMapping): ResolvedOrder {
  const reader = createFieldReader(json, mapping);
  const id = reader.read('order.id', asText);
  const accountId = reader.read('order.accountId', asAccountId);
  const billToAccountId = reader.read('order.billToAccountId', asOtherAccountId);
  const currency = reader.read('order.currency', asCurrency);
  const grossTotal = reader.read('order.grossTotal', asDecimal);
  const netTotal = reader.read('order.netTotal', asDecimal);
  const statusType = reader.read('order.statusType', asText);
  const statusName = reader.read('order.statusName', asText);
  const items = reader.read('order.lines', asList);
  const gaps = [...reader.gaps];
  const paths = new Map(reader.paths);
  const lines = items?.map((item) => {
    const line = createFieldReader(item, mapping);
    const resolved = {
      productId: line.read('line.productId', asText),
      quantity: line.read('line.quantity', asDecimal),
      gross: line.read('line.gross', asDecimal),
    };
    for (const gap of line.gaps) {
      if (!gaps.some(({ field }) => field === gap.field)) gaps.push(gap);
    }
    for (const [field, path] of line.paths) paths.set(field, path);
    return resolved;
  });
  // Member by member: with an order spread out before them, the others would cost more than it.
  return {
    id,
    accountId,
    billToAccountId,
    currency,
    grossTotal,
    netTotal,
    statusType,
    statusName,
    lines: lines ?? null,
    gaps,
    paths,
  };
}

export function resolveAccount(json: JsonValue, mapping: PlatformMapping): ResolvedAccount {
  const reader = createFieldReader(json, mapping);
  return {
    creditLimit: reader.read('account.creditLimit', asDecimal),
    isUnlimited: reader.read('account.unlimited', asSwitch),
    isOrderingEnabled: reader.read('account.orderingEnabled', asSwitch),
    gaps: reader.gaps,
    paths: reader.paths,
  };
}

export function resolveBillingInfo(json: JsonValue, mapping: PlatformMapping): ResolvedBillingInfo {
  const reader = createFieldReader(json, mapping);
  return {
    currency: reader.read('billing.currency', asCurrency),
    balance: reader.read('billing.balance', asDecimal),
    overdue: reader.read('billing.overdue', asDecimal),
    monthlyRunRate: reader.read('billing.monthlyRunRate', asDecimal),
    gaps: reader.gaps,
    paths: reader.paths,
  };
}
