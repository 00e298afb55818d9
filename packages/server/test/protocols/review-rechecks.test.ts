import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { basicAuthorization } from '@aval/wire';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RulesetContent } from '../../src/decisions/index.ts';
import { createReviewReader } from '../../src/storage/index.ts';
import {
  fixtureProvider,
  putInForce,
  rulesetContent,
  seedDecisionMaker,
} from './decision-maker-seed.ts';
import { demo, seedFixture } from './fixture-seed.ts';
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
