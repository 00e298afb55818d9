import { writeJson } from '@aval/wire';
import { type Check, judge } from '../check.ts';
import { differs, expectHeader } from '../expect-answer.ts';
import type { Difference } from '../report.ts';
import {
  type BasketWorld,
  expectAnswer,
  type HookRequest,
  jsonQuestion,
  pairsOf,
  questionOf,
  readAnswer,
} from './basket-world.ts';

const ours = { ground: 'ours', source: 'our choice' } as const;

/** What no document says: shapes, statuses, credentials, repeats and time. */
export const choiceChecks: readonly Check<BasketWorld>[] = [
  {
    name: 'shapes-agree',
    ...ours,
    proves:
      'Query, JSON, form and path are the same question, in any spelling, and get one answer.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      for (const question of spellingsOf(world)) {
        found.push(...expectAnswer(world, await world.call(question), 200, false));
      }
      return judge(...found);
    },
  },
  {
    name: 'malformed-is-false',
    ...ours,
    proves: 'Input that is missing, malformed or contradicts itself is status 400 and false.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      for (const question of malformedOf(world)) {
        const answer = await world.call(question);
        const named = { ...answer, call: `${answer.call} ${question.body ?? ''}`.trim() };
        found.push(...expectAnswer(world, named, 400, false));
      }
      return judge(...found);
    },
  },
  {
    name: 'large-is-false',
    ...ours,
    proves: 'A body above 64 KiB or with more than 500 members is status 413 and false.',
    run: async (world) => {
      const inputs = writeJson({ AccountId: 1, BasketId: world.unknown.basketId }).slice(1);
      const members = Array.from({ length: 501 }, (_, at) => `"m${at}":1`).join(',');
      const found: (Difference | null)[] = [];
      for (const rest of [`"m":"${'x'.repeat(66_000)}"`, members]) {
        const answer = await world.call(jsonQuestion(`{${rest},${inputs}`));
        found.push(
          ...expectAnswer(world, { ...answer, call: `${answer.call} (large)` }, 413, false),
        );
      }
      return judge(...found);
    },
  },
  {
    name: 'strangers-get-false',
    ...ours,
    proves: 'Without credentials, or with others, the answer is status 401 and false.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      const strangers: readonly Pick<HookRequest, 'headers' | 'presented'>[] = [
        { presented: 'none' },
        { presented: 'wrong' },
        ...['', 'Basic', 'Basic e30=', 'Bearer x'].map(
          (Authorization) => ({ presented: 'none', headers: { Authorization } }) as const,
        ),
      ];
      for (const { presented = 'none', headers = {} } of strangers) {
        for (const basket of [world.any, world.unknown]) {
          const question = questionOf(basket, 'json');
          const all = { ...question.headers, ...headers };
          const answer = await world.call({ ...question, presented, headers: all });
          found.push(...expectAnswer(world, answer, 401, false));
        }
      }
      return judge(...found);
    },
  },
  {
    name: 'other-verbs-are-false',
    ...ours,
    proves: 'Another verb is status 405 and false, with the two that are allowed.',
    run: async (world) => {
      const rest = `?${pairsOf(world.unknown)}`;
      const answer = await world.call({ method: 'PUT', rest });
      return judge(
        ...expectAnswer(world, answer, 405, false),
        expectHeader(answer, 'Allow', 'GET, POST'),
      );
    },
  },
  {
    name: 'answers-are-not-stored',
    ...ours,
    proves: 'Answers are JSON by their content type and must not be stored on the way.',
    run: async (world) => {
      const answer = await world.ask(world.unknown);
      return judge(
        expectHeader(answer, 'Content-Type', 'application/json; charset=utf-8'),
        expectHeader(answer, 'Cache-Control', 'no-store'),
      );
    },
  },
  {
    name: 'repeats-agree',
    ...ours,
    proves: 'The same question again gets the same answer.',
    run: async (world) => {
      const answers = [];
      for (let time = 0; time < 5; time += 1) answers.push(await world.ask(world.any));
      return judge(...expectEqual(world, answers));
    },
  },
  {
    name: 'parallel-calls-agree',
    ...ours,
    proves: 'Twenty calls at once for one basket get equal answers.',
    run: async (world) => {
      const calls = Array.from({ length: 20 }, () => world.ask(world.any));
      return judge(...expectEqual(world, await Promise.all(calls)));
    },
  },
];

