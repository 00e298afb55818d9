import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { ServerEntry } from '../../src/cli/server-entry.ts';
import { composeServer } from '../../src/compose.ts';
import { noLog } from '../../src/http/index.ts';
import { parseInstant } from '../../src/kernel/clock.ts';
import {
  createRemoteAdministration,
  openAdministration,
  openDesk,
  replayDatabase,
  verifyDatabase,
} from '../../src/main.ts';

let folder: string;
let environment: Record<string, string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aval-cli-'));
  environment = { AVAL_DATA: join(folder, 'data') };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const agreeing = { tenants: 1, lines: 2, entries: 3, holds: 4, captures: 5, difference: null };

async function aval(
  args: string,
  changes: {
    entry?: Partial<ServerEntry>;
    fetch?: typeof fetch;
    env?: Record<string, string>;
  } = {},
) {
  const out: string[] = [];
  const errors: string[] = [];
  const exitCode = await run(args.split(' '), {
    entry: {
      serve: async () => {},
      demo: async () => {},
      verify: async () => agreeing,
      replay: async () => ({ decisions: 3, replayed: 2, difference: null }),
      openAdministration,
      remoteAdministration: createRemoteAdministration,
      version: { version: '1.2.3', commit: 'abc' },
      ...changes.entry,
    },
    environment: { ...environment, ...changes.env },
    print: (text) => out.push(text),
    printError: (text) => errors.push(text),
    readFile: async (path) => readFileSync(path, 'utf8'),
    fetch: changes.fetch ?? fetch,
  });
  return { exitCode, out: out.join('\n'), errors: errors.join('\n') };
}

const json = async (args: string, changes: Parameters<typeof aval>[1] = {}) => {
  const { exitCode, out, errors } = await aval(`${args} --json`, changes);
  expect(errors).toBe('');
  expect(exitCode).toBe(0);
  return JSON.parse(out);
};

const addDemo = () => aval('tenant add demo --name Demo --currency EUR');

test('a database refuses a secret that is not the one it was made with', async () => {
  await addDemo();
  const path = join(environment['AVAL_DATA'] ?? '', 'aval.secret');
  const secret = readFileSync(path, 'utf8');
  rmSync(path);
  const lost = await aval('tenant list');
  expect(lost.exitCode).toBe(2);
  expect(lost.errors).toContain('not the one that this database was made with');
  writeFileSync(path, secret, { mode: 0o600 });
  expect((await aval('tenant list')).exitCode).toBe(0);
});

test('a tenant, a key and a user are made on the database itself', async () => {
  expect((await addDemo()).errors).toBe('');
  const issued = await json('credential add --tenant demo --kind api --name ERP --scope read');
  expect(issued.secret.key).toMatch(/^aval_/);
  expect(issued.credential.createdBy).toBe('operator:cli');
  const made = await json('user add --tenant demo --email a@b.example --name Ann --role admin');
  expect(made.password).toHaveLength(43);
  const desk = await openDesk(configOf());
  const principal = await desk.access.bearer(issued.secret.key);
  expect(principal.ok && [...principal.value.permissions]).toContain('line.read');
  await desk.storage.close();
});

test('the same is rotated, listed and revoked, for people and for scripts', async () => {
  await addDemo();
  const { credential } = await json('credential add --tenant demo --kind hook --name Hook');
  const { credentialId } = credential;
  const rotated = await aval(`credential rotate ${credentialId} --tenant demo --overlap 12h`);
  expect(rotated.out).toContain('Keep this; it is shown this once:');
  const revoked = await json(`credential revoke ${credentialId} --tenant demo`);
  expect(revoked.revokedAt).not.toBeNull();
  const list = await json('credential list --tenant demo');
  expect(list).toHaveLength(1);
  expect((await aval('credential list --tenant demo')).out).toContain(credentialId);
  expect((await aval('user list --tenant demo')).out).toBe('None.');
});

test('settings of a tenant are set and reset', async () => {
  await addDemo();
  const set = await json('tenant set demo --set limit.secondPersonAbove=5000.00');
  expect(set.changed).toEqual(['limit.secondPersonAbove']);
  expect((await json('tenant set demo --reset limit.secondPersonAbove')).changed).toEqual([]);
  const wrong = await aval('tenant set demo --set erp.leg=1h');
  expect(wrong).toMatchObject({
    exitCode: 1,
    errors: 'aval: erp.leg is no setting. Did you mean erp.lag? (parties.setting_unknown)',
  });
});

