import type { Keyring, Random } from './ports.ts';
import { randomSecret } from './random-text.ts';

/** The bearer token of a sign-in. It is told from a key by its first letters alone. */
export function makeSessionToken(random: Random): string {
  return `avals_${randomSecret(random)}`;
}

export function isSessionToken(token: string): boolean {
  return token.startsWith('avals_');
}

/** What is stored of a token, and what it is found by. */
export function hashToken(keyring: Keyring, token: string): string {
  return keyring.mac(`session\n${token}`);
}