/** Looks back at all calls, and so comes last. */
export const answersInTime: Check<BasketWorld> = {
  name: 'answers-in-time',
  ...ours,
  proves: 'Every answer of this run came within the deadline.',
  run: async (world) => {
    const slowest = world.slowest();
    const took = `${Math.ceil(slowest.tookMs)} ms`;
    const isInTime = slowest.tookMs <= world.deadlineMs;
    return judge(
      isInTime ? null : differs(slowest, 'time', `${world.deadlineMs} ms or less`, took),
    );
  },
};

function spellingsOf({ unknown }: BasketWorld): readonly HookRequest[] {
  const { accountId, basketId } = unknown;
  const upper = { accountId, basketId: `{${basketId.toUpperCase()}}` };
  const plain = { accountId, basketId: basketId.replaceAll('-', '') };
  const typed = (type: string, body: string): HookRequest => ({
    method: 'POST',
    headers: { 'Content-Type': type },
    body,
  });
  const json = writeJson({ accountid: accountId, BASKETID: basketId, more: { deep: [null] } });
  return [
    ...(['query', 'path', 'form', 'json'] as const).map((shape) => questionOf(unknown, shape)),
    { method: 'POST', rest: `/${accountId}/${basketId}` },
    { method: 'POST', rest: `?${pairsOf(unknown)}` },
    { ...typed('application/json', ''), rest: `?${pairsOf(unknown)}` },
    { method: 'GET', rest: `?${pairsOf(plain).toLowerCase()}` },
    { method: 'GET', rest: `?${encodeURI(pairsOf(upper))}`, headers: { Accept: 'Accept=text' } },
    // The same input in two places, with one meaning.
    { ...jsonQuestion(json), rest: `?${pairsOf(plain)}` },
    typed('text/json', `\uFEFF${json}`),
    typed('text/plain', json),
  ];
}

function malformedOf({ unknown }: BasketWorld): readonly HookRequest[] {
  const { accountId, basketId } = unknown;
  const query = (account: string, basket: string): HookRequest => ({
    method: 'GET',
    rest: `?AccountId=${account}&BasketId=${basket}`,
  });
  const other = basketId.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  const json = (account: string, more = '') =>
    jsonQuestion(`{"AccountId":${account},"BasketId":"${basketId}"${more}}`);
  return [
    { method: 'GET' },
    { method: 'POST' },
    query('', basketId),
    query('0', basketId),
    query('-1', basketId),
    query('1.5', basketId),
    query('1e3', basketId),
    query('9007199254740993', basketId),
    query(accountId, ''),
    query(accountId, basketId.slice(1)),
    query(accountId, `${basketId}&BasketId=${other}`),
    ...['', '{', 'null', '"text"', '[]', 'true'].map(jsonQuestion),
    ...['null', 'true', '1.5', '-1', '[]', '9007199254740993'].map((text) => json(text)),
    json('1', ',"AccountId":2'),
    json('1', ',"basketid":null'),
    json('1', ',"__proto__":{}'),
    { ...json('1'), rest: `?BasketId=${other}` },
  ];
}

function expectEqual(
  world: BasketWorld,
  answers: readonly Parameters<typeof readAnswer>[1][],
): readonly (Difference | null)[] {
  const [first] = answers;
  const wanted = first === undefined ? null : readAnswer(world, first);
  return answers.map((answer, at) => {
    const given = readAnswer(world, answer);
    const isEqual = given !== null && given === wanted && answer.status === first?.status;
    if (isEqual) return null;
    const call = { call: `${answer.call} (${at + 1} of ${answers.length})` };
    return differs(call, '$', `${first?.status} ${wanted}`, `${answer.status} ${given}`);
  });
}
