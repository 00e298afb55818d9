import type { Service } from './service.ts';
import type { Attributes, Subscription } from './subscription.ts';

/** What a customer has in the end: absolute, to be set, never to be added. */
export type Resources = {
  /** By attribute id. */
  readonly features: Readonly<Record<string, boolean>>;
  /** Decimal texts by attribute id. */
  readonly amounts: Readonly<Record<string, string>>;
  /** Attributes with a value that is no number; their amount is not given. */
  readonly unreadable: readonly string[];
};

type Part = { readonly attributes: Attributes; readonly quantity: number };

/**
 * The resources of a subscription with its add-ons. A feature is on where any part has the value 1;
 * an amount is the sum of value times quantity. Add-ons that are cancelled count in neither, and
 * after the subscription's own end nothing is left. Source of the features: a vendor's page; of
 * the amounts: our choice.
 */
export function computeResources(
  { attributeKinds }: Pick<Service, 'attributeKinds'>,
  subscription: Pick<Subscription, 'state' | 'quantity' | 'attributes' | 'addons'>,
): Resources {
  const active = subscription.addons.filter(({ state }) => state === 'active');
  const parts: readonly Part[] =
    subscription.state === 'cancelled' ? [] : [subscription, ...active];
  const features: Record<string, boolean> = {};
  const amounts: Record<string, string> = {};
  const unreadable: string[] = [];
  for (const [id, kind] of Object.entries(attributeKinds)) {
    if (kind === 'feature') features[id] = parts.some((part) => valueIn(part, id) === '1');
    if (kind !== 'amount') continue;
    const sum = sumOf(parts, id);
    if (sum === null) unreadable.push(id);
    else amounts[id] = sum;
  }
  return { features, amounts, unreadable };
}

function valueIn({ attributes }: Part, id: string): string | null {
  const attribute = Object.hasOwn(attributes, id) ? attributes[id] : undefined;
  const value = attribute?.value?.trim() ?? '';
  return value === '' ? null : value;
}

/** Decimals that a value may have; the sum is exact. */
const decimalsMax = 9;
const form = new RegExp(`^(-?)([0-9]{1,18})(?:\\.([0-9]{1,${decimalsMax}}))?$`);

function sumOf(parts: readonly Part[], id: string): string | null {
  let sum = 0n;
  for (const part of parts) {
    const value = valueIn(part, id);
    if (value === null) continue;
    const [all, sign = '', whole = '', fraction = ''] = form.exec(value) ?? [];
    if (all === undefined) return null;
    const units = BigInt(whole + fraction.padEnd(decimalsMax, '0'));
    sum += (sign === '-' ? -units : units) * BigInt(part.quantity);
  }
  return formatUnits(sum);
}

function formatUnits(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(decimalsMax + 1, '0');
  const fraction = digits.slice(-decimalsMax).replace(/0+$/, '');
  const whole = digits.slice(0, -decimalsMax);
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