test('a connection takes its secret from a file, which shows up nowhere', async () => {
  await addDemo();
  const path = join(folder, 'secret.json');
  const secret = { clientKey: 'k', clientSecret: 'hidden-in-a-file', username: 'u', password: 'p' };
  writeFileSync(path, JSON.stringify(secret));
  const common = `--tenant demo --kind interworks-platform --base-uri https://p.example`;
  const added = await aval(`connection add ${common} --name default --secret-file ${path}`);
  expect(added.exitCode).toBe(0);
  expect(added.out).not.toContain('hidden-in-a-file');
  const missing = await aval(
    `connection add ${common} --name other --secret-file ${folder}/none.json`,
  );
  expect(missing).toMatchObject({
    exitCode: 2,
    errors:
      `aval: There is no file ${folder}/none.json. ` +
      '--secret-file takes the path of one, or - for the standard input.',
  });
  const isFolder = await aval(`connection add ${common} --name other --secret-file ${folder}`);
  expect(isFolder.errors).toBe(
    `aval: ${folder} is a folder. --secret-file takes the path of a file.`,
  );
  writeFileSync(path, '{"clientSecret": hidden-in-a-file}');
  const broken = await aval(`connection add ${common} --name other --secret-file ${path}`);
  expect(broken).toMatchObject({
    exitCode: 2,
    errors: `aval: ${path} cannot be read: it is no JSON.`,
  });
});

test('a refusal is exit code 1 with its sentence and its code', async () => {
  await addDemo();
  const twice = await addDemo();
  expect(twice).toEqual({
    exitCode: 1,
    out: '',
    errors: 'aval: There is a tenant with this id already. (parties.tenant_exists)',
  });
  const nobody = await aval('credential list --tenant nobody');
  expect(nobody).toMatchObject({
    exitCode: 1,
    errors: 'aval: There is no such tenant. (parties.tenant_unknown)',
  });
  const id = 'cred_00000000000000000000000000';
  expect(await aval(`credential revoke ${id} --tenant demo`)).toMatchObject({
    exitCode: 1,
    errors: 'aval: There is nothing with this id. (http.not_found)',
  });
});

test.each([
  ['', 2],
  ['fly', 2],
  ['credential add --tenant demo --kind api', 2],
  ['credential list', 2],
  ['credential list --tenant demo --key aval_x_y', 2],
  ['credential list --url http://127.0.0.1:1', 2],
  ['credential list --url ftp://x --key k', 2],
  ['credential rotate cred_x --tenant demo --overlap soon', 2],
  ['tenant add demo --name D --currency EUR --set novalue', 2],
  ['--help', 0],
  ['version', 0],
  ['--version', 0],
])('aval %s ends with %i', async (args, exitCode) => {
  expect((await aval(args)).exitCode).toBe(exitCode);
});

test('books that agree are exit code 0, others 1 with the first difference', async () => {
  expect((await aval('verify')).out).toContain('The books agree.');
  const difference = { tenantId: 'demo', lineId: 'line_x', what: 'held', stored: 5n, derived: 4n };
  const entry = { verify: async () => ({ ...agreeing, difference }) };
  const shown = await aval('verify', { entry });
  expect(shown.exitCode).toBe(1);
  expect(shown.out).toContain('lineId: line_x');
  const report = await aval('verify --json', { entry });
  expect(JSON.parse(report.out)).toMatchObject({ agrees: false, difference: { stored: '5' } });
});

test('decisions that come out as they were are exit code 0, others 1 with the first difference', async () => {
  const asked: unknown[] = [];
  const difference = { decisionId: 'dec_x', stored: '{"a":1}', replayed: '{"a":2}' };
  const replay: ServerEntry['replay'] = async (_config, query) => {
    asked.push(query);
    return { decisions: 3, replayed: 2, difference: asked.length === 1 ? null : difference };
  };
  const same = await aval('replay --tenant demo --since 2026-03-31', { entry: { replay } });
  expect(same).toMatchObject({ exitCode: 0, errors: '' });
  expect(same.out).toContain('Every decision comes out as it was.');
  expect(asked).toEqual([{ tenantId: 'demo', since: parseInstant('2026-03-31T00:00:00Z') }]);
  const other = await aval('replay --tenant demo', { entry: { replay } });
  expect(other.exitCode).toBe(1);
  expect(other.out).toContain('replayed: {"a":2}');
  const report = await aval('replay --tenant demo --json', { entry: { replay } });
  expect(JSON.parse(report.out)).toMatchObject({ agrees: false, difference });
  expect((await aval('replay --tenant demo --since soon')).exitCode).toBe(2);
  expect((await aval('replay')).exitCode).toBe(2);
});

test('decisions are replayed beside a running server', async () => {
  await addDemo();
  const desk = await openDesk(configOf());
  try {
    const shown = await json('replay --tenant demo', { entry: { replay: replayDatabase } });
    expect(shown).toEqual({ agrees: true, decisions: 0, replayed: 0, difference: null });
    // A slip of the pen is no proof.
    const nobody = await aval('replay --tenant nobody', { entry: { replay: replayDatabase } });
    expect(nobody).toMatchObject({ exitCode: 2, out: '' });
    expect(nobody.errors).toContain('There is no tenant nobody.');
  } finally {
    await desk.storage.close();
  }
});

