import { expect, test } from 'vitest';
import { eur, jpy, later, noon } from '../../test/builders/credit.ts';
import { dateOf, day, hour, type Instant } from '../kernel/clock.ts';
import type { DecisionId, TenantId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import { judgeStandIn, type StandInYes } from './stand-in.ts';

const judge = (total: Money, given: readonly StandInYes[], basketId = 'new') =>
  judgeStandIn({ basketId, total }, eur(500_00n), given, dateOf(noon));

test('the yeses of an account and a day stay within the allowance together', () => {
  expect(judge(eur(500_00n), [])).toBe('allowed');
  expect(judge(eur(500_01n), [])).toBe('refused');
  const given = [aYes('one', 200_00n), aYes('two', 200_00n)];
  expect(judge(eur(100_00n), given)).toBe('allowed');
  expect(judge(eur(100_01n), given)).toBe('refused');
});

test('a basket counts once, however often it asks, and for the most that it was given', () => {
  const given = [aYes('one', 200_00n), aYes('one', 300_00n)];
  expect(judge(eur(300_00n), given, 'one')).toBe('again');
  expect(judge(eur(100_00n), given, 'one')).toBe('again');
  expect(judge(eur(400_00n), given, 'one')).toBe('allowed');
  expect(judge(eur(500_01n), given, 'one')).toBe('refused');
  expect(judge(eur(200_00n), given)).toBe('allowed');
});

test('a new day has a new allowance, for the same basket too', () => {
  const yesterday = later(-day + 11n * hour);
  const given = [aYes('one', 500_00n, yesterday)];
  expect(judge(eur(500_00n), given)).toBe('allowed');
  expect(judge(eur(500_00n), given, 'one')).toBe('allowed');
});

test('an amount in another currency has no allowance', () => {
  expect(judge(jpy(1n), [])).toBe('refused');
});

function aYes(basketId: string, amountMinor: bigint, at: Instant = noon): StandInYes {
  return {
    decisionId: `dec_${basketId}` as DecisionId,
    tenantId: 'test' as TenantId,
    installation: 'default',
    accountId: '151',
    basketId,
    amountMinor,
    currency: eur(0n).currency,
    cause: 'storage.unavailable',
    at,
  };
}
