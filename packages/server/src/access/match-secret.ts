import type { Instant } from '../kernel/clock.ts';
import { hashesOf } from './issued-secret.ts';
import type { Keyring, StoredCredential } from './ports.ts';

/**
 * How many of the presented parts are right, from the first one on, for the secret in force or for
 * the one before it while that is valid. A credential that is revoked or expired matches nothing.
 */
export function matchSecret(
  keyring: Keyring,
  credential: StoredCredential,
  parts: readonly string[],
  now: Instant,
): number {
  if (credential.revokedAt !== null) return 0;
  if (credential.expiresAt !== null && credential.expiresAt <= now) return 0;
  const presented = hashesOf(keyring, credential.kind, credential.publicId, parts);
  const current = countSame(keyring, presented, credential.secretHash);
  const { previousSecretHash, previousUntil } = credential;
  if (previousSecretHash === null || previousUntil === null || previousUntil <= now) return current;
  return Math.max(current, countSame(keyring, presented, previousSecretHash));
}

function countSame(keyring: Keyring, presented: readonly string[], stored: string): number {
  const hashes = stored.split('.');
  const wrong = presented.findIndex((hash, index) => !keyring.isSame(hash, hashes[index] ?? ''));
  return wrong === -1 ? presented.length : wrong;
}
