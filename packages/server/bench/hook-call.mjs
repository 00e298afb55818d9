/** Of the platform that the servers ask; `baskets.ts` says the same to it. */
const accountCount = 10_000;

/**
 * A call of the hook about the basket with this number.
 *
 * @param {number} number
 * @param {string} authorization
 */
export function callOf(number, authorization) {
  const accountId = 1 + (number % accountCount);
  const basketId = `6f1d2c3b-4a59-4687-9123-${number.toString(16).padStart(12, '0')}`;
  return {
    headers: { 'content-type': 'application/json', authorization },
    body: `{"AccountId":${accountId},"BasketId":"${basketId}"}`,
  };
}
