import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandLine, exitCodes } from '../../src/cli/command-line.ts';
import { run } from '../../src/cli/run.ts';
import { connectPlatform, seedFixture } from '../protocols/fixture-seed.ts';
import { type OpenDesk, openDesk } from '../protocols/open-desk.ts';
import { startBroken } from './broken-server.ts';
import { application, startRight } from './right-service-manager.ts';

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  await connectPlatform(desk);
});
afterAll(() => desk.close());

async function aval(args: string, environment: Record<string, string> = {}) {
  const out: string[] = [];
  const errors: string[] = [];
  const commandLine: CommandLine = {
    // Certifying starts no server of its own.
    entry: { version: { version: '1.2.3', commit: null } } as CommandLine['entry'],
    environment,
    print: (text) => out.push(text),
    printError: (text) => errors.push(text),
    readFile: () => Promise.reject(new Error('no files here')),
    fetch,
  };
  const exitCode = await run(args.split(' '), commandLine);
  return { exitCode, out: out.join('\n'), errors: errors.join('\n') };
}

const one = (more: string) =>
  `certify trade-credit --url ${desk.url} --tenant demo --api-key one-test-key ${more}`;
const hook = (more: string) => `certify credit-check --url ${desk.url} --username hook ${more}`;

test('a server that passes is exit code 0, with what each check proves', async () => {
  const shown = await aval(one('--only get-of-the-document --only last-put-counts --strict'));
  expect(shown).toMatchObject({ exitCode: exitCodes.done, errors: '' });
  expect(shown.out.split('\n')).toEqual([
    `trade-credit at ${desk.url}`,
    '',
    'Documented by the vendor',
    '  pass  key-accepted: The feed is read with one-tenant and ApiAuth, as nextId and events.',
    '  pass  get-of-the-document: GET is answered with status 200. Literal example.',
    '  pass  last-put-counts: After each posting the values are the new ones: after A, B, A they are those of A.',
    '',
    'documented: 3 passed, 0 failed, 0 not applicable',
    'observed: 0 passed, 0 failed, 0 not applicable',
    'ours: 0 passed, 0 failed, 0 not applicable',
    'Certified: documented rules and our choices.',
  ]);
});

test('the hook is certified with its password from the environment', async () => {
  const basket = '--account 152 --basket a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f402 --expect no';
  const shown = await aval(hook(`${basket} --deadline 9000 --strict --json`), {
    AVAL_KEY: 'hook-password',
  });
  expect(shown).toMatchObject({ exitCode: exitCodes.done, errors: '' });
  const report = JSON.parse(shown.out);
  expect(report).toMatchObject({
    passed: true,
    strict: true,
    wire: 'credit-check',
    url: `${desk.url}/interworks/credit-check`,
    leftBehind: [],
  });
  expect(report.checks[0]).toEqual({
    name: 'answer-is-a-boolean',
    ground: 'documented',
    source: 'document 000',
    proves: 'AccountId and BasketId are taken, and the answer is a boolean.',
    outcome: 'passed',
  });
  expect(shown.out).not.toContain('hook-password');
});

test('a caller may be known by a bearer token, a fixed header or a key in the path', async () => {
  const base = `certify credit-check --url ${desk.url} --deadline 9000 --only order-unknown`;
  const path = await aval(`${base} --credential path-key --password hk-test-0001 --json`);
  expect(path).toMatchObject({ exitCode: exitCodes.done, errors: '' });
  expect(path.out).not.toContain('hk-test-0001');
  const bearer = await aval(`${base} --credential bearer`, { AVAL_KEY: 'hb-test-0001' });
  expect(bearer).toMatchObject({ exitCode: exitCodes.done, errors: '' });
  const header = await aval(`${base} --credential header --header X-Nobody --password wrong`);
  expect(header.exitCode).toBe(exitCodes.refused);
  expect(header.out).toContain('got 401');
});

test('a documented rule that is broken is exit code 1, a choice of ours with --strict alone', async () => {
  const server = await startBroken(desk.url, async (call, forward) => {
    const reply = await forward(call);
    return call.method === 'DELETE' ? { ...reply, status: 200, body: 'gone\u001b[2J' } : reply;
  });
  const args = `certify trade-credit --url ${server.url} --tenant demo --api-key one-test-key`;
  const only = '--only delete-of-the-document --only delete-ends-it';
  const lenient = await aval(`${args} ${only}`);
  const strict = await aval(`${args} ${only} --strict`);
  await server.close();
  expect(lenient.exitCode).toBe(exitCodes.done);
  expect(lenient.out).toContain('(--strict counts our choices as well)');
  expect(strict.exitCode).toBe(exitCodes.refused);
  expect(strict.out).toContain('  FAIL  delete-of-the-document: ');
  expect(strict.out).toMatch(/DELETE \S+org%3A\S+ {2}status: expected 204, got 200/);
  expect(strict.out).toContain('Not certified.');

  const wrong = await aval(one('--only last-put-counts').replace('one-test-key', 'wrong'));
  expect(wrong.exitCode).toBe(exitCodes.refused);
  expect(wrong.out).toContain('status: expected 2xx, got 401');
  expect(wrong.out).toContain(
    'n/a   last-put-counts: the feed could not be read with this ApiAuth.',
  );
});

const manager = (url: string, more: string) =>
  `certify service-manager --url ${url} --application-id ${application.id} --service-type VendorX ` +
  `--product STD --account 151 --deadline 20000 ${more}`.trim();

