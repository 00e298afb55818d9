import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixtureProvider, seedDecisionMaker } from './decision-maker-seed.ts';
import { connectPlatform, demo, ok, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';
import { chainOf, exchangesOf, files, findExchange, type Named } from './replay.ts';
import { replayChain } from './replay-chain.ts';
import { seedServiceManager } from './service-manager-seed.ts';

/** What is not answered as recorded, and why. The list is exact: it can only become shorter. */
const notYet: Readonly<Record<string, string>> = {
  'interworks-platform-api.json#order-alternative-member-names': 'scripted answer, for a client',
  'interworks-platform-api.json#order-without-total': 'scripted answer, for a client',
  'interworks-platform-api.json#redirect-refused': 'scripted answer, for a client',
  'interworks-service-manager.json#client-reads-code-80000': 'scripted answer, for a client',
  'interworks-service-manager.json#client-reads-code-89999': 'scripted answer, for a client',
  'interworks-service-manager.json#client-reads-code-79999': 'scripted answer, for a client',
  'interworks-service-manager.json#client-reads-code-90000': 'scripted answer, for a client',
  'interworks-service-manager.json#client-reads-positive-code-plain-text':
    'scripted answer, for a client',
  'interworks-service-manager.json#client-reads-positive-code-xml': 'scripted answer, for a client',
};

let template = '';

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'aval-fixture-'));
  const desk = await openDesk({ folder: template });
  await seedFixture(desk);
  await seedDecisionMaker(desk);
  await seedServiceManager(desk);
  // Many desks run at once here: how long a busy machine takes is not the question.
  const settings = { 'hook.deadline': '30 s' };
  ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
  await desk.close();
});

afterAll(() => rmSync(template, { recursive: true, force: true }));

describe.each(files)('%s', (file) => {
  const names = exchangesOf(file).map(({ name }) => name);
  const covered = exchangesOf(file).filter(({ name }) => !(`${file}#${name}` in notYet));

  test('every exchange that is left out exists', () => {
    const left = Object.keys(notYet).filter((name) => name.startsWith(`${file}#`));
    expect(left.filter((name) => !names.includes(name.slice(file.length + 1)))).toEqual([]);
    expect(covered.length + left.length).toBe(names.length);
  });

  test.concurrent.each(covered.map((exchange) => ({ name: exchange.name, exchange })))(
    '$name',
    async ({ exchange }) => {
      const chain = chainOf(file, exchange);
      await withDesk(chain, async (desk) => expect(await replayChain(desk, chain)).toEqual([]));
    },
  );

  test.concurrent.each(Object.entries(notYet).filter(([name]) => name.startsWith(`${file}#`)))(
    '%s is not answered as recorded: %s',
    async (name) => {
      const chain = chainOf(file, findExchange(file, name.slice(file.length + 1)).exchange);
      await withDesk(chain, async (desk) => expect(await attempt(desk, chain)).not.toEqual([]));
    },
  );
});

async function withDesk(
  chain: readonly Named[],
  use: (desk: OpenDesk) => Promise<void>,
): Promise<void> {
  const desk = await openDesk({ from: template, companyProvider: fixtureProvider });
  try {
    if (chain.some(({ file }) => file === files[0])) await connectPlatform(desk);
    await use(desk);
    expect((await desk.storage.verify()).difference).toBeNull();
  } finally {
    await desk.close();
  }
}

async function attempt(desk: OpenDesk, chain: readonly Named[]): Promise<readonly string[]> {
  try {
    return await replayChain(desk, chain);
  } catch (error) {
    return [String(error)];
  }
}
