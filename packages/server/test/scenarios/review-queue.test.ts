import { basicAuthorization } from '@aval/wire';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { operatorActor } from '../../src/access/index.ts';
import { demo, ok, seedFixture } from '../protocols/fixture-seed.ts';
import { type OpenDesk, openDesk } from '../protocols/open-desk.ts';

/*
 * A shop's customer orders on account. The ERP has sent no figures of its line for a while, so the
 * desk does not say yes by itself: the order stays pending, and the case waits in the queue. Anna and
 * Bert, who work it, approve together; the back office of the platform asks again, and the order runs.
 */

let desk: OpenDesk;
beforeEach(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  ok(
    await desk.parties.changeTenant(demo, {
      settings: { 'facts.maxAge': '1 min', 'reviews.secondApprovalAbove': '100.00' },
      expectedVersion: null,
    }),
  );
  desk.clock.set('2020-03-01T13:00:00Z');
});
afterEach(() => desk.close());

const basket = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';

async function hook(): Promise<string> {
  const question = `/interworks/credit-check?AccountId=151&BasketId=${basket}`;
  const headers = { authorization: basicAuthorization('hook', 'hook-password') };
  return (await fetch(desk.url + question, { headers })).text();
}

async function signIn(name: string, roles: readonly string[]): Promise<string> {
  const email = `${name}@example.com`;
  const password = `the long password of ${name}`;
  ok(await desk.access.addUser(demo, { email, name, roles, password }, operatorActor));
  return ok(await desk.access.signIn({ email, password, source: '127.0.0.1' })).token;
}

async function call(token: string, path: string, body?: object) {
  const answer = await fetch(`${desk.url}/v1/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of an answer is in the test.
  return { status: answer.status, body: (await answer.json()) as any };
}

test('what the rules leave open is approved by two persons, and the order runs', async () => {
  const anna = await signIn('anna', ['clerk']);
  const bert = await signIn('bert', ['approver']);
  expect(await hook()).toBe('false');

  const queue = await call(anna, 'reviews');
  expect(queue.body.items).toMatchObject([
    {
      subject: `interworks.basket:151/${basket}`,
      amount: { amount: '240.00', currency: 'EUR' },
      cause: 'gap',
      needsSecond: true,
      passesNow: false,
    },
  ]);
  const [{ reviewId, reasons }] = queue.body.items;
  expect(reasons[0].text).toMatch(/^The ERP /);

  const approve = (token: string, version: number) =>
    call(token, `reviews/${reviewId}/decide`, { version, verdict: 'approved', reason: 'known' });
  expect(await approve(anna, 1)).toMatchObject({
    status: 200,
    body: { review: { status: 'open' } },
  });
  expect(await hook()).toBe('false');
  expect(await approve(anna, 2)).toMatchObject({ status: 403 });
  // What the rules would say by now is no question any more.
  expect(await approve(bert, 2)).toMatchObject({
    body: { review: { status: 'approved', passesNow: null } },
  });

  expect(await hook()).toBe('true');
  const decisions = await call(bert, `decisions?subject=interworks.basket:151/${basket}`);
  expect(decisions.body.items[0]).toMatchObject({
    verdict: 'approved',
    reasonCode: 'assessment.review_approved',
    holdId: expect.stringMatching(/^hold_/),
  });
  const why = await call(bert, `decisions/${decisions.body.items[0].decisionId}/why`);
  expect(why.body.reasons[0].text).toContain(reviewId);
  expect((await call(bert, 'reviews')).body.items).toEqual([]);
});

test('the queue says by itself when the case would pass, and lets it go once it has', async () => {
  const anna = await signIn('anna', ['clerk']);
  expect(await hook()).toBe('false');
  await desk.sweep();
  const one = async () => (await call(anna, 'reviews')).body.items;
  expect(await one()).toMatchObject([{ passesNow: false }]);
  ok(
    await desk.parties.changeTenant(demo, {
      settings: { 'facts.maxAge': null },
      expectedVersion: null,
    }),
  );
  desk.clock.set('2020-03-01T13:01:00Z');
  await desk.sweep();
  expect(await one()).toMatchObject([{ passesNow: true, status: 'open' }]);
  expect(await hook()).toBe('true');
  expect(await one()).toEqual([]);
});
