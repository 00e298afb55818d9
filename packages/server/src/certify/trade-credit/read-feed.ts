import { isJsonObject, type JsonValue, numberText } from '@aval/wire';
import type { Answer } from '../caller.ts';
import { differs, expectSuccess } from '../expect-answer.ts';
import type { Difference } from '../report.ts';

export type FeedRow = { readonly clientId: string; readonly type: string };
export type FeedRows = { readonly nextId: bigint; readonly rows: readonly FeedRow[] };

type Feed = (query: string) => Promise<Answer>;

/** A page as document 002 shows it: `nextId` a whole number, and the events. */
export function readFeedPage(answer: Answer): FeedRows | Difference {
  const refused = expectSuccess(answer);
  if (refused !== null) return refused;
  const { json } = answer;
  if (!isJsonObject(json)) return differs(answer, '$', 'an object', 'something else');
  const nextId = numberText(json['nextId']);
  if (nextId === null || !/^[0-9]{1,19}$/.test(nextId)) {
    return differs(answer, '$.nextId', 'a whole number', nextId ?? typeof json['nextId']);
  }
  const events = json['events'];
  if (!isList(events)) return differs(answer, '$.events', 'an array', typeof events);
  const rows: FeedRow[] = [];
  for (const [at, event] of events.entries()) {
    const { clientId, type } = isJsonObject(event) ? event : {};
    if (typeof clientId !== 'string' || typeof type !== 'string') {
      return differs(answer, `$.events[${at}]`, 'clientId and type as texts', 'something else');
    }
    rows.push({ clientId, type });
  }
  return { nextId: BigInt(nextId), rows };
}

const pagesMax = 50;

/** Follows `nextId` until nothing is new. */
export async function readFeedOn(feed: Feed, from: bigint): Promise<FeedRows | Difference> {
  const rows: FeedRow[] = [];
  let at = from;
  let answer: Answer | null = null;
  for (let page = 0; page < pagesMax; page += 1) {
    answer = await feed(`startId=${at}`);
    const read = readFeedPage(answer);
    if (!('nextId' in read)) return read;
    rows.push(...read.rows);
    if (read.nextId <= at) {
      if (read.rows.length === 0) return { nextId: at, rows };
      return differs(answer, '$.nextId', `more than ${at}, as there are events`, `${read.nextId}`);
    }
    at = read.nextId;
  }
  return differs(answer ?? { call: 'GET' }, '$.nextId', 'an end of the feed', `${at} and more`);
}

/**
 * Where the feed ends. A reader can only ask whether there is anything from a number on, so the end
 * is looked for by halves: few short calls, however long the feed is.
 */
export async function findFeedEnd(feed: Feed): Promise<bigint | Difference> {
  const hasMore = async (from: bigint): Promise<boolean | Difference> => {
    const page = readFeedPage(await feed(`startId=${from}&numberOfEvents=1`));
    return 'nextId' in page ? page.rows.length > 0 || page.nextId > from : page;
  };
  let seen = 0n;
  let unseen = 1n;
  for (;;) {
    const more = await hasMore(unseen);
    if (typeof more !== 'boolean') return more;
    if (!more) break;
    seen = unseen;
    unseen *= 2n;
    if (unseen > numberMax) {
      const call = { call: `GET …/synchronization?startId=${seen}` };
      return differs(call, '$.nextId', 'an end of the feed', 'more and more');
    }
  }
  while (unseen - seen > 1n) {
    const middle = (seen + unseen) / 2n;
    const more = await hasMore(middle);
    if (typeof more !== 'boolean') return more;
    if (more) seen = middle;
    else unseen = middle;
  }
  return unseen;
}

const numberMax = 2n ** 53n;

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
