/** Holds a server, ours or a vendor's, to what a wire documents and to what we chose beside it. */
export {
  type CreditCheckOptions,
  certifyCreditCheck,
} from './credit-check/certify-credit-check.ts';
export type { CertifyRefusal } from './refusals.ts';
export {
  type CertifyReport,
  type CheckReport,
  type Difference,
  type Ground,
  grounds,
  isPassed,
} from './report.ts';
export {
  certifyServiceManager,
  type ServiceManagerOptions,
} from './service-manager/certify-service-manager.ts';
export {
  certifyTradeCredit,
  type TradeCreditOptions,
} from './trade-credit/certify-trade-credit.ts';
