import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demo, fixture, ok, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';
import { aCreate, type Call, callerOf } from './service-manager-caller.ts';
import { putRulesInForce, seedServiceManager } from './service-manager-seed.ts';

/** A rule asks what the customer owes at the platform, which is the desk's own `/bss` here. */
let folder = '';
let desk: OpenDesk;
let call: Call;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aval-facts-'));
  desk = await openDesk({ folder });
  await seedFixture(desk);
  await seedServiceManager(desk);
  await putRulesInForce(desk, 'subscription.create', { needsOverdue: true });
  const input = { name: 'Platform', scopes: [], expiresAt: null, installation: null };
  const given = {
    kind: 'service-manager',
    applicationId: '88888888-2222-4333-8444-555555555555',
    applicationKey: 'key-of-the-own-platform',
  } as const;
  const baseUris = [`${desk.url}/bss`, 'https://elsewhere.example'];
  const added = { ...input, baseUris, createdBy: 'operator:test' };
  ok(await desk.access.addGivenCredential(demo, added, given));
  call = callerOf(desk, given.applicationId, given.applicationKey);
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const token = fixture.credentials.platformApi[0]?.validToken ?? '';
const ask = async (headers: Readonly<Record<string, string>>) => {
  const named = Object.entries(headers).map(([name, value]) => [`X-CloudPlatform-${name}`, value]);
  const body = aCreate({ CheckOnly: true });
  return (await call('Subscriptions/Create', body, Object.fromEntries(named))).body.Code;
};

test('what a rule needs of the platform is asked with the token of the call', async () => {
  expect(await ask({ BaseUri: `${desk.url}/bss/`, Token: token })).toBe(0);
});

test('without a token, or with one that the platform refuses, nobody decides', async () => {
  expect(await ask({ BaseUri: `${desk.url}/bss` })).toBe(-1080);
  expect(await ask({ Token: token })).toBe(-1080);
  expect(await ask({ BaseUri: `${desk.url}/bss`, Token: 'another' })).toBe(-1080);
});

test('a token goes to the registered platform alone', async () => {
  // Registered for the application, and not the platform of its installation: nothing is asked.
  expect(await ask({ BaseUri: 'https://elsewhere.example', Token: token })).toBe(-1080);
  for (const BaseUri of [
    'https://attacker.example',
    `${desk.url}/bss@attacker.example`,
    `${desk.url}/bss/..`,
    `${desk.url}/bss?x=1`,
    `${desk.url.replace('127.0.0.1', '2130706433')}/other`,
  ]) {
    expect(await ask({ BaseUri, Token: token }), BaseUri).toBe(-1030);
  }
});
