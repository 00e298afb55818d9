import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandLine } from '../../src/cli/command-line.ts';
import { run } from '../../src/cli/run.ts';
import { demoDepsOf } from '../../src/demo/demo-deps.ts';
import { type Greeting, greet } from '../../src/demo/greeting.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import { present } from '../../src/kernel/assert.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

let desk: OpenDesk;
let greeting: Greeting;

beforeAll(async () => {
  desk = await openDesk();
  const demo = await seedDemo(demoDepsOf(desk, desk.url, null));
  // A clock that stands still is behind the ruleset, which is in force from its commit on.
  desk.clock.set('2020-03-01T12:00:00.500Z');
  const customer = { source: 'interworks', kind: 'account', value: '4711' };
  const tenantId = demo.credentials.one.tenant as Parameters<typeof desk.parties.organizationOf>[0];
  const found = present(await desk.parties.organizationOf(tenantId, customer), 'the customer');
  const { organizationId } = found;
  const file = '/data/credentials.json';
  greeting = { baseUrl: desk.url, file, demo, organizationId, command: 'aval', isFirstStart: true };
});

afterAll(() => desk.close());

test('a later start foretells no answer, because others may have come meanwhile', () => {
  const foretold = /\((?:true|false|approved|review)\)|is refused/g;
  expect(greet(greeting).match(foretold)).toHaveLength(6);
  const later = greet({ ...greeting, isFirstStart: false });
  expect(later.match(foretold)).toBeNull();
  expect(later).toContain('delete the data folder');
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;

test.skipIf(!hasCurl)('what the greeting foretells comes when its lines are pasted', async () => {
  const script = commandsOf(greet(greeting)).filter((line) => !line.startsWith('aval '));
  expect(script.length).toBeGreaterThan(10);
  const told = script.map((line) => (line.startsWith('curl') ? `${line}; echo` : line)).join('\n');
  const { stdout } = await promisify(execFile)('sh', ['-euc', told], { timeout: 60_000 });
  const lines = stdout.split('\n').filter((line) => line !== '');
  expect(lines.slice(0, 2)).toEqual(['true', 'false']);
  expect(lines[4]).toContain('"status":"approved"');
  expect(lines[6]).toContain('"status":"review"');
  expect(lines[7]).toMatch(/^\{"review":.*"subject":"application:.*"status":"approved".*\}$/);
  expect(lines[8]).toContain('"Code":-80230');
  expect(lines[9]).toContain('"Code":0');
  expect(lines[10]).toContain('"approved":true');
});

test('the server passes what the greeting has it certified by', async () => {
  const calls = commandsOf(greet(greeting)).filter((line) => line.startsWith('aval '));
  expect(calls.map((line) => line.split(' ')[2])).toEqual([
    'credit-check',
    'trade-credit',
    'service-manager',
  ]);
  for (const line of calls) {
    const args = line.replaceAll("'", '').split(' ').slice(1);
    // How fast a busy machine answers is not the question.
    const patience = args[1] === 'trade-credit' ? [] : ['--deadline', '20000'];
    const told: string[] = [];
    const commandLine = {
      entry: { version: { version: '1.2.3', commit: null } },
      environment: {},
      print: () => {},
      printError: (text: string) => told.push(text),
      fetch,
    } as unknown as CommandLine;
    expect([line, await run([...args, ...patience], commandLine), told]).toEqual([line, 0, []]);
  }
}, 60_000);

/** The lines that are indented, each with those that it goes on in. */
function commandsOf(text: string): readonly string[] {
  const lines = text.replace(/ \\\n\s+/g, ' ').replace(/\n {4}\|/g, ' |');
  return lines.split('\n').flatMap((line) => (line.startsWith('  ') ? [line.trim()] : []));
}
