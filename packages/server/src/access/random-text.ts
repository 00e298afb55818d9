import type { Random } from './ports.ts';

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const plain = '0123456789abcdefghjkmnpqrstvwxyz';

/** A secret of 256 random bits in 43 characters that need no escaping anywhere. */
export function randomSecret(random: Random): string {
  return inAlphabet(random(43), base64url);
}

/** Digits and lower-case letters without i, l, o and u: a public id, or part of a user name. */
export function randomWord(random: Random, length: number): string {
  return inAlphabet(random(length), plain);
}

export function randomHex(random: Random, bytes: number): string {
  return [...random(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Both alphabets have a power of two of characters, so that each is as likely as the others. */
function inAlphabet(bytes: Uint8Array, alphabet: string): string {
  return [...bytes].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
}
