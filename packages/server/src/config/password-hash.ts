import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Slow hashing for the access room; see its port of the same name. */
export type PasswordHash = {
  readonly hash: (password: string) => Promise<string>;
  readonly isRight: (password: string, stored: string | null) => Promise<boolean>;
};

type Cost = { readonly N: number; readonly r: number; readonly p: number };

/**
 * A cost that OWASP counts among its equals (2024), with 32 MB for each hash instead of 128: two run
 * at once, and the server shall stay small.
 */
const defaultCost: Cost = { N: 2 ** 15, r: 8, p: 3 };

/** Scrypt in the thread pool. Stored as `scrypt$N,r,p$salt$hash`, so that the cost can be raised. */
export function createPasswordHash(cost: Cost = defaultCost): PasswordHash {
  const dummy = encode(cost, Buffer.alloc(16), Buffer.alloc(32));
  return {
    hash: async (password) => {
      const salt = randomBytes(16);
      return encode(cost, salt, await derive(password, salt, cost));
    },
    isRight: async (password, stored) => {
      const { cost: own, salt, hash } = decode(stored ?? dummy);
      const derived = await derive(password, salt, own);
      return timingSafeEqual(derived, hash) && stored !== null;
    },
  };
}

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const maxmem = 128 * cost.N * cost.r * 2;
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { ...cost, maxmem }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function encode({ N, r, p }: Cost, salt: Buffer, hash: Buffer): string {
  return ['scrypt', `${N},${r},${p}`, salt.toString('base64url'), hash.toString('base64url')].join(
    '$',
  );
}

function decode(stored: string) {
  const [name, cost = '', salt = '', hash = ''] = stored.split('$');
  const [N = 0, r = 0, p = 0] = cost.split(',').map(Number);
  if (name !== 'scrypt') throw new Error('a stored password has an unknown form');
  return {
    cost: { N, r, p },
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  };
}
