import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedFixture } from '../protocols/fixture-seed.ts';
import { type OpenDesk, openDesk } from '../protocols/open-desk.ts';
import { createOneClient, tripleText } from './one-client.ts';

let desk: OpenDesk;
let call: ReturnType<typeof createOneClient>;
beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  call = createOneClient(desk.url);
  const writes = Array.from({ length: 200 }, (_, at) =>
    call('PUT', `org%3Amany-${at % 20}`, { body: tripleText(1_000, at) }),
  );
  await Promise.all(writes);
});
afterAll(() => desk.close());

type Page = {
  readonly nextId: number;
  readonly events: readonly { readonly clientId: string; readonly type: string }[];
};

const read = async (query: string) => (await call('GET', `synchronization?${query}`)).json as Page;

test('a page has 100 rows, or as many as are asked for up to 1000', async () => {
  expect((await read('startId=60')).events).toHaveLength(100);
  expect((await read('startId=60')).nextId).toBe(160);
  expect((await read('startId=60&numberOfEvents=1000')).events).toHaveLength(200);
  expect((await read('startId=60&numberOfEvents=7')).events).toHaveLength(7);
});

test('who follows nextId hears every row once, however long the pages are', async () => {
  const whole = await read('startId=1&numberOfEvents=1000');
  for (const size of [1, 7, 100]) {
    const seen: Page['events'][number][] = [];
    let at = 1;
    for (let pages = 0; pages < 1_000; pages += 1) {
      const page = await read(`startId=${at}&numberOfEvents=${size}`);
      if (page.nextId === at) break;
      seen.push(...page.events);
      at = page.nextId;
    }
    expect(at).toBe(whole.nextId);
    expect(seen).toEqual(whole.events);
  }
});

test('a filter changes no number and never stops a reader', async () => {
  const page = await read('startId=60&contexts=APPLICATION&numberOfEvents=1');
  expect(page).toEqual({ nextId: 260, events: [] });
  const own = await read('startId=60&contexts=integrations,application&numberOfEvents=3');
  expect(own.nextId).toBe(63);
});

test('nothing of the feed is ever cut off, so nobody is told that it was', async () => {
  const answer = await call('GET', 'synchronization?startId=0&numberOfEvents=2');
  expect(answer.json).toMatchObject({ nextId: 3 });
  expect(answer.headers['x-feed-truncated']).toBeUndefined();
});

test('numbers beyond every feed are taken as far as they can be written', async () => {
  for (const number of ['9007199254740993', '9223372036854775807']) {
    const answer = await call('GET', `synchronization?startId=${number}`);
    expect(answer.text).toBe(`{"nextId":${number},"events":[]}`);
  }
});
