/**
 * The baskets of a run. Each is made from its number, so that load, platform and server need no
 * table of them: the number is the end of its id, and says whose it is and what it costs.
 */
export type Basket = {
  readonly basketId: string;
  readonly accountId: number;
  readonly amount: string;
};

export const accountCount = 10_000;

export function basketOfNumber(number: number): Basket {
  const cents = String(100 + (number % 900));
  return {
    basketId: `6f1d2c3b-4a59-4687-9123-${number.toString(16).padStart(12, '0')}`,
    accountId: 1 + (number % accountCount),
    amount: `${cents.slice(0, -2)}.${cents.slice(-2)}`,
  };
}

export function numberOfBasket(basketId: string): number {
  return Number.parseInt(basketId.slice(-12), 16);
}
