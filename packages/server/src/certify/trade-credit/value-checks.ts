import { type OneErrorName, oneErrorStatus, writeJson } from '@aval/wire';
import type { Answer } from '../caller.ts';
import { type Check, judge } from '../check.ts';
import { differs, expectBody, expectStatus } from '../expect-answer.ts';
import type { Difference } from '../report.ts';
import { type ClientWorld, creditOf, putOf, tripleOf } from './client-world.ts';

const ours = { ground: 'ours', source: 'our choice' } as const;

/** How values and bodies are read, where no document says it. */
export const valueChecks: readonly Check<ClientWorld>[] = [
  {
    name: 'bad-bodies-write-nothing',
    ...ours,
    proves: 'A body that cannot be taken is status 400 with its own error, and nothing is written.',
    run: async (world) => {
      const before = tripleOf(8_000, 80);
      const found: (Difference | null)[] = [expectStatus(await world.put(before), 200)];
      const end = await world.feedEnd();
      for (const [error, body] of badBodies) {
        const answer = await world.call(putOf(world.segment, body));
        found.push(...expectError(answer, error));
      }
      found.push(expectBody(await world.get(), creditOf(world.clientId, before)));
      return judge(...found, await expectNoRow(world, end));
    },
  },
  {
    name: 'numbers-are-exact',
    ...ours,
    proves: 'Fifteen digits, cents and a negative use come back as they were written.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      for (const [credit, used, left] of exactTriples) {
        const body = `{"creditValue":${credit},"creditValueUsed":${used},"availableCreditValue":${left}}`;
        const put = await world.call(putOf(world.segment, body));
        const get = await world.get();
        for (const answer of [put, get]) {
          found.push(
            expectBody(answer, {
              clientId: world.clientId,
              creditValue: Number(credit),
              creditValueUsed: Number(used),
              availableCreditValue: Number(left),
            }),
          );
        }
        found.push(...hasSpelling(get, [credit, used, left]));
      }
      return judge(...found);
    },
  },
  {
    name: 'careless-bodies-are-read',
    ...ours,
    proves:
      'A byte order mark, any content type or none, other members and the own clientId are fine.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      const types = ['text/json', 'text/plain', 'application/json; charset=utf-8', 'x', null];
      for (const [at, type] of types.entries()) {
        const triple = tripleOf(8_100 + at, 0);
        const body = { ...triple, clientId: world.clientId.toUpperCase(), more: { deep: [null] } };
        const text = `\uFEFF${writeJson(body)}`;
        const put = await world.call(putOf(world.segment, text, { 'Content-Type': type }));
        found.push(
          expectStatus(put, 200),
          expectBody(await world.get(), creditOf(world.clientId, triple)),
        );
      }
      return judge(...found);
    },
  },
  {
    name: 'large-bodies-are-refused',
    ...ours,
    proves:
      'A body above 64 KiB or with more than 500 members is status 413, and nothing is written.',
    run: async (world) => {
      const end = await world.feedEnd();
      const triple = writeJson(tripleOf(8_200, 0)).slice(1);
      const members = Array.from({ length: 501 }, (_, at) => `"m${at}":1`).join(',');
      const found: (Difference | null)[] = [];
      for (const rest of [`"m":"${'x'.repeat(66_000)}"`, members]) {
        const answer = await world.call(putOf(world.segment, `{${rest},${triple}`));
        found.push(...expectError({ ...answer, call: `${answer.call} (large)` }, 'BODY_TOO_LARGE'));
      }
      return judge(...found, await expectNoRow(world, end));
    },
  },
];

const good = '{"availableCreditValue":9000,"creditValue":10000,"creditValueUsed":1000}';
const first = (more: string) => good.replace('{', `{${more},`);
const limit = (text: string) => good.replace('10000', text);

const badBodies: readonly (readonly [error: OneErrorName, body: string])[] = [
  ['INVALID_BODY', ''],
  ['INVALID_BODY', '{'],
  ['INVALID_BODY', 'null'],
  ['INVALID_BODY', '[]'],
  ['INVALID_BODY', '"text"'],
  ['INVALID_BODY', `${good} more`],
  ['INVALID_BODY', first('"creditValue":1')],
  ['INVALID_BODY', first('"CREDITVALUE":1')],
  ['INVALID_BODY', first('"__proto__":{}')],
  ['INVALID_BODY', first(`"deep":${'['.repeat(20)}${']'.repeat(20)}`)],
  ['INVALID_BODY', limit('NaN')],
  ['INVALID_BODY', limit('010000')],
  ['VALUE_REQUIRED', '{}'],
  ['INVALID_VALUE', limit('null')],
  ['INVALID_VALUE', limit('true')],
  ['INVALID_VALUE', limit('"10000"')],
  ['INVALID_VALUE', limit('{}')],
  ['INVALID_VALUE', limit('-1')],
  ['INVALID_VALUE', limit('1e400')],
  ['INVALID_VALUE', limit('9007199254740993')],
  ['INVALID_VALUE', first('"clientId":"org:somebody-else"')],
  ['INVALID_VALUE', first('"clientId":7')],
];

const exactTriples = [
  ['9999999999999.99', '0.01', '9999999999999.98'],
  ['100.1', '-50', '150.1'],
] as const;

/** An error in this wire's shape; its message is free. */
export function expectError(answer: Answer, error: OneErrorName): readonly (Difference | null)[] {
  const status = oneErrorStatus[error];
  const found = expectStatus(answer, status);
  if (found !== null) return [found];
  return [expectBody(answer, { code: status, error, message: '<any-string>' })];
}

async function expectNoRow(
  world: ClientWorld,
  end: bigint | Difference,
): Promise<Difference | null> {
  if (typeof end !== 'bigint') return end;
  const news = await world.readOn(end);
  if (!('rows' in news)) return news;
  const own = news.rows.filter(({ clientId }) => world.isOwn(clientId)).length;
  const call = { call: `GET …/synchronization?startId=${end}` };
  return own === 0 ? null : differs(call, '$.events', 'of this client none', String(own));
}

/** A double shows fewer digits than it was given: the text itself must hold them. */
function hasSpelling(answer: Answer, texts: readonly string[]): readonly (Difference | null)[] {
  return texts.map((text) =>
    answer.text.includes(text) ? null : differs(answer, '$', `the digits ${text}`, 'others'),
  );
}