test('a service manager is certified with its key from the environment, check by check', async () => {
  const right = await startRight();
  const only =
    '--only check-only-false-provisions --only addon-totals --only customers-read-the-text';
  const key = { AVAL_KEY: application.key };
  const shown = await aval(manager(right.url, `${only} --addon A --write`), key);
  const json = await aval(manager(right.url, `${only} --refused EDU:1 --strict --json`), key);
  await right.close();
  expect(shown).toMatchObject({ exitCode: exitCodes.done, errors: '' });
  const create = 'POST /service-manager/api/Subscriptions/Create';
  const lines = shown.out.split('\n');
  expect(lines.slice(0, 5)).toEqual([
    `service-manager at ${right.url}/service-manager`,
    '',
    'Documented by the vendor',
    '  pass  pre-check-is-answered: A pre-check of Subscription Create with these credentials is answered with a whole Code.',
    `          ${create} (pre-check)  ->  200 Code 0`,
  ]);
  expect(lines).toContain('  skip  customers-read-the-text: it needs --refused.');
  expect(lines).toContain('          and 1 more');
  expect(lines).toContain('documented: 3 passed, 0 failed, 0 not applicable, 1 skipped');

  expect(json).toMatchObject({ exitCode: exitCodes.done, errors: '' });
  expect(JSON.parse(json.out)).toMatchObject({
    ...{ wire: 'service-manager', passed: true, strict: true, leftBehind: [] },
    checks: [
      { name: 'pre-check-is-answered', outcome: 'passed' },
      { name: 'check-only-false-provisions', outcome: 'skipped', setting: '--write' },
      { name: 'customers-read-the-text', outcome: 'passed', source: 'document 001' },
      { name: 'addon-totals', outcome: 'skipped', setting: '--write' },
    ],
  });
  expect(shown.out + json.out).not.toContain(application.key);
});

test('a service manager that fails is exit code 1', async () => {
  const right = await startRight();
  const wrong = await aval(manager(right.url, '--application-key wrong'));
  await right.close();
  expect(wrong.exitCode).toBe(exitCodes.refused);
  expect(wrong.out).toContain('expected a whole number, got 401 Code -1050');
  expect(wrong.out).toContain('n/a   life-of-a-subscription: a pre-check was not answered.');
});

test('what cannot be certified at all is exit code 2 and one sentence', async () => {
  const given = one('--organization org:8872d4f8-cf33-456e-8084-41bacbc0fb2a');
  const cases: readonly (readonly [args: string, sentence: string])[] = [
    [
      given,
      'org:8872d4f8-cf33-456e-8084-41bacbc0fb2a has a trade credit, which the checks would end.',
    ],
    [one('--organization ind:x'), 'The organization must be an id'],
    [one('--only no-such-check'), 'There is no check no-such-check.'],
    [one('--timeout soon'), 'soon is no number of milliseconds'],
    [`certify trade-credit --url ${desk.url} --tenant demo`, '--api-key or AVAL_KEY'],
    ['certify trade-credit --url ftp://x --tenant demo --api-key k', 'ftp://x is no http URL.'],
    [
      'certify trade-credit --url http://127.0.0.1:1 --tenant demo --api-key k',
      'No server answers at http://127.0.0.1:1 (network).',
    ],
    [`certify credit-check --url ${desk.url} --password x`, 'HTTP Basic needs --username.'],
    [
      hook('--password x --credential badge'),
      'Allowed choices are basic, bearer, header, path-key.',
    ],
    [hook('--password x --credential header --header a:b'), 'a:b is no name of a header.'],
    [hook('--password \u00e9 --credential bearer'), 'The credential is no visible ASCII text.'],
    [hook('--password x --account 151'), '--account and --basket go together.'],
    [hook('--password x --account 15x --basket y'), '--account must be a whole number'],
    [hook('--password x --only nothing'), 'There is no check nothing.'],
    [hook('--password x --shape fax'), 'Allowed choices are query, json, form, path.'],
    [
      manager('http://127.0.0.1:1', '--application-key k'),
      'No server answers at http://127.0.0.1:1 (network).',
    ],
    [manager(desk.url, ''), '--application-key or AVAL_KEY'],
    [manager(desk.url, '--application-key k --account x'), '--application-id must be a GUID'],
    [
      manager(desk.url, '--application-key k --refused EDU'),
      'EDU is not of the form product:count.',
    ],
    [manager(desk.url, '--application-key k --quantity 0'), '0 is no count from 1 to 9999999.'],
    [manager(desk.url, '--application-key k --language xx1'), 'xx1 is no language of two letters.'],
    [manager(desk.url, '--application-key k --new-account 0'), '0 is no AccountID.'],
    [manager(desk.url, '--application-key k --addon a --addon b --addon c'), 'once or twice'],
    [manager(desk.url, '--application-key k --setting a:b=1'), 'The setting a:b fits no header.'],
    [manager(desk.url, '--application-key k --path Cart/Add=/x'), 'Cart/Add is no operation'],
    [manager(desk.url, '--application-key k --path Discover=x'), 'x is no path below the base.'],
    [manager(desk.url, '--application-key k --attribute x'), 'x is not of the form name=value.'],
    [manager(desk.url, '--application-key k --only nothing'), 'There is no check nothing.'],
    [
      'certify credit-check --url http://127.0.0.1:1 --username a --password b',
      'No server answers',
    ],
  ];
  for (const [args, sentence] of cases) {
    const ended = await aval(args);
    expect(ended.exitCode, args).toBe(exitCodes.unusable);
    expect(ended.errors, args).toContain(sentence);
  }
});
