import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostsNamed, missingEntries } from '../../../../scripts/complete-lock.mjs';

const root = join(import.meta.dirname, '..', '..', '..', '..');

test.each(['package-lock.json', 'packages/server/test/packed/newer-node/package-lock.json'])(
  '%s is complete for every platform and names no registry',
  (path) => {
    const lock = JSON.parse(readFileSync(join(root, path), 'utf8'));
    expect(missingEntries(lock)).toEqual({});
    expect(hostsNamed(lock)).toEqual([]);
    expect(Object.keys(lock.packages).length).toBeGreaterThan(1);
  },
);

test('a binary that the lock lacks is added for its platform', () => {
  const optionalDependencies = { '@tool/cli-linux-arm64-musl': '2.0.0', 'tool-win32-x64': '2.0.0' };
  expect(
    missingEntries({ packages: { 'node_modules/tool': { dev: true, optionalDependencies } } }),
  ).toEqual({
    'node_modules/@tool/cli-linux-arm64-musl': {
      version: '2.0.0',
      os: ['linux'],
      cpu: ['arm64'],
      libc: ['musl'],
      dev: true,
      optional: true,
    },
    'node_modules/tool-win32-x64': {
      version: '2.0.0',
      os: ['win32'],
      cpu: ['x64'],
      dev: true,
      optional: true,
    },
  });
});

test('where the shared place holds another version, the binary goes beside its parent', () => {
  const packages = {
    'node_modules/tool': { optionalDependencies: { 'tool-darwin-arm64': '2.0.0' } },
    'node_modules/tool-darwin-arm64': { version: '1.0.0' },
    'node_modules/other/node_modules/tool': {
      optionalDependencies: { 'tool-darwin-arm64': '1.0.0' },
    },
  };
  const added = missingEntries({ packages });
  expect(Object.keys(added)).toEqual(['node_modules/tool/node_modules/tool-darwin-arm64']);
  expect(missingEntries({ packages: { ...packages, ...added } })).toEqual({});
});

test('a package that was resolved from a host is named', () => {
  const packages = {
    'node_modules/near': { resolved: 'packages/near', link: true },
    'node_modules/far': { version: '1.0.0', resolved: 'https://registry.test/far-1.0.0.tgz' },
  };
  expect(hostsNamed({ packages })).toEqual(['node_modules/far']);
});
