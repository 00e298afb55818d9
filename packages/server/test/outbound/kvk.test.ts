import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConnectionId, TenantId } from '../../src/kernel/ids.ts';
import { createKvk, type KvkAdapter, type KvkConnection } from '../../src/outbound/kvk.ts';
import { type KvkStandIn, standInKey, startKvkStandIn } from './kvk-stand-in.ts';

const tenantId = 'test' as TenantId;
let standIn: KvkStandIn;
let kvk: KvkAdapter;
let registered: KvkConnection;
let connection: KvkConnection | null;
let nowMs: number;

beforeEach(async () => {
  standIn = await startKvkStandIn();
  registered = {
    connectionId: 'conn_test' as ConnectionId,
    version: 1n,
    baseUri: standIn.baseUri,
    apiKey: standInKey,
  };
  connection = registered;
  nowMs = 0;
  kvk = createKvk({
    connectionOf: async () => connection,
    nowMs: () => nowMs,
    today: () => '2026-11-21',
  });
});
afterEach(async () => {
  await kvk.close();
  await standIn.close();
});

const company = (number: string) => kvk.lookUp(tenantId, { scheme: 'kvk', number }, 1_000);
const branch = (number: string) => kvk.lookUp(tenantId, { scheme: 'kvk-branch', number }, 1_000);
const silent = (reason: string) => ({ kind: 'silent', reason });

test('a base profile gives the company, with the visiting address of its main branch', async () => {
  expect(await company('68750110')).toEqual({
    kind: 'found',
    company: {
      numbers: [{ scheme: 'kvk', number: '68750110' }],
      name: 'Test BV Donald',
      address: 'Hizzaarderlaan 3 A',
      zipcode: '8823SJ',
      city: 'Lollum',
      country: 'NL',
      legalForm: 'BeslotenVennootschap',
      active: true,
      foundedOn: '2017-05-19',
      activities: [
        { code: '01241', text: 'Teelt van appels en peren', isMain: true, edition: 'SBI2025' },
        { code: '46311', text: 'Groothandel in groenten', isMain: false, edition: 'SBI2025' },
      ],
    },
  });
  expect(standIn.asked).toEqual([
    { path: '/test/api/v1/basisprofielen/68750110', apiKey: standInKey },
  ]);
});

test('a branch profile gives the branch and the company that it is part of', async () => {
  expect(await branch('000037178598')).toMatchObject({
    kind: 'found',
    company: {
      numbers: [{ scheme: 'kvk-branch', number: '000037178598' }],
      partOf: '68750110',
      city: 'Lollum',
    },
  });
  expect(standIn.asked.map(({ path }) => path)).toEqual([
    '/test/api/v1/vestigingsprofielen/000037178598',
  ]);
});

test('a shielded address is no address, and a day that is not known makes nobody older', async () => {
  const answer = await company('90001354');
  expect(answer).toMatchObject({
    company: { address: null, zipcode: null, city: null, country: 'NL', foundedOn: '2019-12-31' },
  });
  expect(JSON.stringify(answer)).not.toContain('Lollum');
});

test('a registration that has ended is not active; one that ends later still is', async () => {
  expect(await company('96354429')).toMatchObject({
    company: { active: false, address: 'Postbus 200', city: 'Rommeldam' },
  });
  const materieleRegistratie = { datumAanvang: '20020301', datumEinde: '20261122' };
  const profile = { kvkNummer: '96354429', naam: 'Later', materieleRegistratie };
  standIn.serve('basisprofielen/96354429', { profile });
  expect(await company('96354429')).toMatchObject({ company: { active: true } });
  standIn.serve('basisprofielen/96354429', { profile: { kvkNummer: '96354429', naam: 'None' } });
  expect(await company('96354429')).toMatchObject({ company: { active: null, foundedOn: null } });
});

test('an address abroad has its country', async () => {
  expect(await company('55344526')).toMatchObject({
    company: { address: 'Calle Mayor 1', city: '28013 Madrid', country: 'ES' },
  });
});

test('only what the KVK itself calls not there is unknown', async () => {
  expect(await company('11111111')).toEqual({ kind: 'unknown' });
  expect(await branch('000000000001')).toEqual({ kind: 'unknown' });
  standIn.serve('basisprofielen/11111111', { status: 404, text: '<html>no such page</html>' });
  expect(await company('11111111')).toEqual(silent('status'));
  standIn.serve('basisprofielen/11111111', { status: 500, code: 'IPD0005' });
  expect(await company('11111111')).toEqual(silent('ipd0005'));
});

