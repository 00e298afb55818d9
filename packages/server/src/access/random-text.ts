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

const guidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A random GUID (UUID version 4) in lower case with hyphens. */
export function randomGuid(random: Random): string {
  const hex = randomHex(random, 16);
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...parts, `${variant}${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}

export function isGuid(text: string): boolean {
  return guidForm.test(text);
}

/** Both alphabets have a power of two of characters, so that each is as likely as the others. */
function inAlphabet(bytes: Uint8Array, alphabet: string): string {
  return [...bytes].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
}
