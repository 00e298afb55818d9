import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serviceManagerExchanges } from '../../src/certify/golden-exchanges.ts';
import { isPassed } from '../../src/certify/index.ts';
import { type Call, startBroken } from './broken-server.ts';
import { certifyService, endedAs } from './certify-over-http.ts';
import { startRight } from './right-service-manager.ts';
import { wrongs } from './service-manager-faults.ts';

let right: Awaited<ReturnType<typeof startRight>>;
/** The names of all checks that are no recordings. */
let ownChecks: readonly string[];
beforeAll(async () => {
  right = await startRight();
  const { checks } = await certifyService(right.url, { isWriting: false });
  ownChecks = checks.map(({ name }) => name).filter((name) => !recordings.has(name));
});
afterAll(() => right.close());

const recordings = new Set(serviceManagerExchanges.map(({ name }) => name));

test('a right service manager passes every check that can be asked of it', async () => {
  const report = await certifyService(right.url);
  expect(endedAs(report, 'failed')).toEqual({});
  expect(endedAs(report, 'skipped')).toEqual({});
  const names = report.checks.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining([...recordings]));
  const passed = Object.keys(endedAs(report, 'passed'));
  expect(passed).toEqual(expect.arrayContaining([...ownChecks]));
  expect(passed.filter((name) => recordings.has(name))).toEqual(
    expect.arrayContaining([
      ...['header-dump-of-the-document', 'real-create-after-precheck', 'real-create-repeated'],
      ...['addon-create-one-ordered-one-untouched', 'addon-cancel', 'real-asset-cancel'],
      ...['late-repeat-by-track-id', 'real-upgradetopaid', 'real-activate', 'wrong-verb'],
    ]),
  );
  expect(isPassed(report, { isStrict: true })).toBe(true);
});

test('what real calls made is cancelled again, and what cannot be is named', async () => {
  const report = await certifyService(right.url);
  expect(report.leftBehind).toEqual([]);
  expect(right.state.subscriptions.size).toBeGreaterThan(20);
  const states = [...right.state.subscriptions.values(), ...right.state.assets.values()];
  expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['cancelled']));

  const server = await startBroken(right.url, async (call, forward) =>
    /Subscriptions\/Cancel/.test(call.path)
      ? { status: 200, headers: {}, body: '{"Code":-1,"Message":"No.","Result":null}' }
      : forward(call),
  );
  const only = ['check-only-false-provisions'];
  const stuck = await certifyService(server.url, { only });
  await server.close();
  expect(stuck.leftBehind).toEqual([expect.stringMatching(/^Subscriptions\/[0-9a-f-]{36}$/)]);
});

test('each check tells what was asked and what came', async () => {
  const only = ['check-only-false-provisions', 'strangers-are-turned-away', 'life-of-an-asset'];
  const { checks } = await certifyService(right.url, { only, names: { assetId: null } });
  const askedOf = (name: string) => checks.find((check) => check.name === name)?.asked;
  const create = 'POST /service-manager/api/Subscriptions/Create';
  expect(askedOf('check-only-false-provisions')).toEqual([
    { call: `${create} (pre-check)`, came: '200 Code 0' },
    {
      call: `${create} (real call)`,
      came: expect.stringMatching(/^200 Code 0 Result [0-9a-f-]{36}$/),
    },
  ]);
  expect(askedOf('strangers-are-turned-away')?.[0]).toEqual({
    call: `${create} (credentials: none)`,
    came: '401 Code -1050 Authorization failed.',
  });
  expect(checks.find(({ name }) => name === 'life-of-an-asset')).toMatchObject({
    outcome: 'skipped',
    setting: '--asset',
    asked: [],
  });
});

