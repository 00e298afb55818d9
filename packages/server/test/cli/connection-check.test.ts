import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPlatformMapping } from '@aval/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionKinds } from '../../src/access/connection.ts';
import { run } from '../../src/cli/run.ts';
import { createRemoteAdministration, openAdministration } from '../../src/main.ts';

/**
 * An operator sets up a platform whose members have other names than ours. The desk shows what it
 * finds, the operator says where the rest is, looks again, and confirms.
 */
const basket = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';
const answers: Readonly<Record<string, string>> = {
  '/oauth/token': '{"access_token":"t"}',
  [`/api/orders/${basket}`]: `{"id":"${basket}","customer":{"id":151},"amounts":{"gross":240.5,
    "currency":"EUR"},"status":{"name":"\\u001b[31mDraft","type":"In progress"},"items":[]}`,
  '/api/Accounts/151': '{"id":151,"creditLimit":10000.00}',
  '/api/Accounts/151/billingInfo': '{"balance":12}',
};

let folder: string;
let platform: Server;
let connectionId: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aval-check-'));
  platform = createServer((request, response) => {
    const body = answers[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
  const secret = { clientKey: 'k', clientSecret: 's', username: 'u', password: 'p' };
  const secretFile = join(folder, 'secret.json');
  writeFileSync(secretFile, JSON.stringify(secret));
  await aval('tenant', 'add', 'demo', '--name', 'Demo', '--currency', 'EUR');
  const { port } = platform.address() as AddressInfo;
  const added = await aval(
    ...['connection', 'add', '--tenant', 'demo', '--kind', 'interworks-platform'],
    ...['--name', 'default', '--base-uri', `http://127.0.0.1:${port}`],
    ...['--secret-file', secretFile, '--json'],
  );
  connectionId = JSON.parse(added.out).connectionId;
});

afterAll(() => {
  platform.closeAllConnections();
  platform.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every field of the mapping can be told by a setting', () => {
  const { mapped } = connectionKinds['interworks-platform'];
  expect([...mapped].sort()).toEqual(Object.keys(defaultPlatformMapping).sort());
});

test('what the mapping does not find is named, and such a mapping cannot be confirmed', async () => {
  const { exitCode, errors } = await check('--confirm');
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/order\.accountId +customer\.id +151 +-/);
  expect(errors).toMatch(/order\.grossTotal +- +- +absent/);
  expect(errors).toMatch(/account\.creditLimit +creditLimit +10000\.00 +-/);
  expect(errors).toContain('The mapping is not usable.');
  expect(errors).toContain('Not found: order.currency, order.grossTotal, billing.overdue.');
  expect(errors).not.toContain('\u001b');
});

test('a place that is told is looked at, and the mapping is confirmed once somebody has seen it', async () => {
  const rotated = await rotate('map.order.grossTotal=amounts.gross,total');
  expect(rotated.exitCode).toBe(0);
  await rotate('map.order.currency=amounts.currency');
  const seen = await check();
  expect(seen.errors).toBe('');
  expect(seen.out).toMatch(/order\.grossTotal +amounts\.gross +240\.5 +-/);
  expect(seen.out).toContain('The mapping is usable and not confirmed (--confirm).');
  expect((await check('--confirm')).out).toContain('The mapping is usable and confirmed.');
  expect((await check()).out).toContain('The mapping is usable and confirmed.');
});

test('another mapping has to be confirmed anew', async () => {
  await rotate('map.billing.overdue=balance');
  expect((await check()).out).toContain('The mapping is usable and not confirmed');
});

test('another version of the API may call its members otherwise, and is confirmed anew', async () => {
  await check('--confirm');
  const rotated = await rotate('version.order=2.2');
  expect(rotated.exitCode).toBe(0);
  expect((await check()).out).toContain('The mapping is usable and not confirmed');
});

test('an account that the order does not belong to is no sample', async () => {
  const { exitCode, errors } = await aval(
    ...['connection', 'check', connectionId, '--tenant', 'demo'],
    ...['--order', basket, '--account', '152'],
  );
  expect(exitCode).toBe(1);
  expect(errors).toContain('Not found: order.accountId, account, billing info.');
});

test('a field that nobody knows and a path that is none are refused', async () => {
  for (const setting of [
    'map.order.colour=x',
    'map.order.currency=a b',
    'mappingConfirmed=yes',
    'version.order=x',
    'version.invoice=1',
  ]) {
    expect((await rotate(setting)).errors).toContain('access.setting_invalid');
  }
});

const check = (...more: string[]) =>
  aval(
    ...['connection', 'check', connectionId, '--tenant', 'demo'],
    ...['--order', basket, '--account', '151'],
    ...more,
  );

const rotate = (setting: string) =>
  aval('connection', 'rotate', connectionId, '--tenant', 'demo', '--set', setting);

async function aval(...args: readonly string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const exitCode = await run([...args], {
    entry: {
      serve: async () => {},
      demo: async () => {},
      replay: async () => {
        throw new Error('not asked');
      },
      verify: async () => {
        throw new Error('nobody asked');
      },
      openAdministration,
      remoteAdministration: createRemoteAdministration,
      version: { version: '1.2.3', commit: 'abc' },
    },
    environment: { AVAL_DATA: join(folder, 'data') },
    print: (text) => out.push(text),
    printError: (text) => errors.push(text),
    readFile: async (path) => (await import('node:fs/promises')).readFile(path, 'utf8'),
    fetch,
  });
  return { exitCode, out: out.join('\n'), errors: errors.join('\n') };
}
