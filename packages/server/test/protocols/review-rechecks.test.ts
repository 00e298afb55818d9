import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { basicAuthorization } from '@aval/wire';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { operatorActor } from '../../src/access/index.ts';
import type { RulesetContent } from '../../src/decisions/index.ts';
import { createReviewReader } from '../../src/storage/index.ts';
import {
  fixtureProvider,
  putInForce,
  rulesetContent,
  seedDecisionMaker,
} from './decision-maker-seed.ts';
import { demo, ok, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

let folder = '';
let desk: OpenDesk;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aval-rechecks-'));
  desk = await openDesk({ folder, companyProvider: fixtureProvider });
  await seedFixture(desk);
  await seedDecisionMaker(desk);
});
afterEach(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

async function order(regNumber: string): Promise<void> {
  const answer = await fetch(`${desk.url}/api/dmm/orders`, {
    method: 'POST',
    headers: { authorization: basicAuthorization('username', 'password') },
    body: JSON.stringify({ reg_number: regNumber, amount: 50_000, ruleset_id: 1 }),
  });
  expect(answer.status).toBe(200);
}

const review = () => createReviewReader(desk.storage.db).latestReview(demo, 'application:1');

/** The rules of the fixture with another limit for a yes. */
function upTo(limit: number): RulesetContent {
  const text = JSON.stringify(rulesetContent({ hasClass: true }));
  return JSON.parse(text.replaceAll('25000', String(limit))) as RulesetContent;
}

test('the review of an application says when other rules would let it pass', async () => {
  await order('68750110');
  await desk.sweep();
  expect(await review()).toMatchObject({ status: 'open', passesNow: false });
  await putInForce(desk, upTo(60_000));
  await desk.sweep();
  expect(await review()).toMatchObject({ status: 'open', passesNow: true });
  await putInForce(desk, upTo(40_000));
  await desk.sweep();
  expect(await review()).toMatchObject({ status: 'open', passesNow: false });
});

test('the queue tells the words of the ruleset, and what would make it a yes', async () => {
  await order('68750110');
  const { email, password } = { email: 'anna@example.com', password: 'the long password of anna' };
  const input = { email, name: 'Anna', roles: ['clerk'], password };
  ok(await desk.access.addUser(demo, input, operatorActor));
  const { token } = ok(await desk.access.signIn({ email, password, source: '127.0.0.1' }));
  const answer = await fetch(`${desk.url}/v1/reviews`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await answer.json()).toMatchObject({
    items: [
      {
        subject: 'application:1',
        amount: { amount: '50000.00', currency: 'EUR' },
        reasons: [
          {
            code: 'review',
            text: 'Amount is above the limit for automatic approval.',
            remedy: 'An amount of at most 25000.00 EUR.',
          },
        ],
      },
    ],
  });
});
