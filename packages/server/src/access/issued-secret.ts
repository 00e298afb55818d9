import type { GivenSecret, IssuedSecret } from './credential.ts';
import type { CredentialKind } from './credential-kind.ts';
import type { Keyring, Random } from './ports.ts';
import { randomHex, randomSecret, randomWord } from './random-text.ts';

/**
 * What a secret is found by, and its parts, which are hashed one by one: the platform kind has two,
 * the client and its API user, because its answers tell them apart.
 */
export type SecretParts = {
  readonly publicId: string;
  readonly parts: readonly string[];
};

/** A secret of 256 random bits; of a rotation, with the names that it had before. */
export function makeSecret(
  kind: CredentialKind,
  random: Random,
  before?: { readonly publicId: string; readonly username: string | null },
): IssuedSecret {
  const secret = randomSecret(random);
  switch (kind) {
    case 'api':
      return { kind, key: `aval_${before?.publicId ?? randomWord(random, 16)}_${secret}` };
    case 'one':
      return {
        kind,
        apiKey: `${before?.publicId ?? randomHex(random, 16)}:${randomHex(random, 32)}`,
      };
    case 'hook': {
      const username = before?.publicId ?? `hook-${randomWord(random, 12)}`;
      return { kind, username, password: secret };
    }
    case 'platform':
      return {
        kind,
        clientKey: before?.publicId ?? `client-${randomWord(random, 12)}`,
        clientSecret: secret,
        username: before?.username ?? `api-${randomWord(random, 12)}`,
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
    case 'hook':
      return { publicId: given.username, parts: [given.password] };
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
  return parts
    .map((part, index) => keyring.mac(`secret\n${kind}\n${publicId}\n${index}\n${part}`))
    .join('.');
}
