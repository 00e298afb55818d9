import { serviceManagerCodes, serviceOperations, writeJson } from '@aval/wire';
import { judge, notApplicable } from '../check.ts';
import { differs, expectHeader, expectStatus } from '../expect-answer.ts';
import type { Difference } from '../report.ts';
import { nobodys } from './pre-check-checks.ts';
import type { ServiceCheck } from './service-check.ts';
import {
  bodyOf,
  type PresentedAs,
  pathOf,
  type RawRequest,
  type ServiceWorld,
} from './service-world.ts';
import { cameText, expectCode, expectLike, expectRefused, type Told } from './told.ts';

const ours = { ground: 'ours', source: 'our choice' } as const;
const observed = { ground: 'observed', source: "the vendor's code" } as const;
const create = pathOf('Subscriptions/Create');

/** Credentials, statuses, addresses and content types: pre-checks only. */
export const httpChecks: readonly ServiceCheck[] = [
  {
    name: 'strangers-are-turned-away',
    ...observed,
    proves: 'Without application id or key, or with others, a call is status 401, set-up or not.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      for (const presented of strangers) {
        const what = `credentials: ${presented}`;
        const body = writeJson(bodyOf(world.fresh()));
        found.push(expectStatus(await world.send({ path: create, body, what, presented }), 401));
        const path = '/api/Fields/Get';
        found.push(expectStatus(await world.send({ method: 'GET', path, what, presented }), 401));
      }
      return judge(...found);
    },
  },
  {
    name: 'strangers-are-told-nothing',
    ...ours,
    proves: 'A wrong key and an unknown application get one answer, with Code -1050.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      for (const presented of strangers) {
        const body = writeJson(bodyOf(world.fresh()));
        const what = `credentials: ${presented}`;
        const told = await world.send({ path: create, body, what, presented });
        found.push(expectCode(told, serviceManagerCodes.notAuthorized, 401));
      }
      return judge(...found);
    },
  },
  {
    name: 'key-as-it-is',
    ...ours,
    proves: 'The key is taken in base64, as the platform sends it, and as it is.',
    run: (world) => likeUsual(world, [{ what: 'raw key', presented: 'raw_key' }]),
  },
  {
    name: 'paths-in-any-spelling',
    ...ours,
    proves: 'Groups in the singular, other letter case and a slash at the end are the same path.',
    run: async (world) => {
      if (world.names.paths['Subscriptions/Create'] !== undefined) {
        return notApplicable('its path was given');
      }
      return likeUsual(
        world,
        [
          '/api/Subscription/Create',
          '/API/SUBSCRIPTIONS/CREATE',
          '/api/subscription/create',
          `${create}/`,
        ].map((path) => ({ path, what: 'another spelling' })),
      );
    },
  },
  {
    name: 'content-types-do-not-matter',
    ...ours,
    proves: 'JSON is read under any content type and none, and after a byte order mark.',
    run: (world) =>
      likeUsual(world, [
        { what: 'no content type', headers: { 'Content-Type': null } },
        { what: 'text/plain', headers: { 'Content-Type': 'text/plain' } },
        { what: 'text/json', headers: { 'Content-Type': 'text/json' } },
        { what: 'byte order mark', mark: '\uFEFF' },
      ]),
  },
  {
    name: 'accept-does-not-matter',
    ...ours,
    proves: 'Whatever Accept says, the answer is JSON.',
    run: (world) =>
      likeUsual(
        world,
        ['Accept=application/json', 'text/html', 'application/xml;q=1', ''].map((Accept) => ({
          what: `Accept ${Accept}`,
          headers: { Accept },
        })),
      ),
  },
  {
    name: 'track-ids-do-not-matter',
    ...ours,
    proves: 'A track id of any length and kind changes nothing of the answer.',
    run: (world) =>
      likeUsual(
        world,
        ['t-1', 'x'.repeat(500), '../<b>'].map((id) => ({
          what: 'track id',
          headers: { 'X-CloudPlatform-TrackId': id },
        })),
      ),
  },
  {
    name: 'unregistered-address-of-the-platform',
    ...ours,
    proves: 'A base URI that is not registered for the application is Code -1030, and not called.',
    run: async (world) => {
      const headers = { 'X-CloudPlatform-BaseUri': 'https://unregistered.invalid' };
      const body = writeJson(bodyOf(world.fresh()));
      const told = await world.send({ path: create, body, headers, what: 'other base URI' });
      return judge(expectCode(told, serviceManagerCodes.baseUriNotRegistered));
    },
  },
  {
    name: 'other-verbs',
    ...ours,
    proves: 'Another verb on a path of the wire is status 405, with the one that is allowed.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      for (const method of ['GET', 'PUT', 'DELETE'] as const) {
        const told = await world.send({ method, path: create, what: 'wrong verb' });
        found.push(expectStatus(told, 405), expectHeader(told, 'Allow', 'POST'));
      }
      const path = '/api/Fields/Get';
      const told = await world.send({ path, body: '{}', what: 'wrong verb' });
      return judge(...found, expectStatus(told, 405), expectHeader(told, 'Allow', 'GET'));
    },
  },
  {
    name: 'unknown-operations',
    ...ours,
    proves: 'An operation that nobody knows is status 404.',
    run: async (world) => {
      const body = writeJson(bodyOf(nobodys(world)));
      const paths = ['/api/Subscriptions/Explode', '/api/Certification/Create', '/api'];
      const found: (Difference | null)[] = [];
      for (const path of paths) {
        found.push(expectStatus(await world.send({ path, body, what: 'unknown' }), 404));
      }
      return judge(...found);
    },
  },
  {
    name: 'operations-without-support',
    ...observed,
    proves: 'An operation of the wire that is not implemented is status 200 with a negative Code.',
    run: async (world) => {
      const path = '/api/Users/Get/List';
      const told = await world.send({ path, body: '{"CheckOnly":true}', what: 'users' });
      const isServed = told.status === 200 && told.outcome === null && told.json !== undefined;
      return judge(isServed ? null : (expectStatus(told, 200) ?? expectRefused(told)));
    },
  },
  {
    name: 'business-errors-are-200',
    ...observed,
    proves: 'An error of the business, such as an unknown subscription, has status 200.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      for (const operation of serviceOperations) {
        found.push(expectStatus(await world.ask(operation, nobodys(world)), 200));
      }
      return judge(...found);
    },
  },
  {
    name: 'pre-checks-at-once-agree',
    ...ours,
    proves: 'Twenty equal pre-checks at once get equal answers.',
    run: async (world) => {
      const definition = world.fresh();
      const calls = Array.from({ length: 20 }, () => world.ask('Subscriptions/Create', definition));
      const [first, ...rest] = await Promise.all(calls);
      return judge(...rest.map((told) => (first === undefined ? null : expectLike(told, first))));
    },
  },
];

