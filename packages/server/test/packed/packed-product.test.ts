import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findNewerNode } from './newer-node.ts';
import {
  emptySite,
  packServer,
  type RunningProduct,
  removeSite,
  type Site,
  startDemo,
} from './packed-product.ts';

const coldStartMs = 20_000;
const tarballBytesMax = 1_500_000;
const newer = findNewerNode();

let tarball: string;
beforeAll(() => {
  tarball = packServer();
});
afterAll(() => rmSync(dirname(tarball), { recursive: true, force: true }));

async function creditCheck(product: RunningProduct, example: 'affordable' | 'tooDear') {
  const { creditCheck: user, examples } = product.credentials;
  const { AccountId, BasketId } = examples[example];
  const response = await fetch(`${product.url}/interworks/credit-check`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ AccountId, BasketId }),
  });
  return response.json();
}

test('the package holds the bundle, its licences and nothing else', () => {
  const listed = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  expect(listed.sort()).toEqual([
    'package/bin/aval.js',
    'package/dist/LICENSE',
    'package/dist/THIRD_PARTY_NOTICES',
    'package/dist/cli.js',
    'package/dist/ruleset-worker.js',
    'package/dist/storage-worker.js',
    'package/package.json',
  ]);
  expect(statSync(tarball).size).toBeLessThan(tarballBytesMax);
});

test('the package asks its user to install the optional SQLite driver alone', () => {
  const manifest = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], {
    encoding: 'utf8',
  });
  const { dependencies, optionalDependencies, scripts } = JSON.parse(manifest);
  expect(dependencies).toBeUndefined();
  expect(Object.keys(optionalDependencies)).toEqual(['@photostructure/sqlite']);
  expect(Object.keys(scripts)).not.toContain('postinstall');
});

const ways = [
  { name: 'on this Node', flags: [], binFolder: null, missing: null },
  { name: 'without install scripts', flags: ['--ignore-scripts'], binFolder: null, missing: null },
  { name: 'on a newer Node', flags: [], ...newer },
];

describe.each(ways)('npx demo in an empty folder, $name', ({ flags, binFolder, missing }) => {
  let site: Site;
  beforeAll(() => {
    site = emptySite(tarball, binFolder);
  });
  afterAll(() => removeSite(site));

  test.skipIf(missing !== null)(
    `answers the credit check within 20 seconds, stops when asked, and starts again offline${missing === null ? '' : ` (${missing})`}`,
    async () => {
      const began = Date.now();
      const first = await startDemo(site, { flags, within: coldStartMs });
      expect(await creditCheck(first, 'affordable')).toBe(true);
      expect(Date.now() - began).toBeLessThan(coldStartMs);
      expect(await creditCheck(first, 'tooDear')).toBe(false);
      expect(await first.stop()).toBe(true);

      const second = await startDemo(site, { flags: [...flags, '--offline'], within: coldStartMs });
      expect(await creditCheck(second, 'affordable')).toBe(true);
      expect(await second.stop()).toBe(true);
    },
  );
});

test('the bundle tells the version of its package and the commit it was built from', () => {
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'),
  );
  const bundle = execFileSync('tar', ['-xzOf', tarball, 'package/dist/cli.js'], {
    encoding: 'utf8',
    maxBuffer: 16_000_000,
  });
  expect(bundle.startsWith('#!/usr/bin/env node\n')).toBe(true);
  expect(bundle).not.toMatch(/__AVAL_(VERSION|COMMIT)__/);
  expect(bundle).toContain(JSON.stringify(version));
});
