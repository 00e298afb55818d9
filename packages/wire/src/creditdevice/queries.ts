import type { DmmRead } from './contract.ts';

/** Reads the (decoded) query of the list: `page` from 1 on, 1 where it is left out. */
export function readDmmPage(
  query: Readonly<Record<string, string | readonly string[] | undefined>>,
): DmmRead<number> {
  const { page } = query;
  if (page === undefined) return { ok: true, value: 1 };
  if (typeof page === 'string' && wholeNumber.test(page) && Number(page) >= 1) {
    return { ok: true, value: Number(page) };
  }
  return { ok: false, problem: { member: 'page', problem: 'invalid' } };
}

/** The order id of a path; null for what cannot be one. */
export function readDmmOrderId(text: string): number | null {
  return orderId.test(text) ? Number(text) : null;
}

// Fifteen digits are always exact.
const wholeNumber = /^[0-9]{1,15}$/;
const orderId = /^[1-9][0-9]{0,14}$/;