/** Look back at all calls, and so come last. */
export const lookBackChecks: readonly ServiceCheck[] = [
  {
    name: 'errors-carry-a-text',
    ground: 'documented',
    source: 'documents 001 and 004',
    proves:
      'Every negative Code of this run came with a text, as Message (004) or Description (001).',
    run: async (world) =>
      judge(
        ...world.answers().map((told) => {
          const isMute = told.outcome?.kind === 'refused' && told.outcome.message.trim() === '';
          return isMute ? differs(told, '$.Message', 'a text', 'none') : null;
        }),
      ),
  },
  {
    name: 'only-zero-is-success',
    ground: 'documented',
    source: 'document 004',
    proves: 'No answer of a service operation had a positive Code.',
    run: async (world) =>
      judge(
        ...world.answers().map((told) => {
          const code = told.outcome?.code ?? 0;
          const isOdd = code > 0 && serviceOperations.some((one) => one === told.operation);
          return isOdd ? differs(told, '$.Code', '0 or negative', String(code)) : null;
        }),
      ),
  },
  {
    name: 'bounds-are-never-written',
    ...ours,
    proves:
      'Nothing of this run had Code -80000 or -89999: the document leaves open whose they are.',
    run: async (world) =>
      judge(
        ...world.answers().map((told) => {
          const code = told.outcome?.code ?? 0;
          const isBound = code === -80_000 || code === -89_999;
          return isBound ? differs(told, '$.Code', 'a Code inside a range', String(code)) : null;
        }),
      ),
  },
  {
    name: 'envelopes-are-whole',
    ...ours,
    proves:
      'Every envelope of this run had Code, Message and Result; Description only with an error, with the text of Message; a Message only with an error.',
    run: async (world) => judge(...world.answers().map(expectWhole)),
  },
  {
    name: 'answers-in-time',
    ...ours,
    proves: 'Every answer of this run came within the deadline.',
    run: async (world) => {
      const slowest = [...world.answers()].sort((one, other) => other.tookMs - one.tookMs)[0];
      if (slowest === undefined || slowest.tookMs <= world.deadlineMs) return judge();
      const wanted = `${world.deadlineMs} ms or less`;
      return judge(differs(slowest, 'time', wanted, `${Math.ceil(slowest.tookMs)} ms`));
    },
  },
];

const strangers: readonly PresentedAs[] = ['none', 'no_key', 'wrong_key', 'other_id'];

/** That a pre-check of Create that is sent in other ways gets the answer of the usual way. */
async function likeUsual(
  world: ServiceWorld,
  ways: readonly (Partial<RawRequest> & { readonly what: string; readonly mark?: string })[],
) {
  const body = writeJson(bodyOf(world.fresh()));
  const usual = await world.send({ path: create, body, what: 'as the platform' });
  const found: (Difference | null)[] = [];
  for (const { mark = '', ...way } of ways) {
    found.push(expectLike(await world.send({ path: create, ...way, body: mark + body }), usual));
  }
  return judge(...found);
}

function expectWhole(told: Told): Difference | null {
  const { outcome, json } = told;
  if (outcome === null || json === null || typeof json !== 'object') return null;
  const members = json as Readonly<Record<string, unknown>>;
  const { Message: message, Description: description, Result: result } = members;
  const isError = outcome.kind === 'refused';
  const isWhole =
    typeof message === 'string' &&
    (result === null || typeof result === 'string') &&
    (isError ? description === undefined || description === message : message === '') &&
    (isError || description === undefined);
  return isWhole
    ? null
    : differs(told, '$', 'a whole envelope', `${cameText(told)} ${told.text.slice(0, 120)}`);
}
