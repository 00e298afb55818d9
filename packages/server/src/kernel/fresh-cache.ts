import { type Clock, minute, second } from './clock.ts';

/** How long a row is answered from memory: another process sees a change after this at most. */
export const freshUs: bigint = 5n * second;

/** How long a row may serve that cannot be read again, where the cache is made for that. */
export const staleUs: bigint = 10n * minute;

export type FreshCache<Value> = {
  readonly get: (key: string, read: () => Promise<Value | null>) => Promise<Value | null>;
  /** The next look reads the database, whatever is under way. */
  readonly forget: (key: string) => void;
  readonly forgetAll: () => void;
};

/**
 * Rows in memory for five seconds. Looks that find nothing fresh share one read; what is not there
 * is not remembered, so that a new row works at once. The oldest go when it is full. With
 * `outlivesFaults` a row that cannot be read again serves for ten minutes: who it names is still known
 * while the database is away.
 */
export function createFreshCache<Value>(
  clock: Clock,
  { rowsMax = 10_000, outlivesFaults = false } = {},
): FreshCache<Value> {
  const rows = new Map<string, { readonly value: Value; readonly readAt: bigint }>();
  const underWay = new Map<string, Promise<Value | null>>();

  const load = (key: string, read: () => Promise<Value | null>) => {
    const readAt = clock.now();
    const isWanted = () => underWay.get(key) === reading;
    const reading = read()
      .then((value) => {
        // Forgotten meanwhile: what was read may be older than the change.
        if (isWanted()) keep(key, value, readAt);
        return value;
      })
      .finally(() => {
        if (isWanted()) underWay.delete(key);
      });
    underWay.set(key, reading);
    return reading;
  };

  const keep = (key: string, value: Value | null, readAt: bigint) => {
    rows.delete(key);
    if (value === null) return;
    rows.set(key, { value, readAt });
    const oldest = rows.keys().next();
    if (rows.size > rowsMax && oldest.done !== true) rows.delete(oldest.value);
  };

  return {
    get: (key, read) => {
      const row = rows.get(key);
      if (row !== undefined) {
        const age = clock.now() - row.readAt;
        if (age >= 0n && age < freshUs) return Promise.resolve(row.value);
      }
      const reading = underWay.get(key) ?? load(key, read);
      if (row === undefined || !outlivesFaults) return reading;
      return reading.catch((error: unknown) => {
        const age = clock.now() - row.readAt;
        if (rows.get(key) === row && age >= 0n && age < staleUs) return row.value;
        throw error;
      });
    },
    forget: (key) => {
      rows.delete(key);
      underWay.delete(key);
    },
    forgetAll: () => {
      rows.clear();
      underWay.clear();
    },
  };
}
