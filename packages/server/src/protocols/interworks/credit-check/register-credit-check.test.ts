import { expect, test } from 'vitest';
import type { Principal } from '../../../access/index.ts';
import { createHttpServer, noLog } from '../../../http/index.ts';
import { Defect } from '../../../kernel/assert.ts';
import { instant } from '../../../kernel/clock.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import { accept, refuse } from '../../../kernel/result.ts';
import type { Tenant } from '../../../parties/index.ts';
import { registerCreditCheck } from './register-credit-check.ts';

test('only the yes of the desk is a yes', async () => {
  expect(await answerTo(async () => ({ approved: true }))).toEqual(bare(true));
  expect(await answerTo(async () => ({ approved: false }))).toEqual(bare(false));
});

test('whatever goes wrong here is a no', async () => {
  const troubles = [
    new Fault('storage.unavailable', { publicText: 'Not now.' }),
    new Fault('storage.commit_unknown', { publicText: 'Not known.', outcome: 'unknown' }),
    new Defect('a mistake'),
    new TypeError('another'),
  ];
  for (const trouble of troubles) {
    expect(await answerTo(() => Promise.reject(trouble))).toEqual(bare(false));
  }
});

test('a desk that does not answer is a no when the time is over', async () => {
  expect(await answerTo(() => new Promise(() => {}))).toEqual(bare(false));
});

test('a tenant may have its faults told as status 503, still with a no', async () => {
  const trouble = new Fault('storage.unavailable', { publicText: 'Not now.' });
  const answer = await answerTo(() => Promise.reject(trouble), 'http-503');
  expect(answer).toEqual({ ...bare(false), status: 503 });
});

test('an address that cannot be read is a no as well', async () => {
  const desk = async () => ({ approved: true });
  const answer = await answerTo(desk, 'refuse', '/interworks/Credit-Check/151/%ff');
  expect(answer).toEqual({ ...bare(false), status: 400 });
});

const bare = (isYes: boolean) => ({
  status: 200,
  type: 'application/json; charset=utf-8',
  body: String(isYes),
  cache: 'no-store',
});

async function answerTo(
  check: () => Promise<{ readonly approved: boolean }>,
  standIn: 'refuse' | 'http-503' = 'refuse',
  url = '/interworks/credit-check/151/a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401',
) {
  const { app } = createHttpServer({ log: noLog });
  const principal: Principal = {
    kind: 'key',
    tenantId: 'test' as TenantId,
    actor: 'key:test',
    context: 'APPLICATION',
    permissions: new Set(['credit_check.ask']),
    installation: null,
    addresses: [],
  };
  const hook = {
    answerShape: 'bare',
    standIn,
    deadlineUs: 20_000n,
    hasPathKey: false,
    rateLimit: null,
    basketIds: 'guid',
    standInMinor: 0n,
  } as const;
  registerCreditCheck(app, {
    log: noLog,
    clock: { now: () => instant(0n) },
    credentials: {
      hook: async () => accept(principal),
      hookKey: async () => refuse({ code: 'access.unauthenticated' }),
      hookHeader: async () => refuse({ code: 'access.unauthenticated' }),
    },
    tenant: async () => ({ settings: { hook }, disabledAt: null }) as unknown as Tenant,
    check,
  });
  const answer = await app.inject({
    url,
    headers: { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` },
  });
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    body: answer.body,
    cache: answer.headers['cache-control'],
  };
}
