import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  ConfigRefused,
  providerModulePaths,
  readConfig,
  settingsPage,
} from '../../src/config/index.ts';
import { settingTable } from '../../src/parties/index.ts';

const reference = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'reference');
const update = 'Make it again: npx vitest run packages/server/test/cli/settings.test.ts --update';

const problemsOf = (environment: Record<string, string>) => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigRefused) return error.problems;
    throw error;
  }
};

test('without any variable the defaults are in force, and nothing can be changed later', () => {
  const config = readConfig({});
  expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, dataFolder: '.aval' });
  expect(Object.isFrozen(config)).toBe(true);
});

test('texts become the values that they stand for', () => {
  const config = readConfig({
    AVAL_PORT: '0',
    AVAL_MIGRATE: 'false',
    AVAL_DATA: '12345',
    AVAL_LOG_LEVEL: 'warn',
    AVAL_HOST: '',
    OTHER: 'x',
    AVAL_TEST_SEEDS: '5',
    AVAL_KEY: 'aval_x_y',
  });
  expect(config).toMatchObject({
    port: 0,
    mayMigrate: false,
    dataFolder: '12345',
    logLevel: 'warn',
    host: '127.0.0.1',
  });
});

test('every problem is listed at once, and a value that may be secret is not repeated', () => {
  const problems = problemsOf({
    AVAL_PORT: '70000',
    AVAL_LOG_LEVEL: 'loud',
    AVAL_SECRET: 'hunter2',
    AVAL_DATABSE_URL: 'postgres://u:p@h/d',
  });
  expect(problems).toHaveLength(4);
  expect(problems[0]).toBe('AVAL_DATABSE_URL is no setting. Did you mean AVAL_DATABASE_URL?');
  expect(problems.join()).not.toContain('hunter2');
});

test('modules of providers are named, by absolute paths, and nothing else is one', () => {
  const pathsOf = (AVAL_PROVIDER_MODULES: string) =>
    Object.fromEntries(providerModulePaths(readConfig({ AVAL_PROVIDER_MODULES })));
  expect(pathsOf('')).toEqual({});
  expect(pathsOf('acme=/srv/acme/provider.mjs,b-2=/opt/b=2.js')).toEqual({
    ...{ acme: '/srv/acme/provider.mjs', 'b-2': '/opt/b=2.js' },
  });
  for (const AVAL_PROVIDER_MODULES of [
    '/srv/acme.mjs',
    'acme=acme.mjs',
    'Acme=/a',
    'a=/a,',
    'a=',
  ]) {
    expect(problemsOf({ AVAL_PROVIDER_MODULES })).toEqual([
      'AVAL_PROVIDER_MODULES must be names with absolute paths, such as acme=/srv/acme/provider.mjs.',
    ]);
  }
});

test('PostgreSQL without the shared secret is half a configuration', () => {
  const AVAL_DATABASE_URL = 'postgres://aval:x@localhost:5432/aval';
  expect(problemsOf({ AVAL_DATABASE_URL })).toEqual([
    'AVAL_SECRET must be given where AVAL_DATABASE_URL is: all servers share it.',
  ]);
  const AVAL_SECRET = 'a-secret-that-has-the-right-length-0';
  expect(problemsOf({ AVAL_DATABASE_URL, AVAL_SECRET })).toEqual([]);
});

test.each([
  ['AVAL_PORT', '-1'],
  ['AVAL_PORT', '80.5'],
  ['AVAL_PORT', ' 80'],
  ['AVAL_MIGRATE', 'yes'],
  ['AVAL_HOST', 'a b'],
  ['AVAL_DATABASE_URL', 'mysql://x/y'],
  ['AVAL_DATABASE_CONNECTIONS', '1'],
])('%s refuses %j', (name, value) => {
  const problems = problemsOf({ [name]: value, AVAL_SECRET: 'x'.repeat(40) });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(new RegExp(`^${name} must be `));
});

test('the page of the settings is that of the program', async () => {
  const path = join(reference, 'settings.md');
  expect(existsSync(path), update).toBe(true);
  await expect(settingsPage(), update).toMatchFileSnapshot(path);
});

test('the page of the settings of a tenant is that of the program', async () => {
  const path = join(reference, 'tenant-settings.md');
  expect(existsSync(path), update).toBe(true);
  await expect(tenantSettingsPage(), update).toMatchFileSnapshot(path);
});

function tenantSettingsPage(): string {
  const rows = Object.entries(settingTable).map(
    ([name, { doc, default: text, form }]) =>
      `| \`${name}\` | \`${text}\` | ${doc} Must be ${form.expected}. |`,
  );
  return `# Settings of a tenant

Set with \`aval tenant set <id> --set name=value\`, or by an administrator through \`PUT /v1/admin/tenants/{tenantId}\`; \`--reset name\`
goes back to the default. Every server of one database sees a change within five seconds.

| setting | default | what it does |
| --- | --- | --- |
${rows.join('\n')}
`;
}
