import { serviceManagerCodes, type WritableJson, writeJson } from '@aval/wire';
import { judge } from '../check.ts';
import type { Difference, Verdict } from '../report.ts';
import { nobodys } from './pre-check-checks.ts';
import type { ServiceCheck } from './service-check.ts';
import { bodyOf, pathOf, type ServiceWorld } from './service-world.ts';
import { expectCode, expectLike } from './told.ts';

const ours = { ground: 'ours', source: 'our choice' } as const;
const codes = serviceManagerCodes;

/**
 * How bodies are read. What a careless server might take for a real call is sent about a
 * subscription that nobody has, so that nothing can come of it.
 */
export const bodyChecks: readonly ServiceCheck[] = [
  {
    name: 'check-only-is-a-boolean',
    ...ours,
    proves: 'A CheckOnly that is not true or false is Code -1002: it is never taken for either.',
    run: (world) =>
      eachBody(world, codes.memberOfWrongType, [
        ...['"true"', '"false"', '1', '0', 'null', '[]', '{}', '""'].map((text) => ({
          what: `CheckOnly ${text}`,
          body: nobodysBody(world, `"CheckOnly":${text}`),
        })),
      ]),
  },
  {
    name: 'check-only-stands-once',
    ...ours,
    proves: 'A CheckOnly that stands twice, in whatever letter case, is Code -1003.',
    run: (world) =>
      eachBody(world, codes.memberTwice, [
        ...[
          '"CheckOnly":true,"CheckOnly":false',
          '"CheckOnly":false,"CheckOnly":true',
          '"CheckOnly":true,"checkonly":false',
          '"checkonly":true,"CHECKONLY":true',
          '"CheckOnly":true,"Check\\u004fnly":false',
        ].map((members) => ({ what: members, body: nobodysBody(world, members) })),
      ]),
  },
  {
    name: 'members-stand-once',
    ...ours,
    proves: 'Any member that stands twice, in whatever letter case, is Code -1003.',
    run: (world) =>
      eachBody(world, codes.memberTwice, [
        ...['"Quantity":1', '"quantity":1', '"SERVICETYPE":"x"', '"addons":[]'].map((member) => ({
          what: `${member} once more`,
          body: nobodysBody(world, `"CheckOnly":true,${member}`),
        })),
      ]),
  },
  {
    name: 'unreadable-bodies',
    ...ours,
    proves: 'A body that is no JSON object is Code -1000 with status 200.',
    run: (world) =>
      eachBody(world, codes.bodyNotReadable, [
        ...['', '{', '[]', 'null', '"text"', 'true', '{"CheckOnly":true,}'].map((body) => ({
          what: `body ${body === '' ? 'empty' : body}`,
          body,
        })),
        { what: '__proto__', body: nobodysBody(world, '"CheckOnly":true,"__proto__":{}') },
      ]),
  },
  {
    name: 'large-bodies',
    ...ours,
    proves: 'A body above 1 MiB or with more than 20,000 members is status 413, Code -1000.',
    run: async (world) => {
      const members = Array.from({ length: 20_001 }, (_, at) => `"m${at}":1`).join(',');
      const path = pathOf('Subscriptions/Update');
      const found: (Difference | null)[] = [];
      for (const [what, more] of [
        ['1.1 MB', `"m":"${'x'.repeat(1_100_000)}"`],
        ['20,001 members', members],
      ] as const) {
        const body = nobodysBody(world, `"CheckOnly":true,${more}`);
        const told = await world.send({ path, body, what });
        found.push(expectCode(told, codes.bodyNotReadable, 413));
      }
      return judge(...found);
    },
  },
  {
    name: 'totals-are-whole-numbers',
    ...ours,
    proves:
      'A Quantity that is negative, fractional, no number or beyond all numbers is Code -1002.',
    run: (world) =>
      eachBody(world, codes.memberOfWrongType, [
        ...['-1', '1.5', '"2"', 'true', '1e400', '[]'].map((text) => ({
          what: `Quantity ${text}`,
          body: createBody(world, 'Quantity', text),
        })),
      ]),
  },
  {
    name: 'members-that-are-needed',
    ...ours,
    proves:
      'ServiceType, and on a Create ProductID, Quantity and Account, are needed: without them, or with null, it is Code -1001.',
    run: (world) =>
      eachBody(world, codes.memberMissing, [
        ...['ServiceType', 'ProductID', 'Quantity', 'Account'].flatMap((member) => [
          { what: `no ${member}`, body: createBody(world, member, null) },
          { what: `${member} null`, body: createBody(world, member, 'null') },
        ]),
        { what: 'no ID', path: pathOf('Subscriptions/Suspend'), body: withoutIds(world) },
      ]),
  },
  {
    name: 'spellings-agree',
    ...ours,
    proves:
      'Names in any letter case, null for what is absent, unknown members and an ActionType by its number change nothing of an answer.',
    run: async (world) => {
      const body = bodyOf(world.fresh());
      const path = pathOf('Subscriptions/Create');
      const usual = await world.send({ path, body: writeJson(body), what: 'as the platform' });
      const found: (Difference | null)[] = [];
      for (const [what, spelled] of Object.entries(spellingsOf(body))) {
        found.push(expectLike(await world.send({ path, body: writeJson(spelled), what }), usual));
      }
      return judge(...found);
    },
  },
];

type Body = { readonly [name: string]: WritableJson | undefined };

function spellingsOf(body: Body): Readonly<Record<string, Body>> {
  const entries = Object.entries(body);
  return {
    'lower case': Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value])),
    'upper case': Object.fromEntries(entries.map(([name, value]) => [name.toUpperCase(), value])),
    nulls: { ...body, OriginalSubscriptionID: null, ExtraDetails: null, BillingCycle: null },
    'unknown members': { ...body, Later: { of: ['the', null, 2] }, CheckEverything: false },
    'ActionType 1': { ...body, ActionType: 1 },
    'ActionType in lower case': { ...body, ActionType: 'provision' },
  };
}

async function eachBody(
  world: ServiceWorld,
  code: number,
  cases: readonly { readonly what: string; readonly body: string; readonly path?: string }[],
): Promise<Verdict> {
  const found: (Difference | null)[] = [];
  for (const { what, body, path = pathOfBody(body) } of cases) {
    found.push(expectCode(await world.send({ path, what, body }), code));
  }
  return judge(...found);
}

/** Only a Create with an honest `CheckOnly: true` goes where something could be made. */
function pathOfBody(body: string): string {
  const isHonest = body.startsWith('{"ID":null,') && body.endsWith('"CheckOnly":true}');
  return pathOf(isHonest ? 'Subscriptions/Create' : 'Subscriptions/Update');
}

/** A call about nobody's subscription, with these members at the end. */
function nobodysBody(world: ServiceWorld, members: string): string {
  const { CheckOnly: _left, ...body } = bodyOf(nobodys(world));
  return `${writeJson(body).slice(0, -1)},${members}}`;
}

/** A pre-check of a Create with another text in the place of a member, or without it. */
function createBody(world: ServiceWorld, member: string, text: string | null): string {
  const { CheckOnly: _last, [member]: _left, ...body } = bodyOf(world.fresh());
  const more = text === null ? '' : `,"${member}":${text}`;
  return `${writeJson(body).slice(0, -1)}${more},"CheckOnly":true}`;
}

function withoutIds(world: ServiceWorld): string {
  const {
    ID: _id,
    SubscriptionID: _subscription,
    ActionType: _none,
    ...body
  } = bodyOf(nobodys(world));
  return writeJson(body);
}
