import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  findCycle,
  importsOf,
  namesOf,
  roomOf,
  type Source,
  trespassesOf,
} from './tidy/imports.ts';

const domain = ['parties', 'credit', 'notices', 'access', 'audit', 'decisions', 'assessment'];
const faces = [...domain, 'fulfilment', 'commerce'];

/** What each room may import. A protocol never imports another one. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  parties: ['kernel'],
  credit: ['kernel'],
  notices: ['kernel'],
  access: ['kernel'],
  audit: ['kernel'],
  decisions: ['kernel', '@aval/dmn'],
  assessment: ['kernel', 'parties', 'credit', 'decisions'],
  fulfilment: ['kernel', 'decisions', '@aval/dmn'],
  commerce: ['kernel', 'parties', 'notices'],
  storage: ['kernel', ...faces],
  outbound: ['kernel', ...faces, '@aval/wire'],
  http: ['kernel', '@aval/wire'],
  'protocols/interworks': ['kernel', 'http', ...faces, '@aval/wire'],
  'protocols/one': ['kernel', 'http', ...faces, '@aval/wire'],
  'protocols/creditdevice': ['kernel', 'http', ...faces, '@aval/wire'],
  api: ['kernel', 'http', ...faces, '@aval/wire'],
  workers: ['kernel', ...faces],
  config: ['kernel'],
  certify: [
    'kernel',
    '@aval/wire',
    '@aval/wire/exchanges/interworks-credit-check-hook.json',
    '@aval/wire/exchanges/interworks-service-manager.json',
    '@aval/wire/exchanges/one-trade-credit.json',
  ],
  cli: [
    ...['kernel', 'config', 'certify', '@aval/wire', 'compose.ts', 'demo', 'main.ts'],
    'system-ports.ts',
  ],
  demo: ['kernel', 'config', 'http', 'storage', ...faces, 'compose.ts', 'main.ts'],
  compose: ['*'],
  'compose.ts': ['*'],
  'main.ts': ['*'],
  'system-ports.ts': ['kernel'],
  'build-constants.d.ts': [],
};

/** The rooms that may use modules from outside: drivers, frameworks and Node's own. */
const edges = [
  ...['storage', 'outbound', 'http', 'api', 'workers', 'config', 'cli', 'demo', 'system-ports.ts'],
  ...Object.keys(mayImport).filter((room) => room.startsWith('protocols/')),
];

/** What a rule gets handed in by its caller, or what belongs to an adapter. */
const impure = {
  fetch: /\bfetch\b/,
  process: /\bprocess\./,
  'the clock': /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/,
  chance: /\bMath\.random\b|\bcrypto\b/,
  timers: /\b(?:setTimeout|setInterval|setImmediate)\b/,
  globals: /\bglobalThis\b/,
};

const packages = join(import.meta.dirname, '..', '..');
const server = sourcesOf('server');
const serverImports = importsOf(server);

test('rooms import only what the map allows', () => {
  const rules = { map: mayImport, edges, openRooms: ['kernel'] };
  expect(trespassesOf(serverImports, rules)).toEqual([]);
  // A checker that visits nothing also reports nothing.
  expect(serverImports.map(({ from, target }) => `${from} -> ${target}`)).toContain(
    'credit/place-hold.ts -> kernel/result.ts',
  );
});

test('neither rooms nor files import each other in a circle', () => {
  const between = serverImports
    .filter(({ isInternal }) => isInternal)
    .map(({ from, target }) => [roomOf(from), roomOf(target)] as const)
    .filter(([from, to]) => from !== to);
  const files = serverImports
    .filter(({ isInternal, isTypeOnly }) => isInternal && !isTypeOnly)
    .map(({ from, target }) => [from, target] as const);
  expect(findCycle(between)).toBeNull();
  expect(findCycle(files)).toBeNull();
  expect(between).toContainEqual(['credit', 'kernel']);
  expect(files.length).toBeGreaterThan(10);
});

test('rules know no clock, no chance, no process and no network', () => {
  const rooms = ['kernel', ...faces];
  const pure = server.filter(({ path }) => rooms.includes(roomOf(path)));
  expect(namesOf(pure, impure)).toEqual([]);
  expect(pure.map(({ path }) => path)).toContain('credit/place-hold.ts');
});

test('wire sends nothing itself, and takes one library', () => {
  const wire = sourcesOf('wire');
  const outside = importsOf(wire).filter(({ isInternal }) => !isInternal);
  expect(outside.filter(({ target }) => !/^typebox(\/|$)/.test(target))).toEqual([]);
  expect(namesOf(wire, { fetch: impure.fetch, process: impure.process })).toEqual([]);
  expect(wire.map(({ path }) => path)).toContain('index.ts');
});

test('dmn takes nothing from outside', () => {
  const dmn = sourcesOf('dmn');
  expect(importsOf(dmn).filter(({ isInternal }) => !isInternal)).toEqual([]);
  expect(namesOf(dmn, impure)).toEqual([]);
  expect(dmn.map(({ path }) => path)).toContain('index.ts');
});

/** The sources of a package without their tests, by their path below `src`. */
function sourcesOf(name: string): readonly Source[] {
  const src = join(packages, name, 'src');
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => ({ path, text: readFileSync(join(src, path), 'utf8') }));
}
