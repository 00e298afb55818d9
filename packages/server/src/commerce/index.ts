/** The face of the commerce room: the platform's side, with its customers and their orders. */
export {
  type AccountTotals,
  type BillingInfo,
  fromAccountData,
  type PlatformAccount,
} from './platform-account.ts';
export {
  type FailingOrder,
  fromOrderData,
  type OrderItem,
  type OrderStatus,
  type PlatformOrder,
} from './platform-order.ts';
export { accountRow, orderChange, orderRow } from './platform-rows.ts';
export type { PlatformReader } from './ports.ts';
