import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProviderModules } from '../../src/outbound/index.ts';
import { aStep } from '../builders/provider-steps.ts';

let folder: string;
let failures: string[] = [];
const onFailure = (name: string, error: unknown) => {
  failures.push(`${name} ${String(error)}`);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aval-modules-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A driver for a module with this text, loaded as the server loads it. */
function aModule(text: string) {
  const path = join(folder, `module-${Math.random()}.mjs`);
  writeFileSync(path, text);
  return createProviderModules(new Map([['acme', path]]), { onFailure });
}

const unclear = { kind: 'failed', isFinal: false, isUnclear: true } as const;

test('a module gets the same message as a call over HTTP, and says done', async () => {
  const driver = aModule(`
    const seen = [];
    export async function carryOut(step, limits) {
      seen.push(step.stepId);
      const isWhole = step.operation === 'create' && step.desired.quantity === 10;
      return isWhole && limits.deadlineMs === 1000 && limits.signal.aborted === false
        ? { kind: 'done' }
        : { kind: 'failed', reason: JSON.stringify(step), isFinal: true };
    }
  `);
  expect(await driver('acme').carryOut(aStep(), 1_000)).toEqual({ kind: 'done' });
});

test('what a module does with its copy of the step changes nothing of ours', async () => {
  const driver = aModule(`
    export const carryOut = (step) => {
      step.desired.quantity = 0;
      return { kind: 'done' };
    };
  `);
  const step = aStep();
  await driver('acme').carryOut(step, 1_000);
  expect(step.desired).toEqual({ productId: 'STD', quantity: 10 });
});

test('a clear no of a module is final, with its reason', async () => {
  const no = "{ kind: 'failed', reason: 'no such plan', isFinal: true }";
  const driver = aModule(`export const carryOut = () => (${no});`);
  expect(await driver('acme').carryOut(aStep(), 1_000)).toEqual({
    ...{ kind: 'failed', reason: 'no such plan', isFinal: true, isUnclear: false },
  });
});

test.each([
  ['throws', "() => { throw new Error('broken'); }", 'The module failed.'],
  ['rejects', "async () => { throw new Error('broken'); }", 'The module failed.'],
  [
    'answers with nothing',
    '() => undefined',
    'The answer of the module says neither done nor failed.',
  ],
  [
    'answers with something else',
    "() => ({ kind: 'perhaps' })",
    'The answer of the module says neither done nor failed.',
  ],
  ['never answers', '() => new Promise(() => {})', 'The module took too long.'],
])('a module that %s leaves the step to be tried again', async (_what, text, reason) => {
  const driver = aModule(`export const carryOut = ${text};`);
  expect(await driver('acme').carryOut(aStep(), 30)).toEqual({ ...unclear, reason });
});

test('what a module throws is for the log, and not for who reads the step', async () => {
  failures = [];
  const driver = aModule("export const carryOut = () => { throw new Error('password=x'); };");
  const result = await driver('acme').carryOut(aStep(), 1_000);
  expect(JSON.stringify(result)).not.toContain('password');
  expect(failures).toEqual(['acme Error: password=x']);
});

test('a module is told when its time is over', async () => {
  const driver = aModule(`
    export const carryOut = (_step, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => { globalThis.avalTestAborted = true; resolve(); });
      });
  `);
  await driver('acme').carryOut(aStep(), 20);
  expect((globalThis as { avalTestAborted?: boolean }).avalTestAborted).toBe(true);
});

test('only what the operator has named is loaded, and a path is no name', async () => {
  const paths = new Map([['acme', '/srv/acme.mjs']]);
  const loaded: string[] = [];
  const load = async (path: string) => {
    loaded.push(path);
    return { carryOut: () => ({ kind: 'done' }) };
  };
  const driver = createProviderModules(paths, { onFailure, load });
  for (const name of ['/etc/passwd', '/srv/acme.mjs', '../acme', 'Acme', '__proto__']) {
    expect(await driver(name).carryOut(aStep(), 100)).toMatchObject({
      ...{ kind: 'failed', reason: `The server has no module "${name}".`, isFinal: false },
    });
  }
  expect(loaded).toEqual([]);
  await driver('acme').carryOut(aStep(), 100);
  await driver('acme').carryOut(aStep(), 100);
  expect(loaded).toEqual(['/srv/acme.mjs']);
});

test('a module that cannot be loaded is tried again', async () => {
  let times = 0;
  const load = async () => {
    times += 1;
    if (times === 1) throw new Error('no such file');
    return times === 2 ? { other: 1 } : { carryOut: async () => ({ kind: 'done' }) };
  };
  failures = [];
  const driver = createProviderModules(new Map([['acme', '/srv/acme.mjs']]), { onFailure, load });
  const results = [];
  for (let time = 0; time < 3; time += 1) results.push(await driver('acme').carryOut(aStep(), 100));
  expect(results).toMatchObject([
    { reason: 'The module "acme" cannot be loaded.', isFinal: false },
    { reason: 'The module "acme" cannot be loaded.', isFinal: false },
    { kind: 'done' },
  ]);
  expect(failures).toEqual([
    'acme Error: no such file',
    'acme Error: it exports no function carryOut',
  ]);
});
