import {
  type PlatformField,
  type PlatformMapping,
  type PlatformResult,
  type ResolvedAccount,
  type ResolvedBillingInfo,
  type ResolvedOrder,
  type ResolvedRecurring,
  readGuid,
  resolveRecurring,
} from '@aval/wire';
import type { CheckedAnswer, CheckSample, ConnectionCheck } from '../access/index.ts';
import { currency } from '../kernel/currency.ts';
import {
  createPlatformClients,
  type PlatformClientDeps,
  type PlatformConnection,
} from './platform-clients.ts';
import { billingFactsOf, orderFactsOf } from './platform-facts.ts';

const answerMs = 10_000;

/**
 * Asks a platform for an order and an account that are known to be there, and shows what the mapping
 * makes of the answers. Usable is a mapping by which the order can be judged.
 */
export async function checkPlatform(
  deps: PlatformClientDeps,
  connection: PlatformConnection,
  sample: CheckSample,
): Promise<ConnectionCheck> {
  const clients = createPlatformClients(deps);
  const client = clients.of(connection);
  if (client === null) return { answers: [], isUsable: false, missing: ['base_uri'] };
  try {
    const orderId = readGuid(sample.orderId) ?? sample.orderId;
    const options = { deadlineMs: answerMs };
    const [order, account, billing] = await Promise.all([
      client.getOrder(orderId, options),
      client.getAccount(sample.accountId, options),
      client.getBillingInfo(sample.accountId, options),
    ]);
    const missing = [
      ...missingOfOrder(order, orderId, sample.accountId),
      ...(account.kind === 'found' ? [] : ['account']),
    ];
    return {
      answers: [
        answerOf('order', order, orderValues),
        ...recurringOf(order, connection.mapping),
        answerOf('account', account, accountValues),
        answerOf('billing info', billing, billingValues),
      ],
      isUsable: missing.length === 0,
      missing: [...missing, ...missingOfBilling(billing)],
    };
  } finally {
    await clients.close();
  }
}

function missingOfOrder(
  order: PlatformResult<ResolvedOrder>,
  orderId: string,
  accountId: string,
): readonly string[] {
  if (order.kind !== 'found') return ['order'];
  const facts = orderFactsOf(orderId, order.facts);
  if (facts.kind === 'incomplete') return facts.gaps;
  const isOther = facts.kind === 'found' && facts.order.accountId !== accountId;
  return isOther ? ['order.accountId'] : [];
}

/** Only tenants with a rule about overdue invoices need it, so that it hinders nothing. */
function missingOfBilling(billing: PlatformResult<ResolvedBillingInfo>): readonly string[] {
  if (billing.kind !== 'found') return ['billing info'];
  const facts = billingFactsOf(billing.facts, currency('EUR'));
  return facts.kind === 'incomplete' ? facts.gaps : [];
}

type Values<Facts> = (facts: Facts) => readonly (readonly [PlatformField, string | null])[];

const recurringValues: Values<ResolvedRecurring> = ({ lines }) => [
  ['line.recurringGross', lines?.[0]?.gross ?? null],
  ['line.recurringNet', lines?.[0]?.net ?? null],
  ['line.periodMonths', monthsText(lines?.[0]?.periodMonths)],
  ['line.termMonths', monthsText(lines?.[0]?.termMonths)],
];

function monthsText(months: number | null | undefined): string | null {
  return months === null || months === undefined ? null : String(months);
}

const orderValues: Values<ResolvedOrder> = (order) => [
  ['order.id', order.id],
  ['order.accountId', order.accountId],
  ['order.billToAccountId', order.billToAccountId],
  ['order.currency', order.currency],
  ['order.grossTotal', order.grossTotal],
  ['order.netTotal', order.netTotal],
  ['order.statusType', order.statusType],
  ['order.statusName', order.statusName],
  ['order.lines', order.lines === null ? null : String(order.lines.length)],
  ['line.productId', order.lines?.[0]?.productId ?? null],
  ['line.quantity', order.lines?.[0]?.quantity ?? null],
  ['line.gross', order.lines?.[0]?.gross ?? null],
];

const accountValues: Values<ResolvedAccount> = (account) => [
  ['account.creditLimit', account.creditLimit],
  ['account.unlimited', switchText(account.isUnlimited)],
  ['account.orderingEnabled', switchText(account.isOrderingEnabled)],
];

function switchText(isOn: boolean | null): string | null {
  return isOn === null ? null : String(isOn);
}

const billingValues: Values<ResolvedBillingInfo> = (billing) => [
  ['billing.currency', billing.currency],
  ['billing.balance', billing.balance],
  ['billing.overdue', billing.overdue],
  ['billing.monthlyRunRate', billing.monthlyRunRate],
];

/** Only tenants that count more than the first invoice need it, so that it hinders nothing. */
function recurringOf(
  order: PlatformResult<ResolvedOrder>,
  mapping: PlatformMapping,
): readonly CheckedAnswer[] {
  if (order.kind !== 'found') return [];
  const facts = resolveRecurring(order.json, mapping);
  return [answerOf('recurring charges', { ...order, facts }, recurringValues)];
}

function answerOf<
  Facts extends ResolvedOrder | ResolvedRecurring | ResolvedAccount | ResolvedBillingInfo,
>(of: string, result: PlatformResult<Facts>, values: Values<Facts>): CheckedAnswer {
  if (result.kind !== 'found') {
    return { of, answer: result.kind === 'unknown' ? 'unknown' : result.reason, fields: [] };
  }
  const { gaps, paths } = result.facts;
  const fields = values(result.facts).map(([field, value]) => {
    const gap = gaps.find((each) => each.field === field);
    const path = paths.get(field) ?? gap?.path ?? null;
    return { field, path, value, trouble: gap?.why ?? null };
  });
  return { of, answer: 'found', fields };
}
