import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAvalClient, type Transport } from '@aval/wire';
import { build } from 'rolldown';
import { afterAll, afterEach, beforeEach, expect, inject, test } from 'vitest';
import { bundle } from '../../rolldown.config.mjs';
import { operatorActor } from '../../src/access/index.ts';
import { providerStepRow } from '../../src/fulfilment/index.ts';
import { formatInstant, instant, minute, plus } from '../../src/kernel/clock.ts';
import type { ServiceId } from '../../src/kernel/ids.ts';
import { rowsOnly } from '../../src/kernel/unit-of-work.ts';
import { systemClock } from '../../src/system-ports.ts';
import { demo, ok } from '../access/rooms.ts';
import { aStep } from '../builders/provider-steps.ts';
import { aServiceRow } from '../builders/service-row.ts';
import {
  type FakeProvider,
  isSigned,
  signingSecret,
  startFakeProvider,
} from '../outbound/fake-provider.ts';
import { fixtureNoon, type OpenDesk, openDesk } from '../protocols/open-desk.ts';

/**
 * A provider sells mail boxes and has a system of its own. What customers buy, change and cancel
 * reaches it, in order and once, whatever it or the desk is going through; and what it refuses waits
 * for a person.
 */
const serviceId = 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a' as ServiceId;
const stepIds = {
  create: 'step_01jh0000000000000000000001',
  update: 'step_01jh0000000000000000000002',
  cancel: 'step_01jh0000000000000000000003',
} as const;

const packageFolder = join(import.meta.dirname, '..', '..');
const output = join('.tmp', `killed-carrier-${process.pid}`);
let folder: string;
let provider: FakeProvider;

beforeEach(async () => {
  provider = await startFakeProvider();
  folder = mkdtempSync(join(tmpdir(), 'aval-provider-'));
});
afterEach(async () => {
  await provider.close();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => rmSync(join(packageFolder, output), { recursive: true, force: true }));

test('a provider that is away, busy and then refuses gets everything in order, and a person the rest', async () => {
  const desk = await openDesk({ folder });
  const api = await seed(desk);
  const at = (seconds: number) => later(fixtureNoon, seconds);

  await write(desk, 'create', 1n);
  await write(desk, 'update', 2n);
  provider.behave({ status: 503 });
  desk.clock.set(at(1));
  await desk.sweep();
  desk.clock.set(at(1));
  await desk.sweep();
  expect(provider.calls).toHaveLength(1);
  expect(await metricOf(desk, 'aval_provider_steps_failing')).toBe(1);

  provider.behave({ status: 200 }, { status: 422, body: '{"reason":"no such plan"}' });
  desk.clock.set(at(90));
  await desk.sweep();
  expect(operations()).toEqual(['create 1', 'create 2', 'update 1']);
  expect(provider.calls.every((call) => isSigned(call, signingSecret))).toBe(true);

  const parked = await api.listProviderSteps({ query: { status: 'parked' } });
  expect(parked).toMatchObject({
    body: {
      items: [{ stepId: stepIds.update, lastError: 'HTTP 422: no such plan', isUnclear: false }],
    },
  });
  expect(await metricOf(desk, 'aval_provider_steps_parked')).toBe(1);

  provider.behave({ status: 200 });
  const params = { stepId: stepIds.update };
  const seen = await api.getProviderStep({ params });
  const version = seen.ok ? seen.body.version : 0;
  const retried = await api.retryProviderStep({ params, body: { version }, idempotencyKey: 'k1' });
  expect(retried).toMatchObject({ ok: true, body: { status: 'waiting' } });
  await desk.sweep();
  expect(operations().at(-1)).toBe('update 1');
  expect(await api.getProviderStep({ params })).toMatchObject({ body: { status: 'done' } });
  expect(await metricOf(desk, 'aval_provider_steps_parked')).toBe(0);
  await desk.close();
}, 30_000);

test('a step that was under way when the machine died is carried out again, under its id', async () => {
  const desk = await openDesk({ folder });
  await seed(desk);
  await write(desk, 'create', 1n);
  await desk.close();

  const file = join(output, 'killed-carrier.js');
  await build(bundle({ entry: 'test/scenarios/killed-carrier.ts', file }));
  provider.behave('hangs');
  const args = [join(packageFolder, file), folder, inject('storageWorkerPath')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  await expect.poll(() => provider.calls.length, { timeout: 20_000 }).toBe(1);
  child.kill('SIGKILL');
  await ended;

  provider.behave({ status: 200 });
  const again = await openDesk({ folder });
  const now = systemClock.now();
  again.clock.set(formatInstant(now));
  await again.sweep();
  expect(provider.calls).toHaveLength(1);
  for (const minutes of [3n, 4n]) {
    again.clock.set(formatInstant(plus(now, minutes * minute)));
    await again.sweep();
  }
  expect(operations()).toEqual(['create 1', 'create 2']);
  expect(new Set(provider.calls.map(({ message }) => message.stepId)).size).toBe(1);
  const row = await again.storage.db.selectFrom('provider_step').selectAll().executeTakeFirst();
  expect(row).toMatchObject({ status: 'done', unclear: 1n, attempts: 2n });
  await again.close();
}, 60_000);

function operations(): readonly string[] {
  return provider.calls.map(({ message }) => `${message.operation} ${message.attempt}`);
}

async function seed(desk: OpenDesk) {
  const tenant = { tenantId: demo, name: 'Demo', currency: 'EUR', language: 'en', settings: {} };
  ok(await desk.parties.addTenant(tenant));
  const service = aServiceRow(demo, serviceId);
  if (service.op !== 'insert') throw new Error('a row of a service');
  const values = { ...service.values, driver: 'http', driver_settings: '{}' };
  await desk.storage.commit(rowsOnly(demo, [{ ...service, values }]));
  ok(
    await desk.access.addConnection(demo, {
      ...{ kind: 'provider-system', name: 'default', baseUri: provider.baseUri },
      ...{ secret: { signingSecret }, settings: {} },
    }),
  );
  const issued = ok(
    await desk.access.addCredential(demo, {
      ...{ kind: 'api', name: 'desk', scopes: ['provider-steps'], expiresAt: null },
      ...{ installation: null, createdBy: operatorActor },
    }),
  );
  const key = issued.secret.kind === 'api' ? issued.secret.key : '';
  return createAvalClient({ baseUrl: desk.url, key, transport: overFetch });
}

async function write(desk: OpenDesk, operation: keyof typeof stepIds, objectVersion: bigint) {
  const step = aStep({
    ...{ tenantId: demo, serviceId, operation, objectVersion },
    stepId: stepIds[operation] as never,
  });
  await desk.storage.commit(rowsOnly(demo, [providerStepRow(step)]));
}

async function metricOf(desk: OpenDesk, name: string): Promise<number> {
  const text = await (await fetch(`${desk.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

const overFetch: Transport = async ({ method, url, headers, body }) => {
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: bytes };
};

function later(text: string, seconds: number): string {
  return formatInstant(instant(BigInt(Date.parse(text)) * 1_000n + BigInt(seconds) * 1_000_000n));
}
