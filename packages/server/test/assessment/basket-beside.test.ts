import { beforeEach, expect, test } from 'vitest';
import type { CheckSettings, JudgeBasket, JudgePlainBasket } from '../../src/assessment/index.ts';
import { answerBaskets, judgeBeside } from '../../src/compose/basket-beside.ts';
import type { DecisionId } from '../../src/kernel/ids.ts';
import { eur, noon, origin, tenantId } from '../builders/credit.ts';
import { anOrder, defaultSettings } from './desk-rig.ts';

type AskedBasket = Parameters<JudgeBasket>[0];
type PlainBasket = Parameters<JudgePlainBasket>[0];

/** More than there are places for. */
const versionsMax = 600;

/** The questions as they crossed. */
let questions: unknown[];
let isAway: boolean;
let judge: JudgeBasket;
let judgedHere: AskedBasket[];

beforeEach(() => {
  questions = [];
  isAway = false;
  judgedHere = [];
  const answer = answerBaskets(judgedByName);
  judge = judgeBeside(
    async (question) => {
      questions.push(question);
      if (isAway) throw new Error('away');
      return structuredClone(await answer(structuredClone(question)));
    },
    async (asked) => {
      judgedHere.push(asked);
      return { approved: true, holdId: null, decisionId: null };
    },
  );
});

/** Says by which settings it judged which basket. */
const judgedByName: JudgePlainBasket = async ({ request, settings }) => ({
  approved: true,
  holdId: null,
  decisionId: `${request.basketId} by ${settings.basketTtlUs}` as DecisionId,
});

/** The settings that crossed with each question; null where none did. */
const crossed = () =>
  questions.map(
    (question) =>
      Object.values(question as object).find(
        (part) => typeof part === 'object' && part !== null && 'basketTtlUs' in part,
      ) ?? null,
  );

const version = (number: number): CheckSettings =>
  Object.freeze({ ...defaultSettings, basketTtlUs: BigInt(number) });

function asked(settings: CheckSettings, basketId = 'basket'): AskedBasket {
  return {
    request: {
      tenantId,
      installation: 'default',
      accountId: '151',
      basketId,
      origin,
      deadlineAt: noon,
    },
    settings,
    facts: { order: anOrder(), account: null, billing: null, carrier: '151' },
    chosen: null,
  };
}

const judgedBy = async (settings: CheckSettings, basketId?: string) =>
  (await judge(asked(settings, basketId))).decisionId;

test('settings cross with the first question of a version alone', async () => {
  const [one, other] = [version(1), version(2)];
  const answers = await Promise.all([judgedBy(one, 'a'), judgedBy(one, 'b'), judgedBy(other, 'c')]);
  expect(answers).toEqual(['a by 1', 'b by 1', 'c by 2']);
  expect(await judgedBy(one, 'd')).toBe('d by 1');
  expect(await judgedBy(other, 'e')).toBe('e by 2');
  expect(crossed()).toEqual([one, null, other, null, null]);
});

test('more versions than there is room for are each judged by their own, again and again', async () => {
  const versions = Array.from({ length: versionsMax }, (_, index) => version(index));
  for (let round = 0; round < 2; round += 1) {
    // Each right behind one that may just have taken its place.
    const answers = await Promise.all(
      versions.flatMap((settings, index) => [
        judgedBy(settings, `first ${index}`),
        judgedBy(versions[(index * 7) % versionsMax] ?? settings, `second ${index}`),
      ]),
    );
    expect(answers).toEqual(
      versions.flatMap((_, index) => [
        `first ${index} by ${index}`,
        `second ${index} by ${(index * 7) % versionsMax}`,
      ]),
    );
  }
});

test('a version that others have driven out is told again', async () => {
  const first = version(0);
  await judgedBy(first);
  for (let number = 1; number < versionsMax; number += 1) await judgedBy(version(number));
  questions = [];
  expect(await judgedBy(first, 'late')).toBe('late by 0');
  expect(await judgedBy(first, 'later')).toBe('later by 0');
  expect(crossed()).toEqual([first, null]);
});

test('settings that failed on their way are told again with the next question', async () => {
  const [before, lost] = [version(1), version(2)];
  await judgedBy(before);
  isAway = true;
  await expect(judge(asked(lost))).rejects.toThrow('away');
  await expect(judge(asked(lost))).rejects.toThrow('away');
  // Those are known there, whatever becomes of a later question.
  await expect(judge(asked(before))).rejects.toThrow('away');
  isAway = false;
  questions = [];
  expect(await judgedBy(lost, 'a')).toBe('a by 2');
  expect(await judgedBy(lost, 'b')).toBe('b by 2');
  expect(await judgedBy(before, 'c')).toBe('c by 1');
  expect(crossed()).toEqual([lost, null, null]);
});

test('a question whose settings do not stand there is an error, and judged by no others', async () => {
  const first = version(0);
  await judgedBy(first);
  await judgedBy(first);
  const [, withoutSettings] = questions;
  const answer = answerBaskets(judgedByName);
  await expect(answer(withoutSettings)).rejects.toThrow('settings');
  for (let number = 1; number < versionsMax; number += 1) await judgedBy(version(number));
  for (const question of questions) await answer(question);
  await expect(answer(withoutSettings)).rejects.toThrow('settings');
});

test('a basket arrives as it was asked, with all that belongs to it', async () => {
  const arrived: PlainBasket[] = [];
  const answer = answerBaskets(async (asked) => {
    arrived.push(asked);
    return { approved: true, holdId: null, decisionId: null };
  });
  const through = judgeBeside(async (question) => answer(structuredClone(question)), judge);
  // A member that is new stands in no list yet: it breaks this until the list has it.
  const request: Required<PlainBasket['request']> = {
    tenantId,
    installation: 'north',
    accountId: '152',
    basketId: 'b',
    origin: { context: 'INTEGRATIONS', actor: 'key:hook' },
    deadlineAt: noon,
    isAfterwards: true,
  };
  const facts: Required<PlainBasket['facts']> = {
    order: anOrder(),
    account: { kind: 'unavailable', reason: 'timeout' },
    billing: { kind: 'found', billing: { overdue: eur(1n) } },
    carrier: '700',
  };
  const settings = version(1);
  await through({ request, settings, facts, chosen: null });
  expect(arrived).toEqual([{ request, settings, facts }]);
});

test('a basket with a ruleset is judged here, and nobody is asked', async () => {
  const withRuleset: AskedBasket = {
    ...asked(version(1)),
    chosen: { rulesetId: 1, version: null },
  };
  await judge(withRuleset);
  expect(judgedHere).toEqual([withRuleset]);
  expect(questions).toEqual([]);
});
