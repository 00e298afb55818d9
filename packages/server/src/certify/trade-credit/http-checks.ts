import { oneSynchronizationSegment, writeJson } from '@aval/wire';
import { type Check, judge, notApplicable } from '../check.ts';
import { differs, expectBody, expectHeader, expectStatus } from '../expect-answer.ts';
import { type ClientWorld, creditOf, pathOf, putOf, tripleOf } from './client-world.ts';
import { expectError } from './value-checks.ts';

const ours = { ground: 'ours', source: 'our choice' } as const;

/** How calls are carried, where no document says it. */
export const httpChecks: readonly Check<ClientWorld>[] = [
  {
    name: 'paths-in-any-case',
    ...ours,
    proves: 'Letter case of the path does not matter, and a slash at its end is taken.',
    run: async (world) => {
      const triple = tripleOf(8_300, 0);
      await world.put(triple);
      const path = pathOf(world.segment);
      const found = [];
      for (const other of [`${path}/`, path.toUpperCase()]) {
        const answer = await world.call({ method: 'GET', path: other });
        found.push(expectStatus(answer, 200), expectBody(answer, creditOf(world.clientId, triple)));
      }
      return judge(...found);
    },
  },
  {
    name: 'careless-headers-are-read',
    ...ours,
    proves: 'A malformed Accept, and a content type without a body, are no reason to refuse.',
    run: async (world) => {
      const triple = tripleOf(8_400, 0);
      await world.put(triple);
      const headers = { accept: 'Accept=application/json', 'Content-Type': 'application/json' };
      const answer = await world.call({ method: 'GET', path: pathOf(world.segment), headers });
      return judge(expectStatus(answer, 200), expectBody(answer, creditOf(world.clientId, triple)));
    },
  },
  {
    name: 'other-verbs-are-405',
    ...ours,
    proves: 'Another verb on the feed is status 405 and names the one that is allowed.',
    run: async (world) => {
      const answer = await world.call({ method: 'POST', path: pathOf(oneSynchronizationSegment) });
      return judge(
        ...expectError(answer, 'METHOD_NOT_ALLOWED'),
        expectHeader(answer, 'Allow', 'GET'),
      );
    },
  },
  {
    name: 'ids-are-checked',
    ...ours,
    proves: 'An id that is none is status 400 on every verb.',
    run: async (world) => {
      const found = [];
      for (const id of ['org%3A', 'org%3Aa%20b', 'x%3Ay', 'a'.repeat(129)]) {
        const body = writeJson(tripleOf(1, 0));
        for (const request of [
          { method: 'GET', path: pathOf(id) } as const,
          putOf(id, body),
          { method: 'DELETE', path: pathOf(id) } as const,
        ]) {
          found.push(...expectError(await world.call(request), 'INVALID_VALUE'));
        }
      }
      return judge(...found);
    },
  },
  {
    name: 'request-ids',
    ...ours,
    proves: 'Every answer carries X-Request-Id, and that of the caller comes back.',
    run: async (world) => {
      const path = pathOf(world.segment);
      const without = await world.call({ method: 'GET', path });
      const headers = { 'X-Request-Id': 'certify-1' };
      const named = await world.call({ method: 'GET', path, headers });
      const isThere = without.headers['x-request-id'] !== undefined;
      return judge(
        isThere ? null : differs(without, 'X-Request-Id', 'an id', 'no such header'),
        expectHeader(named, 'X-Request-Id', 'certify-1'),
      );
    },
  },
  {
    name: 'versions-guard-a-put',
    ...ours,
    proves:
      'GET and PUT carry an ETag; If-Match with another one is status 412 and changes nothing.',
    run: async (world) => {
      const [first, second] = [tripleOf(8_500, 0), tripleOf(8_600, 0)];
      await world.put(first);
      const tag = (await world.get()).headers['etag'];
      if (tag === undefined) return notApplicable('the server has no ETag');
      const guarded = (triple: typeof first) =>
        world.call(putOf(world.segment, writeJson(triple), { 'If-Match': tag }));
      const taken = await guarded(second);
      const refused = await guarded(first);
      return judge(
        expectStatus(taken, 200),
        ...expectError(refused, 'VERSION_MISMATCH'),
        expectBody(await world.get(), creditOf(world.clientId, second)),
      );
    },
  },
];
