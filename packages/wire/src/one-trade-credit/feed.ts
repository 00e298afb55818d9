import { type OneContext, type OneProblem, type OneRead, oneContexts } from './contract.ts';

/** What a reader of the feed asks for. */
export type OneFeedQuery = {
  /** The first row wanted, 1 or more. */
  readonly startId: bigint;
  readonly contexts: readonly OneContext[];
  /** How many rows at most; null when the reader leaves it to the server. */
  readonly numberOfEvents: number | null;
};

export const oneFeedPageSize = 100;
export const oneFeedPageSizeMax = 1000;

/**
 * Reads the (decoded) query of the feed. `contexts` may be repeated or separated by commas, in any
 * letter case; none means all four. No `startId` or 0 means 1. Source: document 002 names both;
 * `numberOfEvents` is a parameter of sister feeds; how lists are sent is our choice.
 */
export function readOneFeedQuery(
  query: Readonly<Record<string, string | readonly string[] | undefined>>,
): OneRead<OneFeedQuery> {
  const words = [query['contexts'] ?? []]
    .flat()
    .flatMap((value) => value.split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const unknown = words.find((word) => !isContext(word.toUpperCase()));
  if (unknown !== undefined) {
    return invalid(plainWord.test(unknown) ? `Unknown context: ${unknown}.` : 'Unknown context.');
  }

  const startId = readOnce(query['startId']);
  if (startId === null) return invalid('startId must stand once.');
  if (!wholeNumber.test(startId) || BigInt(startId) > int64Max) {
    return invalid('startId must be a whole number, 0 or more.');
  }
  const count = readOnce(query['numberOfEvents']);
  if (count === null) return invalid('numberOfEvents must stand once.');
  if (count !== '' && !(wholeNumber.test(count) && +count >= 1 && +count <= oneFeedPageSizeMax)) {
    return invalid(`numberOfEvents must be a whole number from 1 to ${oneFeedPageSizeMax}.`);
  }

  const named = new Set(words.map((word) => word.toUpperCase()));
  return {
    ok: true,
    value: {
      startId: BigInt(startId) === 0n ? 1n : BigInt(startId),
      contexts: named.size === 0 ? oneContexts : oneContexts.filter((word) => named.has(word)),
      numberOfEvents: count === '' ? null : Number(count),
    },
  };
}

const wholeNumber = /^[0-9]{0,19}$/;
const plainWord = /^[A-Za-z0-9_-]{1,40}$/;
const int64Max = 2n ** 63n - 1n;

function isContext(word: string): word is OneContext {
  return (oneContexts as readonly string[]).includes(word);
}

/** The value of a parameter that may stand once; empty when it is not there, null when twice. */
function readOnce(value: string | readonly string[] | undefined): string | null {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  return value.length > 1 ? null : (value[0] ?? '');
}

function invalid(message: string): { readonly ok: false; readonly problem: OneProblem } {
  return { ok: false, problem: { error: 'INVALID_QUERY', message } };
}
