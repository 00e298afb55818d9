import { type CreditPolicy, policyIn } from '../../credit/index.ts';
import { parseAmount } from '../../kernel/money.ts';
import type { Caller } from './trade-credit-deps.ts';

/**
 * The policy under which a key writes: where it may grant less alone than anybody else, a raise above
 * that waits for a second person. The greatest limit of a key is in the currency of the wire.
 */
export function policyOf({ principal, tenant }: Caller): CreditPolicy {
  const { policy, one } = tenant.settings;
  const { limitMax } = principal;
  if (limitMax === undefined) return policy;
  const known = made.get(policy)?.get(limitMax);
  if (known !== undefined) return known;
  const inWire = policyIn(one.currency, policy);
  // More decimals than the currency has, after a change of it: nothing is granted alone.
  const keyMinor = parseAmount(limitMax, one.currency)?.amountMinor ?? 0n;
  const ofAll = inWire.secondPersonAboveMinor;
  const secondPersonAboveMinor = ofAll !== null && ofAll < keyMinor ? ofAll : keyMinor;
  const own = Object.freeze({ ...inWire, currency: one.currency, secondPersonAboveMinor });
  made.set(policy, (made.get(policy) ?? new Map()).set(limitMax, own));
  return own;
}

/** One object for each policy and limit, so that a batch sends it to the worker once. */
const made = new WeakMap<CreditPolicy, Map<string, CreditPolicy>>();
