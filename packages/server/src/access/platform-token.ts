import { type Instant, instant, second } from '../kernel/clock.ts';
import type { Keyring, Random } from './ports.ts';
import { randomWord } from './random-text.ts';

/** Life of an access token of the demonstration platform, as its token endpoint states it. */
export const platformTokenSeconds = 3_599;

/** A new access token for a client, signed by the server, so that nothing of it need be stored. */
export function signPlatformToken(
  deps: { readonly keyring: Keyring; readonly random: Random },
  clientKey: string,
  now: Instant,
): string {
  const expires = (now / second + BigInt(platformTokenSeconds)).toString(36);
  const body = `${expires}.${randomWord(deps.random, 16)}.${clientKey}`;
  return `${deps.keyring.mac(`platform-token\n${body}`)}.${body}`;
}

/** The client of a token that we signed and that is not over; null for any other text. */
export function readPlatformToken(keyring: Keyring, token: string, now: Instant): string | null {
  const match = /^([0-9a-f]{64})\.(([0-9a-z]{1,12})\.[0-9a-z]{16}\.(.{1,128}))$/.exec(token);
  if (match === null) return null;
  const [, mac = '', body = '', expires = '', clientKey = ''] = match;
  if (!keyring.isSame(mac, keyring.mac(`platform-token\n${body}`))) return null;
  return instant(BigInt(Number.parseInt(expires, 36)) * second) > now ? clientKey : null;
}
