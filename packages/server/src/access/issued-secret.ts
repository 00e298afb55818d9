import type { GivenSecret, IssuedSecret } from './credential.ts';
import type { CredentialKind } from './credential-kind.ts';
import type { Keyring, Random } from './ports.ts';
import { isGuid, randomGuid, randomHex, randomSecret, randomWord } from './random-text.ts';

/**
 * What a secret is found by, and its parts, which are hashed one by one: the platform kind has two,
 * the client and its API user, because its answers tell them apart.
 */
export type SecretParts = {
  readonly publicId: string;
  readonly parts: readonly string[];
};

/** The names that a new secret is to have; of a rotation those that it had before. */
type KnownNames = {
  readonly publicId?: string;
  readonly username?: string;
  readonly header?: string;
};

/** A secret of 256 random bits. */
export function makeSecret(
  kind: CredentialKind,
  random: Random,
  before: KnownNames = {},
): IssuedSecret {
  const secret = randomSecret(random);
  switch (kind) {
    case 'api':
      return { kind, key: `aval_${before.publicId ?? randomWord(random, 16)}_${secret}` };
    case 'one':
      return {
        kind,
        apiKey: `${before.publicId ?? randomHex(random, 16)}:${randomHex(random, 32)}`,
      };
    case 'hook': {
      const username = before.publicId ?? `hook-${randomWord(random, 12)}`;
      return { kind, username, password: secret };
    }
    case 'dmm': {
      const username = before.publicId ?? `dmm-${randomWord(random, 12)}`;
      return { kind, username, password: secret };
    }
    case 'hook-bearer':
      return { kind, token: hookKey(random, before, secret) };
    case 'hook-header': {
      const { header = hookHeaderDefault } = before;
      return { kind, header, value: hookKey(random, before, secret) };
    }
    case 'hook-path':
      return { kind, key: hookKey(random, before, secret) };
    case 'desk':
      return { kind, key: hookKey(random, before, secret) };
    case 'service-manager':
      return {
        kind,
        applicationId: before.publicId ?? randomGuid(random),
        applicationKey: secret,
      };
    case 'platform':
      return {
        kind,
        clientKey: before.publicId ?? `client-${randomWord(random, 12)}`,
        clientSecret: secret,
        username: before.username ?? `api-${randomWord(random, 12)}`,
        password: randomSecret(random),
      };
  }
}

/** A secret as its owner has it, taken apart; null for one that could not be presented. */
export function splitSecret(given: GivenSecret, keyring: Keyring): SecretParts | null {
  switch (given.kind) {
    case 'api': {
      const split = splitBearer(given.key);
      return split === null ? null : { publicId: split.publicId, parts: [split.secret] };
    }
    case 'one':
      return { publicId: publicIdOfOpaque(given.apiKey, keyring), parts: [given.apiKey] };
    case 'dmm':
    case 'hook':
      return { publicId: given.username, parts: [given.password] };
    case 'hook-bearer':
      return { publicId: publicIdOfHookKey(given.token, keyring), parts: [given.token] };
    case 'hook-header': {
      // Found among all headers of a request: only a value of our own form stands out.
      const publicId = publicIdOfOwnHookKey(given.value);
      return publicId === null ? null : { publicId, parts: [given.value] };
    }
    case 'desk':
    case 'hook-path':
      return { publicId: publicIdOfHookKey(given.key, keyring), parts: [given.key] };
    case 'service-manager':
      return isGuid(given.applicationId)
        ? { publicId: given.applicationId.toLowerCase(), parts: [given.applicationKey] }
        : null;
    case 'platform': {
      if ('accessToken' in given) {
        const { accessToken } = given;
        return { publicId: publicIdOfOpaque(accessToken, keyring), parts: [accessToken] };
      }
      const { clientKey, clientSecret, username, password } = given;
      return { publicId: clientKey, parts: [clientSecret, userPart(username, password)] };
    }
  }
}

/** The API user of a platform credential counts as one secret: neither half is told apart. */
export function userPart(username: string, password: string): string {
  return `${username}\n${password}`;
}

const bearerForm = /^aval_([A-Za-z0-9-]{1,64})_([\x21-\x7e]{1,256})$/;

/** Public id and secret of a bearer key; null for a text of another form. */
export function splitBearer(
  key: string,
): { readonly publicId: string; readonly secret: string } | null {
  const match = bearerForm.exec(key);
  if (match === null) return null;
  const [, publicId = '', secret = ''] = match;
  return { publicId, secret };
}

/** The header of a hook credential that names none. */
export const hookHeaderDefault = 'X-Credit-Check-Key';

function hookKey(random: Random, { publicId }: KnownNames, secret: string): string {
  return `avalh_${publicId ?? randomWord(random, 16)}_${secret}`;
}

/** The public half of a hook key that we made; null for any other text. */
export function publicIdOfOwnHookKey(key: string): string | null {
  return /^avalh_([0-9a-z]{16})_[A-Za-z0-9_-]{43}$/.exec(key)?.[1] ?? null;
}

/** What a bearer token or path key of the hook is found by; one that somebody else chose is opaque. */
export function publicIdOfHookKey(key: string, keyring: Keyring): string {
  return publicIdOfOwnHookKey(key) ?? publicIdOfOpaque(key, keyring);
}

const ownForm = /^([0-9a-f]{32}):[0-9a-f]{64}$/;

/**
 * What an `ApiAuth` key is found by. Ours carry a public half; any other text is opaque, and found
 * by its own hash, so that two secrets of one such credential are not possible.
 */
export function publicIdOfOpaque(key: string, keyring: Keyring): string {
  return ownForm.exec(key)?.[1] ?? `opaque-${keyring.mac(`opaque\n${key}`).slice(0, 32)}`;
}

export function isOpaque(publicId: string): boolean {
  return publicId.startsWith('opaque-');
}

/** The stored form of a secret's parts: one hash each, bound to the kind and to the public id. */
export function hashParts(
  keyring: Keyring,
  kind: string,
  publicId: string,
  parts: readonly string[],
): string {
  return hashesOf(keyring, kind, publicId, parts).join('.');
}

/** The same, each by itself. */
export function hashesOf(
  keyring: Keyring,
  kind: string,
  publicId: string,
  parts: readonly string[],
): readonly string[] {
  return parts.map((part, index) => keyring.mac(`secret\n${kind}\n${publicId}\n${index}\n${part}`));
}
