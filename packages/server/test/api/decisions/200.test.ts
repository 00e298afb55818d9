import { afterAll, beforeAll, expect, test } from 'vitest';
import { currency } from '../../../src/kernel/currency.ts';
import { money } from '../../../src/kernel/money.ts';
import { aLine } from '../builders.ts';
import { judgeBasket } from '../judge-basket.ts';
import { startApi, type TestApi } from '../start-api.ts';

const eur = (amountMinor: bigint) => money(amountMinor, currency('EUR'));

let api: TestApi;
let organizationId: string;
const made: string[] = [];

beforeAll(async () => {
  api = await startApi();
  organizationId = await aLine(api.client());
  for (const [basketId, total] of [
    ['b1', eur(240_00n)],
    ['b2', eur(9_000_000_00n)],
    ['b3', eur(0n)],
    ['b4', eur(8_000_000_00n)],
  ] as const) {
    api.rooms.clock.pass(1_000_000n);
    made.unshift(await judgeBasket(api, { organizationId, total, basketId }));
  }
});
afterAll(() => api.close());

test('decisions are listed newest first, a page at a time', async () => {
  const first = await api.client().listDecisions({ query: { limit: 3 } });
  if (!first.ok || first.body.next === null) throw new Error('no next page');
  const rest = await api.client().listDecisions({ query: { limit: 3, cursor: first.body.next } });
  if (!rest.ok) throw new Error('no rest');
  const all = [...first.body.items, ...rest.body.items];
  expect(all.map(({ decisionId }) => decisionId)).toEqual(made);
  expect(rest.body.next).toBeNull();
});

test('a list can be narrowed by verdict, kind, organization and subject', async () => {
  const idsOf = async (query: Record<string, string>) => {
    const answer = await api.client().listDecisions({ query: query as never });
    return answer.ok ? answer.body.items.map(({ decisionId }) => made.indexOf(decisionId)) : null;
  };
  expect(await idsOf({ verdict: 'refused' })).toEqual([0, 2]);
  expect(await idsOf({ verdict: 'approved' })).toEqual([1, 3]);
  expect(await idsOf({ kind: 'hold_due' })).toEqual([]);
  expect(await idsOf({ kind: 'credit_check', verdict: 'refused', organizationId })).toEqual([0, 2]);
  expect(await idsOf({ subject: 'interworks.basket:151/b1' })).toEqual([3]);
});

test('a cursor is good for its own list alone', async () => {
  const first = await api.client().listDecisions({ query: { limit: 1, verdict: 'refused' } });
  if (!first.ok || first.body.next === null) throw new Error('no next page');
  const other = await api.client().listDecisions({ query: { cursor: first.body.next } });
  expect(other.ok).toBe(false);
});

test('a yes tells its hold and both verdicts', async () => {
  const decisionId = made[3] ?? '';
  const answer = await api.client().getDecision({ params: { decisionId } });
  expect(answer).toMatchObject({
    ok: true,
    body: {
      decisionId,
      verdict: 'approved',
      rulesVerdict: 'approved',
      ledgerVerdict: 'approved',
      reasonCode: null,
      amount: { amount: '240.00', currency: 'EUR' },
      holdId: expect.stringMatching(/^hold_/),
      position: [{ version: 1 }],
      lineVersion: 2,
    },
  });
});

test('why says what was missing, what would make it a yes, and what was known', async () => {
  const answer = await api.client().explainDecision({ params: { decisionId: made[2] ?? '' } });
  if (!answer.ok) throw new Error('no answer');
  const { decision, reasons, facts } = answer.body;
  expect(decision).toMatchObject({ verdict: 'refused', ledgerVerdict: null, holdId: null });
  const { shortfall } = decision;
  expect(reasons).toEqual([
    {
      code: 'credit.insufficient',
      text: expect.stringContaining(`${shortfall?.amount} EUR are missing`),
      remedy: expect.stringMatching(new RegExp(`^${shortfall?.amount} EUR more headroom`)),
    },
  ]);
  expect(facts).toMatchObject({
    accountId: '151',
    order: { kind: 'found', total: { amount: '9000000.00', currency: 'EUR' } },
  });
});
