import { type Check, judge } from '../check.ts';
import { differs, expectSuccess } from '../expect-answer.ts';
import type { Difference } from '../report.ts';
import { type ClientWorld, tripleOf } from './client-world.ts';
import { type FeedRows, readFeedPage } from './read-feed.ts';
import { expectError } from './value-checks.ts';

const ours = { ground: 'ours', source: 'our choice' } as const;

/** How the feed is asked and answered, where no document says it. */
export const feedChecks: readonly Check<ClientWorld>[] = [
  {
    name: 'feed-pages',
    ...ours,
    proves: 'numberOfEvents bounds a page, and pages of one row give every row once.',
    run: async (world) => {
      const end = await changeThrice(world);
      if (typeof end !== 'bigint') return judge(end);
      const whole = await world.readOn(end);
      if (!('rows' in whole)) return judge(whole);
      const seen: FeedRows['rows'][number][] = [];
      for (let at = end; at < whole.nextId; ) {
        const answer = await world.feed(`startId=${at}&numberOfEvents=1`);
        const page = readFeedPage(answer);
        if (!('rows' in page)) return judge(page);
        if (page.rows.length > 1 || page.nextId !== at + 1n) {
          const wanted = `one row and nextId ${at + 1n}`;
          const given = `${page.rows.length} and ${page.nextId}`;
          return judge(differs(answer, '$.nextId', wanted, given));
        }
        seen.push(...page.rows);
        at = page.nextId;
      }
      const isSame = JSON.stringify(seen) === JSON.stringify(whole.rows);
      const call = { call: `GET …/synchronization?startId=${end}&numberOfEvents=1, and on` };
      return judge(isSame ? null : differs(call, '$.events', 'the rows of one page', 'others'));
    },
  },
  {
    name: 'feed-rows-stay',
    ...ours,
    proves: 'The same startId gives the same rows again, with new ones after them alone.',
    run: async (world) => {
      const end = await changeThrice(world);
      if (typeof end !== 'bigint') return judge(end);
      const before = await world.readOn(end);
      const put = expectSuccess(await world.put(tripleOf(2_900, 0)));
      const after = await world.readOn(end);
      if (put !== null || !('rows' in before) || !('rows' in after)) {
        return judge(put, ...[before, after].map((each) => ('rows' in each ? null : each)));
      }
      const again = after.rows.slice(0, before.rows.length);
      const isPrefix = JSON.stringify(again) === JSON.stringify(before.rows);
      const isMore = after.rows.length > before.rows.length;
      const call = { call: `GET …/synchronization?startId=${end}, again` };
      return judge(
        isPrefix ? null : differs(call, '$.events', 'the same rows first', 'others'),
        isMore ? null : differs(call, '$.events', 'the new row after them', 'none'),
      );
    },
  },
  {
    name: 'feed-contexts',
    ...ours,
    proves: 'contexts may be repeated or listed, in any letter case; own writes are INTEGRATIONS.',
    run: async (world) => {
      const end = await changeThrice(world);
      if (typeof end !== 'bigint') return judge(end);
      const found: (Difference | null)[] = [];
      for (const [contexts, wanted] of contextQueries) {
        const answer = await world.feed(`${contexts}startId=${end}`);
        const page = readFeedPage(answer);
        if (!('rows' in page)) return judge(page);
        const own = page.rows.filter(({ clientId }) => world.isOwn(clientId)).length;
        const isPast = page.nextId >= end + 3n;
        found.push(
          own === wanted ? null : differs(answer, '$.events', `${wanted} of this client`, `${own}`),
          isPast ? null : differs(answer, '$.nextId', `${end + 3n} or more`, `${page.nextId}`),
        );
      }
      return judge(...found);
    },
  },
  {
    name: 'feed-start',
    ...ours,
    proves: 'No startId, and 0, mean 1.',
    run: async (world) => {
      const first = await world.feed('startId=1&numberOfEvents=1');
      const found = [];
      for (const query of ['numberOfEvents=1', 'startId=0&numberOfEvents=1']) {
        const answer = await world.feed(query);
        const isSame = answer.status === first.status && answer.text === first.text;
        found.push(isSame ? null : differs(answer, '$', 'what startId=1 gives', 'another page'));
      }
      return judge(...found);
    },
  },
  {
    name: 'feed-queries-are-checked',
    ...ours,
    proves: 'A query that cannot be read is status 400.',
    run: async (world) => {
      const found = [];
      for (const query of badQueries) {
        found.push(...expectError(await world.feed(query), 'INVALID_QUERY'));
      }
      return judge(...found);
    },
  },
];

const badQueries = [
  'startId=1.5',
  'startId=9223372036854775808',
  'numberOfEvents=0',
  'numberOfEvents=1001',
  'numberOfEvents=1&numberOfEvents=2',
  'contexts=INTEGRATIONS&contexts=NOBODY',
];

/** What is asked, and how many of the three own changes it shows. */
const contextQueries = [
  ['contexts=INTEGRATIONS&', 3],
  ['contexts=integrations&', 3],
  ['contexts=APPLICATION,Integrations&', 3],
  ['contexts=APPLICATION&contexts=INTEGRATIONS&', 3],
  ['contexts=&', 3],
  ['contexts=APPLICATION,BACKOFFICE,INTERNAL&', 0],
] as const;

/** Three changes of the own client; where the feed ended before them. */
async function changeThrice(world: ClientWorld): Promise<bigint | Difference> {
  const end = await world.feedEnd();
  for (const used of [1, 2, 3]) {
    const put = expectSuccess(await world.put(tripleOf(2_500, used)));
    if (put !== null) return put;
  }
  return end;
}
