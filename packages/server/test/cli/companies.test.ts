import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAvalClient, type Transport } from '@aval/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { composeServer } from '../../src/compose.ts';
import { readConfig } from '../../src/config/index.ts';
import { listen, noLog } from '../../src/http/index.ts';
import { createRemoteAdministration, openAdministration, openDesk } from '../../src/main.ts';
import { type KvkStandIn, standInKey, startKvkStandIn } from '../outbound/kvk-stand-in.ts';

/**
 * An operator takes a file of companies in, connects the KVK with a key of the own, and starts the
 * server: what the file does not have, the KVK is asked for.
 */
let folder: string;
let kvk: KvkStandIn;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aval-companies-'));
  environment = { AVAL_DATA: join(folder, 'data') };
  kvk = await startKvkStandIn();
  await aval('tenant', 'add', 'demo', '--name', 'Demo', '--currency', 'EUR');
});
afterAll(async () => {
  await kvk.close();
  rmSync(folder, { recursive: true, force: true });
});

async function aval(...args: readonly string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const exitCode = await run([...args], {
    entry: {
      serve: async () => {},
      demo: async () => {},
      verify: async () => Promise.reject(new Error('not here')),
      replay: async () => Promise.reject(new Error('not asked')),
      openAdministration,
      remoteAdministration: createRemoteAdministration,
      version: { version: '1.2.3', commit: null },
    },
    environment,
    print: (text) => out.push(text),
    printError: (text) => errors.push(text),
    readFile: async (path) => readFileSync(path, 'utf8'),
    fetch,
  });
  return { exitCode, out: out.join('\n'), errors: errors.join('\n') };
}

const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const csv = (...rows: readonly string[]) =>
  file('companies.csv', ['kvk_number,name,city', ...rows].join('\n'));
const imported = (...args: readonly string[]) => aval('companies', 'import', ...args, '--json');

test('a file is taken in on the database itself, whole or not at all', async () => {
  const bad = await imported(
    '--tenant',
    'demo',
    '--csv',
    csv('69599084,Test EMZ Dagobert,', '1,Bad,'),
  );
  expect(bad).toMatchObject({ exitCode: 1, out: '' });
  expect(bad.errors).toContain('Line 3, column kvk_number: ');
  const good = await imported(
    '--tenant',
    'demo',
    '--csv',
    csv('69599084,Test EMZ Dagobert,Amsterdam'),
  );
  expect(JSON.parse(good.out)).toEqual({ created: 1, updated: 0, unchanged: 0 });
  const record = {
    attributes: { lei: '724500AAAAAAAAAAAA01', entity: { legalName: { name: 'NV' } } },
  };
  const gleif = file('lei.json', JSON.stringify({ data: [record] }));
  const more = await imported('--tenant', 'demo', '--gleif', gleif);
  expect(JSON.parse(more.out)).toMatchObject({ created: 1 });
});

test('one file is named, and it can be read', async () => {
  expect(await imported('--tenant', 'demo')).toMatchObject({ exitCode: 2 });
  const both = await imported('--tenant', 'demo', '--csv', 'a', '--gleif', 'b');
  expect(both).toMatchObject({ exitCode: 2 });
  const missing = await imported('--tenant', 'demo', '--csv', join(folder, 'nothing.csv'));
  expect(missing).toMatchObject({ exitCode: 2 });
  expect(missing.errors).toMatch(/There is no file .*--csv takes the path/);
  const nobody = await imported('--tenant', 'nobody', '--csv', csv('69599084,Test EMZ Dagobert,'));
  expect(nobody).toMatchObject({ exitCode: 1 });
});

test('a server asks the KVK with the key of the tenant, and keeps what it said', async () => {
  const secretFile = file('secret.json', JSON.stringify({ apiKey: standInKey }));
  const connection = [
    'connection',
    'add',
    '--tenant',
    'demo',
    '--kind',
    'kvk',
    '--name',
    'default',
  ];
  const added = await aval(...connection, '--base-uri', kvk.baseUri, '--secret-file', secretFile);
  expect(added).toMatchObject({ exitCode: 0, errors: '' });
  expect(added.out).not.toContain(standInKey);
  const credential = ['credential', 'add', '--tenant', 'demo', '--kind', 'api', '--json'];
  const issued = await aval(...credential, '--name', 'ERP', '--scope', 'companies');
  const { key } = JSON.parse(issued.out).secret;

  const desk = await openDesk(readConfig(environment));
  const server = composeServer(desk, {
    log: noLog,
    version: '1',
    commit: null,
    sweepEveryMs: null,
    spoolFolder: null,
  });
  try {
    const url = await listen(server.app, { host: '127.0.0.1', port: 0 });
    const client = createAvalClient({ baseUrl: url, key, transport });
    const lookUp = (regNumber: string) => client.lookUpCompany({ body: { regNumber } });
    expect(await lookUp('69599084')).toMatchObject({
      body: { answer: 'found', company: { city: 'Amsterdam', source: 'import' } },
    });
    expect(kvk.asked).toEqual([]);
    expect(await lookUp('000037178598')).toMatchObject({
      body: {
        answer: 'found',
        company: {
          number: 'kvk-branch:000037178598',
          partOf: '68750110',
          legalForm: 'Besloten vennootschap',
        },
      },
    });
    expect(await lookUp('68750110')).toMatchObject({
      body: { answer: 'found', company: { name: 'Test BV Donald', source: 'kvk' } },
    });
    expect(kvk.asked.map(({ path }) => path)).toEqual([
      '/test/api/v1/vestigingsprofielen/000037178598',
      '/test/api/v1/basisprofielen/68750110',
    ]);
    expect(await lookUp('90002903')).toMatchObject({
      body: { answer: 'silent', reason: 'ipd1003' },
    });
    expect(await lookUp('11111111')).toMatchObject({ body: { answer: 'unknown' } });

    const remote = ['--url', url, '--key', key];
    const more = await imported(...remote, '--csv', csv('11111111,Our own word,'));
    expect(JSON.parse(more.out)).toMatchObject({ created: 1 });
    expect(await lookUp('11111111')).toMatchObject({ body: { answer: 'found' } });
  } finally {
    await server.close();
  }
});

const transport: Transport = async ({ method, url, headers, body }) => {
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: new Uint8Array(await answer.arrayBuffer()),
  };
};
