import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eur, noon } from '../../test/builders/credit.ts';
import { instant } from '../kernel/clock.ts';
import { askPlatform } from './gather-facts.ts';
import type { CheckSettings, Platform } from './ports.ts';

let unhandled: unknown[];
const note = (reason: unknown) => unhandled.push(reason);
beforeEach(() => {
  unhandled = [];
  process.on('unhandledRejection', note);
});
afterEach(() => {
  process.off('unhandledRejection', note);
});

const away = (name: string, ms: number) =>
  pause(ms).then(() => {
    throw new Error(name);
  });

const request = {
  tenantId: 'test',
  installation: 'default',
  accountId: '7',
  basketId: 'b',
  origin: { context: 'INTEGRATIONS', actor: 'key:test' },
  deadlineAt: instant(noon + 1_000_000n),
};
const settings = {
  currency: 'EUR',
  rules: {
    overdueMaxMinor: 0n,
    needsOrdering: true,
    recurringBase: 'first-invoice',
    amountBase: 'gross',
    carrier: 'orderer',
  },
};

test('whichever questions to a platform fail, and in whatever order, one failure is told', async () => {
  const found = {
    order: {
      kind: 'found',
      order: { orderId: 'b', accountId: '7', total: eur(1n), statusType: '' },
    },
    account: { kind: 'unknown' },
    billing: { kind: 'unknown' },
  } as const;
  for (const failing of [['order'], ['account'], ['billing'], ['order', 'account', 'billing']]) {
    for (const times of [
      [1, 4, 7],
      [7, 4, 1],
      [4, 1, 7],
    ] as const) {
      const say = <Answer>(name: string, at: number, answer: Answer): Promise<Answer> =>
        failing.includes(name) ? away(name, times[at] ?? 0) : pause(times[at], answer);
      const platform: Platform = {
        order: () => say('order', 0, found.order),
        account: () => say('account', 1, found.account),
        billing: async (_at, _account, currency) => {
          await say('billing', 2, null);
          await currency;
          return found.billing;
        },
      };
      const deps = { platform, clock: { now: () => noon } };
      const asked = askPlatform(deps, request as never, settings as unknown as CheckSettings);
      await expect(asked).rejects.toThrow(/^(order|account|billing)$/);
      await pause(10);
    }
  }
  expect(unhandled).toEqual([]);
});
