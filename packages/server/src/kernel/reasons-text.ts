import { assert } from './assert.ts';

/** A reason as a decision keeps it: its code, and the facts that its text names. */
export type StoredReason = { readonly code: string } & Readonly<Record<string, unknown>>;

/** The reasons of a no as JSON; whole numbers that may be large are texts of digits in it. */
export function writeReasons(reasons: readonly { readonly code: string }[]): string {
  if (reasons.length === 0) return '[]';
  return JSON.stringify(reasons, (_name, member: unknown) =>
    typeof member === 'bigint' ? String(member) : member,
  );
}

/**
 * Reads what {@link writeReasons} wrote. What was a bigint is one again: amounts (`…Minor`),
 * instants (`…At`), lengths of time (`…Us`) and versions.
 */
export function readReasons(text: string): readonly StoredReason[] {
  const reasons: unknown = JSON.parse(text, (name, member: unknown) =>
    typeof member === 'string' && isWhole(name) ? BigInt(member) : member,
  );
  assert(Array.isArray(reasons), 'reasons are a list');
  return reasons as readonly StoredReason[];
}

function isWhole(name: string): boolean {
  return /(?:Minor|At|Us)$/.test(name) || name === 'version';
}
