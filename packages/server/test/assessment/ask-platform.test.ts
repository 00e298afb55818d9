import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askPlatform } from '../../src/assessment/gather-facts.ts';
import type { Platform } from '../../src/assessment/index.ts';
import { plus, second } from '../../src/kernel/clock.ts';
import { noon, tenantId } from '../builders/credit.ts';
import { account, anOrder, basket, defaultSettings } from './desk-rig.ts';

let unhandled: unknown[];
const note = (reason: unknown) => unhandled.push(reason);
beforeEach(() => {
  unhandled = [];
  process.on('unhandledRejection', note);
});
afterEach(() => {
  process.off('unhandledRejection', note);
});

const request = {
  tenantId,
  installation: 'default',
  accountId: account,
  basketId: basket,
  origin: { context: 'APPLICATION', actor: 'key:hook' },
  deadlineAt: plus(noon, second),
} as const;
/** All three questions are asked. */
const settings = {
  ...defaultSettings,
  rules: { ...defaultSettings.rules, needsOrdering: true, overdueMaxMinor: 0n },
};

type Question = 'order' | 'account' | 'billing';
const failures: readonly (readonly Question[])[] = [
  ['order'],
  ['account'],
  ['billing'],
  ['order', 'account', 'billing'],
];
const orders: readonly (readonly Question[])[] = [
  ['order', 'account', 'billing'],
  ['billing', 'account', 'order'],
  ['account', 'billing', 'order'],
  ['order', 'billing', 'account'],
];

for (const failing of failures) {
  for (const order of orders) {
    const title = `${failing.join(', ')} failing, ends in the order ${order.join(', ')}`;
    test(`one failure of a platform is told and none is left over: ${title}`, async () => {
      const ends = new Map<Question, () => void>();
      const say = <Answer>(question: Question, answer: Answer) =>
        new Promise<Answer>((resolve, reject) => {
          const fail = () => reject(new Error(question));
          ends.set(question, failing.includes(question) ? fail : () => resolve(answer));
        });
      const platform: Platform = {
        order: () => say('order', anOrder()),
        account: () => say('account', { kind: 'unknown' }),
        billing: async (_at, _account, currency) => {
          const answer = await say('billing', { kind: 'unknown' } as const);
          await currency;
          return answer;
        },
      };
      const asked = askPlatform({ platform, clock: { now: () => noon } }, request, settings);
      const told = expect(asked).rejects.toThrow(/^(order|account|billing)$/);
      for (const question of order) {
        ends.get(question)?.();
        await nextTurn();
      }
      await told;
      await nextTurn();
      expect(unhandled).toEqual([]);
    });
  }
}