describe('without --write', () => {
  test('no real call is sent, and nothing is there afterwards', async () => {
    const clean = await startRight();
    const calls: Call[] = [];
    const server = await startBroken(clean.url, (call, forward) => {
      calls.push(call);
      return forward(call);
    });
    const report = await certifyService(server.url, { isWriting: false });
    await server.close();
    await clean.close();
    expect(endedAs(report, 'failed')).toEqual({});
    expect(clean.state.subscriptions.size + clean.state.assets.size).toBe(0);

    const creating = calls.filter(({ path }) => /\/(?:subscription|asset)s?\/create/i.test(path));
    expect(creating.length).toBeGreaterThan(60);
    // Names in any letter case: what a careless reader may take for the real call is not among them.
    const honest = /"checkonly":true/i;
    expect(creating.filter(({ method, body }) => method === 'POST' && !honest.test(body))).toEqual(
      [],
    );
    const isPlainlyReal = ({ body }: Call) =>
      /"CheckOnly":false\}$/.test(body) && body.match(/checkonly/gi)?.length === 1;
    expect(calls.filter(isPlainlyReal)).toEqual([]);
    expect(calls.filter(({ path }) => /Synchronize|Delete/.test(path))).toEqual([]);
  });

  test.each([
    [/"CheckOnly":(?!true|false)[^,}]+/g, '"CheckOnly":false'],
    [/"CheckOnly":true,("checkonly":|"CheckOnly":)/gi, '$1'],
  ])('nothing is there either where %s is read as a real call', async (from, to) => {
    const clean = await startRight();
    const server = await startBroken(clean.url, (call, forward) =>
      forward({ ...call, body: call.body.replace(from, to) }),
    );
    const report = await certifyService(server.url, { isWriting: false });
    await server.close();
    await clean.close();
    expect(Object.keys(endedAs(report, 'failed')).length).toBeGreaterThan(0);
    expect(clean.state.subscriptions.size + clean.state.assets.size).toBe(0);
  });

  test('checks that need real calls or a name say so', async () => {
    const bare = { addonIds: [], planId: null, assetId: null, refused: null, languages: ['en'] };
    const report = await certifyService(right.url, { isWriting: false, names: bare });
    const settings = report.checks.flatMap((check) =>
      check.outcome === 'skipped' ? [[check.name, check.setting] as const] : [],
    );
    const skipped = Object.fromEntries(settings);
    expect(skipped).toMatchObject({
      'life-of-a-subscription': '--write',
      'real-create-after-precheck': '--write',
      'broken-rule-is-an-error': '--refused',
      'check-only-text-value': '--write',
    });
    const written = await certifyService(right.url, { names: bare });
    expect(
      Object.fromEntries(
        written.checks.flatMap((check) =>
          check.outcome === 'skipped' ? [[check.name, check.setting] as const] : [],
        ),
      ),
    ).toMatchObject({
      'addon-totals': '--addon',
      'addons-beside-stay': '--addon twice',
      'plan-changes': '--plan',
      'life-of-an-asset': '--asset',
      'texts-in-the-language-asked': '--refused',
      'real-asset-create': '--asset',
      'real-upgradedowngrade': '--addon twice',
    });
    expect(endedAs(written, 'failed')).toEqual({});
  });
});

describe('a service manager is found out, by these checks alone, when', () => {
  test.each(wrongs)('$rule', async ({ fault, documented = [], others = [] }) => {
    const server = await startBroken(right.url, fault());
    try {
      const report = await certifyService(server.url, { only: ownChecks });
      const failed = Object.keys(endedAs(report, 'failed')).sort();
      expect(failed).toEqual([...documented, ...others].sort());
      expect(isPassed(report, { isStrict: false })).toBe(documented.length === 0);
      expect(isPassed(report, { isStrict: true })).toBe(false);
    } finally {
      await server.close();
    }
  });

  test('its answers come too late', async () => {
    const server = await startBroken(right.url, async (call, forward) => {
      await new Promise((done) => setTimeout(done, 60));
      return forward(call);
    });
    const only = ['pre-check-without-objection', 'answers-in-time'];
    const report = await certifyService(server.url, { only, deadlineMs: 40 });
    await server.close();
    expect(Object.keys(endedAs(report, 'failed'))).toEqual(['answers-in-time']);
  });
});

