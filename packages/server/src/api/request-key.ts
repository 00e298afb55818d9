import { canonical, type Plain } from '../kernel/canonical.ts';
import type { Hash } from '../kernel/hash.ts';
import type { UnitKey } from '../kernel/unit-of-work.ts';
import { apiFault } from './problems.ts';

const keyForm = /^[\x21-\x7e]{1,128}$/;

/**
 * The caller's `Idempotency-Key` with a fingerprint of everything that decides what the call does:
 * the operation, the path, the body and the version that it expects. Null without the header.
 */
export function readRequestKey(
  header: string | readonly string[] | undefined,
  hash: Hash,
  call: { readonly operation: string; readonly content: () => Plain },
): UnitKey | null {
  if (header === undefined) return null;
  if (typeof header !== 'string' || !keyForm.test(header)) throw apiFault('request.key');
  const fingerprint = hash.sha256(`${call.operation}\n${canonical(call.content())}`);
  return { scope: `api.${call.operation}`, value: header, fingerprint };
}
