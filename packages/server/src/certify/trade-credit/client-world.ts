import {
  type JsonValue,
  oneHeaders,
  oneSynchronizationSegment,
  oneTradeCreditPath,
  writeJson,
} from '@aval/wire';
import type { Answer, Caller, CallRequest } from '../caller.ts';
import { expectSuccess, isSuccess } from '../expect-answer.ts';
import type { Difference } from '../report.ts';
import { type FeedRows, findFeedEnd, readFeedOn } from './read-feed.ts';

/** The three values as they are written on the wire. */
export type Triple = {
  readonly creditValue: number;
  readonly creditValueUsed: number;
  readonly availableCreditValue: number;
};

export type OneRequest = Omit<CallRequest, 'headers'> & {
  /** Beside those of the tenant and the key; null leaves one of those out. */
  readonly headers?: Readonly<Record<string, string | null>>;
};

/**
 * A tenant of ONE with one organization that is the checks' own. Everything that is written goes
 * through here, so that it can be removed afterwards.
 */
export type ClientWorld = {
  /** The organization, `org:…`, and its path segment. */
  readonly clientId: string;
  readonly segment: string;
  readonly tenant: string;
  readonly apiKey: string;
  readonly call: (request: OneRequest) => Promise<Answer>;
  readonly put: (triple: Triple, segment?: string) => Promise<Answer>;
  readonly get: (segment?: string) => Promise<Answer>;
  readonly remove: (segment?: string) => Promise<Answer>;
  readonly feed: (query: string) => Promise<Answer>;
  /** The number that the next row will have. */
  readonly feedEnd: () => Promise<bigint | Difference>;
  /** All rows from there on, by following `nextId`. */
  readonly readOn: (from: bigint) => Promise<FeedRows | Difference>;
  readonly isOwn: (clientId: string) => boolean;
  /** Names of that kind that nobody has used. */
  readonly freshId: (prefix: 'org' | 'ind') => string;
  /** Removes what was written, and tells what is still there. */
  readonly cleanUp: () => Promise<readonly string[]>;
};

export type ClientWorldOptions = {
  readonly caller: Caller;
  readonly tenant: string;
  readonly apiKey: string;
  readonly clientId: string;
  readonly newUuid: () => string;
};

export function createClientWorld(options: ClientWorldOptions): ClientWorld {
  const { caller, tenant, apiKey, clientId, newUuid } = options;
  const written = new Set<string>();
  const own = new Set([clientId.toLowerCase()]);
  let knownEnd: bigint | null = null;

  const call = ({ headers = {}, ...request }: OneRequest) => {
    if (request.method === 'PUT') written.add(request.path);
    const all = { accept: '*/*', [oneHeaders.tenant]: tenant, [oneHeaders.apiKey]: apiKey };
    return caller({ ...request, headers: withChanges(all, headers) });
  };
  const segment = encodeURIComponent(clientId);
  const feed = (query: string) =>
    call({ method: 'GET', path: `${oneTradeCreditPath}/${oneSynchronizationSegment}?${query}` });
  const remove = (of = segment) => call({ method: 'DELETE', path: pathOf(of) });
  const isStill = async (path: string) => isSuccess(await call({ method: 'GET', path }));

  return {
    ...{ clientId, segment, tenant, apiKey, call, feed, remove },
    get: (of = segment) => call({ method: 'GET', path: pathOf(of) }),
    put: (triple, of = segment) => call(putOf(of, writeJson(triple))),
    feedEnd: async () => {
      const end: bigint | Difference =
        knownEnd === null ? await findFeedEnd(feed) : nextOf(await readFeedOn(feed, knownEnd));
      if (typeof end === 'bigint') knownEnd = end;
      return end;
    },
    readOn: (from) => readFeedOn(feed, from),
    isOwn: (id) => own.has(id.toLowerCase()),
    freshId: (prefix) => {
      const id = `${prefix}:${newUuid()}`;
      own.add(id);
      return id;
    },
    cleanUp: async () => {
      const left: string[] = [];
      for (const path of written) {
        if (!(await isStill(path))) continue;
        await call({ method: 'DELETE', path });
        if (await isStill(path)) left.push(decodeURIComponent(path.split('/').at(-1) ?? path));
      }
      return left;
    },
  };
}

/** A PUT whose body is sent as it is. */
export function putOf(
  segment: string,
  body: string,
  headers: OneRequest['headers'] = {},
): OneRequest {
  const typed = { 'Content-Type': 'application/json', ...headers };
  return { method: 'PUT', path: pathOf(segment), headers: typed, body };
}

export function pathOf(segment: string): string {
  return `${oneTradeCreditPath}/${segment}`;
}

/** Values that add up. */
export function tripleOf(creditValue: number, creditValueUsed: number): Triple {
  return {
    creditValue,
    creditValueUsed,
    availableCreditValue: creditValue - creditValueUsed,
  };
}

/** The answer that a GET gives to values that add up. */
export function creditOf(clientId: string, triple: Triple): JsonValue {
  return { clientId, ...triple };
}

/** Null where the values were taken: else why nothing can be said of what follows. */
export async function preparing(put: Promise<Answer>): Promise<string | null> {
  const found = expectSuccess(await put);
  return found === null ? null : `its start could not be made (${found.call}: ${found.reason})`;
}

function nextOf(rows: FeedRows | Difference): bigint | Difference {
  return 'nextId' in rows ? rows.nextId : rows;
}

function withChanges(
  headers: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
): Readonly<Record<string, string>> {
  const changed = new Set(Object.keys(changes).map((name) => name.toLowerCase()));
  const kept = Object.entries(headers).filter(([name]) => !changed.has(name.toLowerCase()));
  const added = Object.entries(changes).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return Object.fromEntries([...kept, ...added]);
}
