import { oneHeaders, writeJson } from '@aval/wire';
import { type Check, judge } from '../check.ts';
import {
  differs,
  expectBody,
  expectRefusal,
  expectStatus,
  expectSuccess,
  isSuccess,
} from '../expect-answer.ts';
import type { Difference } from '../report.ts';
import { type ClientWorld, creditOf, putOf, type Triple, tripleOf } from './client-world.ts';
import { readFeedPage } from './read-feed.ts';

const documented = { ground: 'documented', source: 'document 002' } as const;

/** Without this nothing else can be looked at. */
export const keyAccepted: Check<ClientWorld> = {
  name: 'key-accepted',
  ...documented,
  proves: 'The feed is read with one-tenant and ApiAuth, as nextId and events.',
  run: async (world) => {
    const page = readFeedPage(await world.feed('startId=1'));
    return judge('nextId' in page ? null : page);
  },
};

/** What document 002 says in words, beside its examples. */
export const documentChecks: readonly Check<ClientWorld>[] = [
  {
    name: 'get-tells-what-was-put',
    ...documented,
    proves: 'A PUT with the three values is taken, and a GET tells them as numbers.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      for (const triple of [tripleOf(15_000, 1_000), tripleOf(0, 0), tripleOf(750, 750)]) {
        found.push(...(await putAndGet(world, triple)));
      }
      return judge(...found);
    },
  },
  {
    name: 'last-put-counts',
    ...documented,
    proves: 'After each posting the values are the new ones: after A, B, A they are those of A.',
    run: async (world) => {
      const [first, second] = [tripleOf(7_000, 200), tripleOf(6_000, 300)];
      const found: (Difference | null)[] = [];
      for (const triple of [first, second, first, second, first]) {
        found.push(...(await putAndGet(world, triple)));
      }
      return judge(...found);
    },
  },
  {
    name: 'three-values-required',
    ...documented,
    proves: 'A PUT without one of the three values is refused and changes nothing.',
    run: async (world) => {
      const before = tripleOf(3_000, 100);
      const found = [...(await putAndGet(world, before))];
      for (const name of Object.keys(before)) {
        const rest = Object.entries(tripleOf(4_000, 0)).filter(([other]) => other !== name);
        const body = writeJson(Object.fromEntries(rest));
        found.push(expectRefusal(await world.call(putOf(world.segment, body))));
      }
      return judge(...found, expectBody(await world.get(), creditOf(world.clientId, before)));
    },
  },
  {
    name: 'individuals-have-none',
    ...documented,
    proves: 'Trade credit cannot be assigned to an individual.',
    run: async (world) => {
      const segment = encodeURIComponent(world.freshId('ind'));
      const put = await world.put(tripleOf(100, 0), segment);
      return judge(expectRefusal(put), expectRefusal(await world.get(segment)));
    },
  },
  {
    name: 'delete-ends-it',
    ...documented,
    proves: 'After a DELETE there is no trade credit, and a PUT adds one again.',
    run: async (world) => {
      const found = [...(await putAndGet(world, tripleOf(900, 0)))];
      found.push(expectSuccess(await world.remove()), expectStatus(await world.get(), 404));
      return judge(...found, ...(await putAndGet(world, tripleOf(1_100, 0))));
    },
  },
  {
    name: 'unknown-client-is-404',
    ground: 'documented',
    source: 'advice for ERP teams at docs.b2b.one',
    proves: 'A GET of a client that nobody knows is status 404.',
    run: async (world) =>
      judge(expectStatus(await world.get(encodeURIComponent(world.freshId('org'))), 404)),
  },
  {
    name: 'feed-tells-each-change-once',
    ...documented,
    proves: 'Who reads on from nextId sees each change of a client, and sees none again.',
    run: async (world) => {
      let at = await world.feedEnd();
      for (let change = 1; change <= 5; change += 1) {
        if (typeof at !== 'bigint') return judge(at);
        const put = expectSuccess(await world.put(tripleOf(2_000 + change, change)));
        if (put !== null) return judge(put);
        const news = await world.readOn(at);
        if (!('rows' in news)) return judge(news);
        const again = await world.readOn(news.nextId);
        if (!('rows' in again)) return judge(again);
        const found = [
          ownRowsAre(world, `change ${change}`, at, news.rows, ['UPDATE']),
          ownRowsAre(world, `change ${change}, read on`, news.nextId, again.rows, []),
        ];
        if (found.some((each) => each !== null)) return judge(...found);
        at = again.nextId;
      }
      return judge();
    },
  },
  {
    name: 'keys-are-needed',
    ...documented,
    proves:
      'The calls are "auth-required": without the key, or with another one, nothing is told or written.',
    run: async (world) => {
      const before = tripleOf(5_000, 50);
      const found = [...(await putAndGet(world, before))];
      for (const apiKey of [null, `${world.apiKey}0`, 'wrong']) {
        const headers = { [oneHeaders.apiKey]: apiKey };
        const path = `${putOf(world.segment, '').path}`;
        found.push(expectRefusal(await world.call({ method: 'GET', path, headers })));
        const body = writeJson(tripleOf(6_000, 60));
        found.push(expectRefusal(await world.call(putOf(world.segment, body, headers))));
        found.push(expectRefusal(await world.call({ method: 'DELETE', path, headers })));
      }
      return judge(...found, expectBody(await world.get(), creditOf(world.clientId, before)));
    },
  },
];

async function putAndGet(
  world: ClientWorld,
  triple: Triple,
): Promise<readonly (Difference | null)[]> {
  const put = await world.put(triple);
  if (!isSuccess(put)) return [expectSuccess(put)];
  return [expectBody(await world.get(), creditOf(world.clientId, triple))];
}

/** The rows of our own client; others may have rows between them. */
function ownRowsAre(
  world: ClientWorld,
  what: string,
  from: bigint,
  rows: readonly { readonly clientId: string; readonly type: string }[],
  wanted: readonly string[],
): Difference | null {
  const own = rows.filter(({ clientId }) => world.isOwn(clientId)).map(({ type }) => type);
  if (own.length === wanted.length && own.every((type, at) => type === wanted[at])) return null;
  const call = { call: `GET …/synchronization?startId=${from} (${what})` };
  const listed = (types: readonly string[]) => (types.length === 0 ? 'none' : types.join(', '));
  return differs(call, '$.events', `of this client ${listed(wanted)}`, listed(own));
}
