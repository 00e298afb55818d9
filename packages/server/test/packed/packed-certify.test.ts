import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  emptySite,
  packServer,
  type RunningProduct,
  removeSite,
  type Site,
  startDemo,
} from './packed-product.ts';

let site: Site;
let product: RunningProduct;
beforeAll(async () => {
  const tarball = packServer();
  site = emptySite(tarball);
  rmSync(dirname(tarball), { recursive: true, force: true });
  product = await startDemo(site, { flags: [], within: 60_000 });
});
afterAll(async () => {
  await product.stop();
  removeSite(site);
});

test('the packed product certifies its own demonstration on three wires, strictly', () => {
  const { one, creditCheck, serviceManager, examples } = JSON.parse(
    readFileSync(join(site.folder, '.aval', 'credentials.json'), 'utf8'),
  );
  const { AccountId, BasketId } = examples.affordable;
  const { service } = examples;
  const runs: readonly (readonly [secret: string, ...args: string[]])[] = [
    [one.apiKey, 'trade-credit', '--tenant', one.tenant],
    [
      creditCheck.password,
      ...['credit-check', '--username', creditCheck.username, '--deadline', '10000'],
      ...['--account', String(AccountId), '--basket', BasketId, '--expect', 'yes'],
    ],
    [
      serviceManager.applicationKey,
      ...['service-manager', '--application-id', serviceManager.applicationId, '--write'],
      ...['--service-type', service.ServiceType, '--product', service.ProductID],
      ...['--account', String(service.AccountId), '--addon', service.AddonProductID],
      ...['--asset', service.ProductID, '--quantity', '3', '--deadline', '10000'],
      ...['--refused', `${service.ProductID}:1`, '--language', 'en', '--language', 'pl'],
    ],
  ];
  for (const [secret, ...args] of runs) {
    const command = ['--yes', '--offline', site.tarball, 'certify', ...args];
    const text = execFileSync('npx', [...command, '--url', product.url, '--strict', '--json'], {
      cwd: site.folder,
      env: { ...site.environment, AVAL_KEY: secret },
      encoding: 'utf8',
      maxBuffer: 4_000_000,
    });
    const report = JSON.parse(text);
    expect(report).toMatchObject({ passed: true, strict: true, leftBehind: [] });
    expect(report.checks.length).toBeGreaterThan(50);
  }
});