test('the settings are printed without secrets, and wrong ones stop every command', async () => {
  const env = { AVAL_SECRET: 'this-secret-is-long-enough-to-be-one', AVAL_PORT: '9090' };
  const shown = await aval('config', { env });
  expect(shown.out).toContain('9090');
  expect(shown.out).toContain('(secret)');
  expect(shown.out).not.toContain('long-enough');
  const strange = await aval('serve', { env: { AVAL_SECRETS_FOLDER: '1' } });
  expect(strange.errors).toContain('AVAL_SECRETS_FOLDER is no setting. `aval config` lists them');
  const wrong = await aval('serve', { env: { AVAL_PROT: '1', AVAL_PORT: 'x' } });
  expect(wrong.exitCode).toBe(2);
  expect(wrong.errors).toContain('AVAL_PROT is no setting. Did you mean AVAL_PORT?');
  expect(wrong.errors).toContain('AVAL_PORT must be a whole number from 0 to 65535.');
});

test('while a server holds the data, the command says to go through it, and that works', async () => {
  await addDemo();
  const key = (await json('credential add --tenant demo --kind api --name CLI --scope admin'))
    .secret.key;
  const desk = await openDesk(configOf());
  const server = composeServer(desk, {
    log: noLog,
    version: '1',
    commit: null,
    sweepEveryMs: null,
    spoolFolder: null,
  });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const address = server.app.server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  try {
    const held = await aval('credential list --tenant demo');
    expect(held.exitCode).toBe(2);
    expect(held.errors).toContain('add --url and a key');
    const env = { AVAL_KEY: key };
    const list = await json(`credential list --url ${url}`, { env });
    expect(list.map(({ name }: { name: string }) => name)).toEqual(['CLI']);
    const made = await json(`credential add --kind one --name ONE --scope read --url ${url}`, {
      env,
    });
    expect(made.secret.apiKey).toMatch(/^[0-9a-f]{32}:[0-9a-f]{64}$/);
    const own = await json(`credential list --tenant demo --url ${url}`, { env });
    expect(own).toHaveLength(2);
    // A tenant that is not the key's is no detail: nothing is done to another one by a slip.
    const add = `credential add --kind one --name Other --scope read --tenant other --url ${url}`;
    expect(await aval(add, { env })).toEqual({
      exitCode: 2,
      out: '',
      errors: 'aval: The key belongs to the tenant demo, not to other.',
    });
    expect(await json(`credential list --url ${url}`, { env })).toHaveLength(2);
    const narrow = await json(
      `credential add --kind api --name Register --scope companies --url ${url}`,
      { env },
    );
    const silent = await aval(`credential list --tenant demo --url ${url}`, {
      env: { AVAL_KEY: narrow.secret.key },
    });
    expect(silent).toMatchObject({ exitCode: 2, out: '' });
    expect(silent.errors).toContain('leave --tenant out');
    const denied = await aval(`tenant add x2 --name X --currency EUR --url ${url}`, { env });
    expect(denied).toMatchObject({
      exitCode: 1,
      errors:
        'aval: Only the operator of the server may do this, at its command line. ' +
        '(access.operator_needed)',
    });
    const wrong = await aval(`credential list --url ${url} --key aval_no_no`);
    expect(wrong).toMatchObject({ exitCode: 1 });
  } finally {
    await server.close();
  }
  const gone = await aval(`credential list --url ${url} --key ${key}`);
  expect(gone.exitCode).toBe(2);
  expect(gone.errors).toContain(`No server answers at ${url}`);
});

test('a data folder that cannot be written, and one without a database, are said in a sentence', async () => {
  writeFileSync(join(folder, 'a-file'), '');
  const env = { AVAL_DATA: join(folder, 'a-file', 'data') };
  const unwritable = await aval('tenant list', { env });
  expect(unwritable.exitCode).toBe(2);
  expect(unwritable.errors).toContain('cannot be written (ENOTDIR)');
  const empty = await aval('verify', { entry: { verify: verifyDatabase } });
  expect(empty.exitCode).toBe(2);
  expect(empty.errors).toMatch(/^aval: There is no database in the data folder .*data\.$/);
});

test('a secret of the server is made once, for its owner alone, and refused when others can read it', async () => {
  await addDemo();
  const path = join(environment['AVAL_DATA'] ?? '', 'aval.secret');
  const before = readFileSync(path, 'utf8');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await aval('tenant list');
  expect(readFileSync(path, 'utf8')).toBe(before);
  chmodSync(path, 0o644);
  const refused = await aval('tenant list');
  expect(refused.exitCode).toBe(2);
  expect(refused.errors).toContain('can be read by others');
});

function configOf() {
  return {
    host: '127.0.0.1',
    port: 0,
    dataFolder: environment['AVAL_DATA'] ?? '',
    databaseUrl: null,
    databaseConnections: 10,
    secret: null,
    mayMigrate: true,
    providerModules: null,
    metricsToken: null,
    logLevel: 'info',
  } as const;
}
