import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProviderStep } from '../../src/fulfilment/index.ts';
import { type Instant, instant, minute } from '../../src/kernel/clock.ts';
import type { ConnectionId } from '../../src/kernel/ids.ts';
import { createProviderSystem, type ProviderSystem } from '../../src/outbound/index.ts';
import { systemClock } from '../../src/system-ports.ts';
import { tenantId } from '../builders/credit.ts';
import { aStep, stepId } from '../builders/provider-steps.ts';

/** The sample provider in a process of its own, told by the driver that the server uses. */
const program = join(import.meta.dirname, '../../../../examples/sample-provider/server.mjs');
const secret = 'a-long-random-text';

let folder: string;
let child: ChildProcessByStdio<null, Readable, null>;
let baseUri: string;
let system: ProviderSystem;
let signingSecret: string;
let skewUs: bigint;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aval-sample-'));
  await start();
  signingSecret = secret;
  skewUs = 0n;
  system = createProviderSystem({
    connectionOf: async () => ({
      ...{ connectionId: 'conn_sample' as ConnectionId, version: BigInt(child.pid ?? 0) },
      ...{ baseUri, signingSecret },
    }),
    clock: { now: (): Instant => instant(systemClock.now() + skewUs) },
  });
});
afterEach(async () => {
  await system.close();
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  child = spawn(process.execPath, [program], {
    env: {
      ...{ PROVIDER_SECRET: secret, PROVIDER_PORT: '0' },
      PROVIDER_STATE: join(folder, 'mailboxes.json'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  baseUri = /http:\S+/.exec(line)?.[0] ?? '';
}

async function stop(): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const tell = (change: Partial<ProviderStep> = {}) =>
  system.driver(tenantId, 'default').carryOut(aStep({ attempts: 1, ...change }), 5_000);

async function mailboxes(): Promise<unknown> {
  return (await fetch(baseUri.replace('/aval', '/mailboxes'))).json();
}

const done = { kind: 'done' };
const seats = (quantity: number, productId = 'STD') => ({ productId, quantity });
const update = { stepId: stepId('two'), operation: 'update', objectVersion: 2n } as const;

test('a subscription lives from its create to its cancel', async () => {
  expect(await tell()).toEqual(done);
  expect(await mailboxes()).toEqual({
    'sub-1': { plan: 'STD', seats: 10, isSuspended: false, version: 1 },
  });
  expect(await tell({ ...update, desired: seats(12, 'EDU') })).toEqual(done);
  const suspend = { stepId: stepId('three'), operation: 'suspend', objectVersion: 3n } as const;
  expect(await tell({ ...suspend, desired: seats(12, 'EDU') })).toEqual(done);
  expect(await mailboxes()).toEqual({
    'sub-1': { plan: 'EDU', seats: 12, isSuspended: true, version: 3 },
  });
  const cancel = { operation: 'cancel', objectVersion: 4n } as const;
  expect(await tell({ ...cancel, stepId: stepId('four') })).toEqual(done);
  expect(await mailboxes()).toEqual({});
  expect(await tell({ ...cancel, stepId: stepId('five') })).toEqual(done);
});

test('a step that comes again, and one that is late, change nothing', async () => {
  await tell();
  await tell({ ...update, desired: seats(12) });
  await tell({ attempts: 2 });
  await tell({ stepId: stepId('late'), operation: 'update', desired: seats(1) });
  expect(await mailboxes()).toMatchObject({ 'sub-1': { seats: 12, version: 2 } });
});

test('a plan that is not sold is a clear no with its reason', async () => {
  expect(await tell({ desired: seats(10, 'GOLD') })).toEqual({
    ...{ kind: 'failed', reason: 'HTTP 422: There is no plan "GOLD".', isFinal: true },
  });
  expect(await mailboxes()).toEqual({});
});

test('what it has answered it knows after it was killed', async () => {
  await tell();
  await stop();
  await start();
  expect(await mailboxes()).toMatchObject({ 'sub-1': { seats: 10 } });
  expect(await tell({ desired: seats(99) })).toEqual(done);
  expect(await mailboxes()).toMatchObject({ 'sub-1': { seats: 10 } });
});

test('a wrong secret, a call of long ago and a body that was changed are refused', async () => {
  const refused = { kind: 'failed', reason: expect.stringContaining('HTTP 401'), isFinal: false };
  signingSecret = 'another-long-random-text';
  expect(await tell()).toMatchObject(refused);
  signingSecret = secret;
  for (const skew of [-6n, 6n]) {
    skewUs = skew * minute;
    expect(await tell()).toMatchObject(refused);
  }
  skewUs = 0n;
  const unsigned = await fetch(`${baseUri}/steps`, { method: 'POST', body: '{}' });
  expect(unsigned.status).toBe(401);
  const other = await fetch(`${baseUri}/steps`, {
    method: 'POST',
    headers: { 'Aval-Signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` },
    body: '{}',
  });
  expect(other.status).toBe(401);
  expect(await mailboxes()).toEqual({});
});