test('the recordings find a wrong server as well', async () => {
  const server = await startBroken(right.url, async (call, forward) => {
    const reply = await forward(call);
    return { ...reply, body: reply.body.replace('"Description"', '"Reason"') };
  });
  const only = ['check-only-null', 'addon-error', 'real-create-after-precheck'];
  const report = await certifyService(server.url, { only });
  await server.close();
  expect(Object.keys(endedAs(report, 'failed')).sort()).toEqual(['addon-error', 'check-only-null']);
});

describe('Results of add-on calls that name the add-on', () => {
  test('are right where that was agreed, and wrong where it was not', async () => {
    const other = await startRight({ addonResult: 'addon' });
    const agreed = await certifyService(other.url, { names: { addonResult: 'addon' } });
    expect(endedAs(agreed, 'failed')).toEqual({});
    expect(Object.keys(endedAs(agreed, 'passed'))).toContain('addon-create-result-setting-addon');
    const surprised = await certifyService(other.url, { only: ownChecks });
    await other.close();
    expect(Object.keys(endedAs(surprised, 'failed')).sort()).toEqual([
      ...['addon-create-names-the-subscription', 'addon-totals', 'addons-are-cancelled'],
      ...['created-with-its-addons', 'repeated-addon-calls'],
    ]);
  });
});

test('operations at other addresses are asked there', async () => {
  const moved = new Map([
    ['/Dropbox/provision/new', '/api/Subscriptions/Create'],
    ['/Dropbox/provision/plan', '/api/Subscriptions/UpgradeDowngrade'],
    ['/Dropbox/extras', '/api/Addons/Update'],
  ]);
  const server = await startBroken(right.url, (call, forward) => {
    const usual = moved.get(call.path) ?? call.path.replace(/^\/Dropbox/, '');
    const isGone = [...moved.values()].some((path) => call.path === `/Dropbox${path}`);
    const gone = { status: 404, headers: {}, body: 'no' };
    return isGone ? Promise.resolve(gone) : forward({ ...call, path: `/service-manager${usual}` });
  });
  const paths = {
    'Subscriptions/Create': '/provision/new',
    'Subscriptions/UpgradeDowngrade': '/provision/plan',
    'Addons/Update': '/extras',
  };
  const report = await certifyService(`${server.url}/Dropbox/`, { names: { paths } });
  await server.close();
  // What the server tells of itself still names the usual ones.
  expect(Object.keys(endedAs(report, 'failed'))).toEqual(['discovery-tells-the-pre-checks']);
  expect(report.leftBehind).toEqual([]);
});

test('setting fields and a token go along with every call that brings credentials', async () => {
  const lacking: string[] = [];
  const server = await startBroken(right.url, (call, forward) => {
    const { headers, path } = call;
    const isKnown = headers['X-CloudPlatform-ApplicationId'] !== undefined;
    const isWhole =
      headers['X-CloudPlatform-Setting-DeskTenant'] === 'demo' &&
      headers['X-CloudPlatform-Token'] === 'a-token';
    if (isKnown !== isWhole) lacking.push(path);
    return forward(call);
  });
  const report = await certifyService(server.url, {
    ...{ settings: { DeskTenant: 'demo' }, token: 'a-token', isWriting: false },
  });
  await server.close();
  expect(endedAs(report, 'failed')).toEqual({});
  expect(lacking).toEqual([]);
  expect(JSON.stringify(report)).not.toContain('a-token');
});

test.each([
  ['pages', { status: 500, headers: {}, body: '<h1>Oops</h1>' }],
  ['nothing', { status: 204, headers: {}, body: '' }],
  ['a code that is no number', { status: 200, headers: {}, body: '{"Code":"0","Message":""}' }],
  ['a refusal of the malformed Accept', { status: 406, headers: {}, body: '' }],
])(
  'a server that answers everything with %s fails the first check, and is asked no more',
  async (_, reply) => {
    let calls = 0;
    const server = await startBroken(right.url, async () => {
      calls += 1;
      return reply;
    });
    const report = await certifyService(server.url);
    await server.close();
    expect(calls).toBe(1);
    expect(Object.keys(endedAs(report, 'failed'))).toEqual(['pre-check-is-answered']);
    expect(report.checks.filter(({ outcome }) => outcome === 'passed')).toEqual([]);
  },
);
