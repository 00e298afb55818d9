/** The ONE trade credit wire, ONE's side of it. */
export { registerTradeCredit } from './register-trade-credit.ts';
export type { TradeCreditDeps } from './trade-credit-deps.ts';
