/** A fact that we need; where an installation keeps it is told by a mapping. */
export type PlatformField =
  | 'order.id'
  | 'order.accountId'
  | 'order.billToAccountId'
  | 'order.currency'
  | 'order.grossTotal'
  | 'order.netTotal'
  | 'order.statusType'
  | 'order.statusName'
  | 'order.lines'
  | 'line.productId'
  | 'line.quantity'
  | 'line.gross'
  | 'line.recurringGross'
  | 'line.recurringNet'
  | 'line.periodMonths'
  | 'line.termMonths'
  | 'billing.currency'
  | 'billing.balance'
  | 'billing.overdue'
  | 'billing.monthlyRunRate'
  | 'account.creditLimit'
  | 'account.unlimited'
  | 'account.orderingEnabled';

/**
 * For each field the paths where it may be, in order. A path is member names joined by points;
 * letter case does not matter. Plain data, so that it can be stored with a connection.
 */
export type PlatformMapping = { readonly [field in PlatformField]: readonly string[] };

/**
 * The names of order and billing info are not documented. These candidates are our choice; an
 * operator confirms what they find in an installation before its orders are judged.
 */
export const defaultPlatformMapping: PlatformMapping = {
  'order.id': ['id', 'orderId'],
  'order.accountId': ['accountId', 'account.id', 'customerId', 'customer.id'],
  'order.billToAccountId': ['billToAccountId', 'billingAccountId', 'billToAccount.id'],
  'order.currency': ['currency', 'currencyCode', 'currency.code', 'transactionCurrency'],
  'order.grossTotal': ['totalWithTax', 'grandTotal', 'totalAmount', 'total'],
  'order.netTotal': ['totalWithoutTax', 'netTotal', 'subTotal'],
  'order.statusType': ['status.type', 'statusType'],
  'order.statusName': ['status.name', 'status'],
  'order.lines': ['items', 'products', 'orderItems', 'lines'],
  'line.productId': ['productId', 'product.id'],
  'line.quantity': ['quantity'],
  'line.gross': ['totalWithTax', 'total'],
  'line.recurringGross': ['recurringTotalWithTax', 'recurringTotal'],
  'line.recurringNet': ['recurringTotalWithoutTax', 'recurringNetTotal'],
  'line.periodMonths': ['billingPeriodMonths', 'periodMonths'],
  'line.termMonths': ['termMonths', 'contractMonths'],
  'billing.currency': ['currency', 'currencyCode', 'currency.code', 'transactionCurrency'],
  'billing.balance': ['balance', 'accountBalance'],
  'billing.overdue': ['overdueInvoicesAmount', 'overdueAmount', 'overdue'],
  'billing.monthlyRunRate': ['monthlyRunRate', 'runRate'],
  'account.creditLimit': ['creditLimit', 'creditLimitAmount'],
  'account.unlimited': ['unlimitedCreditLimit', 'unlimited'],
  'account.orderingEnabled': ['enableOrdering', 'orderingEnabled'],
};