test('a fault of the KVK is silence with a word for it', async () => {
  expect(await company('90004973')).toEqual(silent('ipd9999'));
  expect(await company('90002903')).toEqual(silent('ipd1003'));
});

test.each([
  [{ status: 503 }, 'status'],
  [{ status: 429 }, 'throttled'],
  [{ status: 302 }, 'redirect'],
  [{ status: 200, text: '<html>' }, 'unreadable'],
  [{ status: 200, text: '[]' }, 'unreadable'],
  [{ status: 200, text: '{"kvkNummer":"68750110"}' }, 'unreadable'],
  [{ status: 200, text: '{"naam":"a","naam":"b","kvkNummer":"68750110"}' }, 'unreadable'],
  [{ status: 200, text: `{"naam":"${'x'.repeat(2 * 1024 * 1024)}"}` }, 'network'],
  ['hangs_up', 'network'],
] as const)('%j is silence: %s', async (served, reason) => {
  standIn.serve('basisprofielen/68750110', served);
  expect(await company('68750110')).toEqual(silent(reason));
  // A redirect is not followed.
  expect(standIn.asked).toHaveLength(1);
});

test('who does not answer in time is silent, and a wrong key is said to be one', async () => {
  standIn.serve('basisprofielen/68750110', 'hangs');
  const number = { scheme: 'kvk', number: '68750110' } as const;
  expect(await kvk.lookUp(tenantId, number, 50)).toEqual(silent('timeout'));
  connection = { ...registered, version: 2n, apiKey: 'wrong' };
  expect(await company('68750110')).toEqual(silent('credentials'));
});

test('after five failures in a row nobody is asked for half a minute, then one call tries', async () => {
  standIn.serve('basisprofielen/68750110', { status: 503 });
  for (let count = 0; count < 5; count += 1) await company('68750110');
  expect(standIn.asked).toHaveLength(5);
  expect(await company('90001354')).toEqual(silent('circuit_open'));
  nowMs = 29_999;
  expect(await company('90001354')).toEqual(silent('circuit_open'));
  expect(standIn.asked).toHaveLength(5);
  nowMs = 30_000;
  expect(await company('68750110')).toEqual(silent('status'));
  expect(await company('90001354')).toEqual(silent('circuit_open'));
  nowMs = 60_000;
  expect(await company('90001354')).toMatchObject({ kind: 'found' });
  expect(await company('90001354')).toMatchObject({ kind: 'found' });
  expect(standIn.asked).toHaveLength(8);
});

test('an answer of any kind closes the circuit: unknown companies do not open it', async () => {
  standIn.serve('basisprofielen/68750110', { status: 503 });
  for (let count = 0; count < 4; count += 1) await company('68750110');
  expect(await company('11111111')).toEqual({ kind: 'unknown' });
  for (let count = 0; count < 4; count += 1) await company('68750110');
  expect(await company('90001354')).toMatchObject({ kind: 'found' });
});

test('a changed connection begins anew', async () => {
  standIn.serve('basisprofielen/68750110', { status: 503 });
  for (let count = 0; count < 6; count += 1) await company('68750110');
  connection = { ...registered, version: 2n };
  expect(await company('90001354')).toMatchObject({ kind: 'found' });
});

test('without a connection, or for a number of others, there is nobody to ask', async () => {
  expect(await kvk.lookUp(tenantId, { scheme: 'vat', number: 'DE1' }, 1_000)).toEqual({
    kind: 'absent',
  });
  connection = null;
  expect(await company('68750110')).toEqual({ kind: 'absent' });
  connection = { ...registered, baseUri: 'ftp://example.com' };
  expect(await company('68750110')).toEqual(silent('base_uri_invalid'));
  expect(standIn.asked).toEqual([]);
});

test('a name that leads into this machine is refused before a key goes out', async () => {
  const port = new URL(standIn.baseUri).port;
  const guarded = createKvk({
    connectionOf: async () => ({ ...registered, baseUri: `http://kvk.example:${port}/test` }),
    nowMs: () => nowMs,
    today: () => '2026-11-21',
    guard: { resolveHost: async () => ['127.0.0.1'] },
  });
  const number = { scheme: 'kvk', number: '68750110' } as const;
  expect(await guarded.lookUp(tenantId, number, 1_000)).toEqual(silent('refused'));
  expect(standIn.asked).toEqual([]);
  await guarded.close();
});
