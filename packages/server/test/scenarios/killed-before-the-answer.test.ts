import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'rolldown';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { bundle } from '../../rolldown.config.mjs';
import { openSqliteStorage } from '../../src/storage/index.ts';
import { systemClock } from '../../src/system-ports.ts';
import { connectPlatform, demo, ok, seedFixture } from '../protocols/fixture-seed.ts';
import { openDesk } from '../protocols/open-desk.ts';

/**
 * A customer presses "order". The desk takes the hold, it is on the disk, and the machine dies before
 * the answer leaves it. The platform sees a broken connection and asks again: it gets the same yes,
 * and the credit was set aside once.
 */
const packageFolder = join(import.meta.dirname, '..', '..');
const output = join('.tmp', `killed-desk-${process.pid}`);
const file = join(output, 'killed-desk.js');
const basket = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';

let folder: string;
let closePlatform: () => void;

beforeAll(async () => {
  await build(bundle({ entry: 'test/scenarios/killed-desk.ts', file }));
  folder = mkdtempSync(join(tmpdir(), 'aval-killed-'));
  // A platform that outlives the desk.
  const platform = createServer((request, response) => {
    const order = `{"id":"${basket}","accountId":151,"currency":"EUR","totalWithTax":240.00,
      "status":{"name":"Draft","type":"In progress"},"items":[]}`;
    response.end(request.url === '/oauth/token' ? '{"access_token":"t"}' : order);
  });
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
  closePlatform = () => {
    platform.closeAllConnections();
    platform.close();
  };
  const desk = await openDesk({ folder });
  await seedFixture(desk);
  await connectPlatform(desk, `http://127.0.0.1:${(platform.address() as AddressInfo).port}`);
  const settings = { 'hook.deadline': '30 s' };
  ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
  await desk.close();
}, 60_000);

afterAll(() => {
  closePlatform();
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(packageFolder, output), { recursive: true, force: true });
});

test('a desk that dies between the hold and the answer gives the same yes again, on one hold', async () => {
  const dying = await start('kill');
  await expect(ask(dying.url)).rejects.toThrow();
  expect(await dying.ended).toBe('SIGKILL');
  const [held] = await look();
  expect(held).toMatchObject({ state: 'open', asked_minor: 240_00n });

  const living = await start('live');
  expect(await ask(living.url)).toBe('true');
  expect(await ask(living.url)).toBe('true');
  living.kill();
  await living.ended;
  expect(await look()).toEqual([held]);
}, 90_000);

async function start(fate: 'kill' | 'live') {
  const args = [join(packageFolder, file), folder, inject('storageWorkerPath'), fate];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(([, signal]) => signal as string | null);
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { url, ended, kill: () => child.kill('SIGKILL') };
}

async function ask(url: string): Promise<string> {
  const Authorization = `Basic ${Buffer.from('hook:hook-password').toString('base64')}`;
  const answer = await fetch(`${url}/interworks/credit-check/151/${basket}`, {
    headers: { Authorization },
  });
  return answer.text();
}

/** The holds of the basket, each with the one decision that stands for it; the books agree. */
async function look() {
  const storage = await openSqliteStorage({
    folder,
    writer: 'inThread',
    clock: systemClock,
    onFatal: (error) => {
      throw error;
    },
  });
  try {
    expect((await storage.verify()).difference).toBeNull();
    const holds = await storage.db
      .selectFrom('credit_hold')
      .select(['hold_id', 'state', 'asked_minor'])
      .where('source', '=', `interworks.basket:151/${basket}`)
      .execute();
    const decisions = await storage.db.selectFrom('decision').select('hold_id').execute();
    expect(decisions.map(({ hold_id }) => hold_id)).toEqual(holds.map(({ hold_id }) => hold_id));
    return holds;
  } finally {
    await storage.close();
  }
}
