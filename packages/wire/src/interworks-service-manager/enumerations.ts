import type { JsonValue } from '../json-value.ts';

/** Their place is their number. Source: the vendor's code; None, Provision, Cancel: document 004. */
export const actionTypes = [
  'None',
  'Provision',
  'Cancel',
  'Suspend',
  'Activate',
  'Upgrade',
  'Downgrade',
  'UpgradeToPaid',
] as const;
export type ActionType = (typeof actionTypes)[number];

/** What kind of product it is; their place is their number. Source: the vendor's code. */
export const derivatives = [
  'NULL',
  'SUBSCRIPTION',
  'RESERVATION',
  'LICENSE',
  'RESERVEDINSTANCE',
] as const;
export type Derivative = (typeof derivatives)[number];

/** Where the user sits who asked. Source: the vendor's code, without numbers. */
export const requesterTypes = ['BSS', 'Storefront', 'API', 'Unknown'] as const;
export type RequesterType = (typeof requesterTypes)[number];

/** A value by its name in any letter case, or by its number where it has one; null: neither. */
export function readEnumeration<Name extends string>(
  value: JsonValue,
  names: readonly Name[],
  hasNumbers: boolean,
): Name | null {
  if (typeof value === 'number') return (hasNumbers ? names[value] : undefined) ?? null;
  if (typeof value !== 'string') return null;
  const folded = value.toLowerCase();
  const found = names.find((name) => name.toLowerCase() === folded);
  if (found !== undefined || !hasNumbers) return found ?? null;
  return /^[0-9]$/.test(value) ? (names[Number(value)] ?? null) : null;
}
