import { readFileSync } from 'node:fs';
import {
  allowedActionTypes,
  audienceOf,
  chooseLanguage,
  type Exchange,
  matchServiceManagerRoute,
  readServiceCall,
  readServiceManagerBody,
  type ServiceCall,
  type ServiceOperation,
  serviceManagerCodes,
  serviceOperations,
  writeJson,
} from '@aval/wire';
import { expect, test } from 'vitest';
import {
  allowedActions,
  audienceOfCode,
  type BrokenRule,
  brokenExamples,
  exampleRules,
  type FulfilmentRefusal,
  findRepeat,
  hashOfCall,
  noOutsideFacts,
  planAsset,
  planSubscription,
  type RememberedCall,
  ruleFacts,
  type Subscription,
  selectMessage,
} from '../../src/fulfilment/index.ts';
import { instant } from '../../src/kernel/clock.ts';
import {
  actionOf,
  desiredOf,
  operationNames,
} from '../../src/protocols/interworks/service-manager/read-call.ts';
import { aContext, hash } from '../builders/fulfilment.ts';
import { goldenNow, goldenService, goldenSubscriptions } from './golden-calls.ts';

/** The rules of the room against the recorded calls of the wire, without any server between. */
const exchanges = JSON.parse(
  readFileSync(
    new URL('../../../wire/exchanges/interworks-service-manager.json', import.meta.url),
    'utf8',
  ),
) as readonly Exchange[];

type Call = ServiceCall & { readonly operation: ServiceOperation };

function find(name: string): Exchange {
  const found = exchanges.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no exchange ${name}`);
  return found;
}

/** The call of an exchange as the wire reads it, or null where no rule gets to see it. */
function callOf({ request }: Exchange): Call | null {
  const match = matchServiceManagerRoute(request.method, request.path);
  const operation = serviceOperations.find(
    (one) => match.kind === 'operation' && match.operation === one,
  );
  if (operation === undefined || request.body === undefined) return null;
  const body = readServiceManagerBody(
    typeof request.body === 'string' ? request.body : writeJson(request.body),
  );
  const read = body.ok ? readServiceCall(body.value, operation) : body;
  return read.ok ? { ...read.value, operation } : null;
}

function currentOf(
  { definition: { id, subscriptionId } }: Call,
  subscriptions = goldenSubscriptions,
): Subscription | null {
  return (
    subscriptions.find(({ externalId }) => externalId === id) ??
    subscriptions.find(({ platformId }) => platformId === subscriptionId) ??
    null
  );
}

function planOf(call: Call, subscriptions = goldenSubscriptions) {
  const desired = desiredOf(call.definition);
  const operation = operationNames[call.operation];
  const current = currentOf(call, subscriptions);
  const given = {
    desired,
    desiredHash: hashOfCall(operation, '', desired, hash),
    platformId: call.definition.subscriptionId,
    accountId: call.definition.account?.id ?? '',
    isTrial: call.definition.isTrial ?? false,
  };
  const context = { ...aContext(goldenService), now: goldenNow };
  return operation.startsWith('asset.')
    ? planAsset(operation as 'asset.create', null, given, context)
    : planSubscription(operation as 'subscription.create', current, given, context);
}

/** The fixture's own rule beside the five examples. */
const watchList = { code: -10_010, audience: 'back_office' } as const;

function messageOf(exchange: Exchange, call: Call) {
  const { definition } = call;
  const accountId = definition.account?.id ?? '';
  const headers: Readonly<Record<string, string | undefined>> = exchange.request.headers;
  const language = chooseLanguage(headers['Accept-Language'], 'en');
  const facts = ruleFacts({
    operation: operationNames[call.operation],
    service: goldenService,
    accountId,
    desired: desiredOf(definition),
    current: currentOf(call),
    subscriptions: goldenSubscriptions.filter((one) => one.accountId === accountId),
    requester: null,
    isTrial: definition.isTrial,
    isFromOrder: definition.isFromOrder,
    settings: {},
    outside: noOutsideFacts,
    now: goldenNow,
  });
  const broken: BrokenRule[] = [...brokenExamples(facts, language)];
  if (call.operation === 'Subscriptions/Create' && accountId === '155') {
    broken.push({ ...watchList, text: 'Customer is on the internal watch list.' });
  }
  return selectMessage(broken);
}

const ruleCodes = [...exampleRules.map(({ code }) => code), watchList.code];

/** Calls that start from the fixture, and are answered by the room alone. */
const judged = exchanges.flatMap((exchange) => {
  const call = exchange.after === undefined ? callOf(exchange) : null;
  const body = exchange.response.body as { readonly Code?: number; readonly Message?: string };
  const isOurs = exchange.given === undefined && exchange.response.status === 200;
  const code = body?.Code ?? 1;
  return call !== null && isOurs && (code === 0 || ruleCodes.includes(code))
    ? [{ exchange, call, code, message: body.Message ?? '' }]
    : [];
});

test.each(judged.map((one) => [one.exchange.name, one] as const))(
  'the ready rules say of %s what was recorded',
  (_, { exchange, call, code, message }) => {
    const selected = messageOf(exchange, call);
    expect({ code: selected?.code ?? 0, message: selected?.message ?? '' }).toEqual({
      code,
      message,
    });
    if (code === 0) expect(planOf(call).ok).toBe(true);
  },
);

test('the recorded calls break each of the five rules, alone and together, and most break none', () => {
  const codes = new Set(judged.map(({ code }) => code));
  expect([...codes].sort()).toEqual([0, ...ruleCodes].sort());
  expect(judged.length).toBeGreaterThan(35);
  expect(judged.filter(({ code }) => code === 0).length).toBeGreaterThan(20);
});

/** What the wire answers to a refusal of the room, where the registry has a code for it. */
const wireCodes: { readonly [Code in FulfilmentRefusal['code']]?: number } = {
  'fulfilment.action_contradicts': serviceManagerCodes.actionContradicts,
  'fulfilment.object_unknown': serviceManagerCodes.objectUnknown,
  'fulfilment.addon_not_of_product': serviceManagerCodes.addonNotOfProduct,
  'fulfilment.other_content': serviceManagerCodes.otherContent,
  'fulfilment.plan_change_not_possible': serviceManagerCodes.planChangeNotPossible,
};

test.each([
  'addon-error',
  'unknown-subscription',
  'addon-create-parent-not-none',
  'addon-create-with-cancelled-addon',
  'addon-cancel-with-provisioned-addon',
  'suspend-with-cancel-action',
])('%s is refused by the room for the recorded cause', (name) => {
  const exchange = find(name);
  const call = callOf(exchange);
  if (call === null) throw new Error('not readable');
  const planned = planOf(call);
  expect(planned.ok).toBe(false);
  if (planned.ok) return;
  const { Code: code } = exchange.response.body as { readonly Code: number };
  expect(wireCodes[planned.refusal.code]).toBe(code);
});

/** Each line: calls in order, and what is in force at the end. */
const stories: readonly (readonly [readonly string[], object])[] = [
  [
    ['real-suspend', 'suspend-again', 'activate-after-suspend', 'suspend-after-activate'],
    { state: 'suspended' },
  ],
  [
    [
      'real-update-quantity',
      'real-update-quantity-repeated',
      'update-back-to-5',
      'update-again-to-8',
    ],
    { quantity: 8 },
  ],
  [
    [
      'addon-create-one-ordered-one-untouched',
      'addon-create-repeated',
      'addon-update-total-quantity',
    ],
    {
      quantity: 5,
      addons: [
        { productId: 'VX-ADD-B', quantity: 1 },
        { productId: 'VX-ADD-A', quantity: 5 },
      ],
    },
  ],
  [
    ['addon-create-one-ordered-one-untouched', 'addon-a-cancel', 'addon-create-after-cancel'],
    {
      addons: [{ productId: 'VX-ADD-B' }, { productId: 'VX-ADD-A', state: 'active', quantity: 2 }],
    },
  ],
  [
    ['addon-create-one-ordered-one-untouched', 'addon-cancel', 'addon-cancel-repeated'],
    {
      addons: [
        { productId: 'VX-ADD-B', state: 'cancelled' },
        { productId: 'VX-ADD-A', quantity: 2 },
      ],
    },
  ],
  [['real-upgradedowngrade'], { productId: 'VX-EDU', quantity: 5 }],
];

test.each(stories)('%j end as the notes of the exchanges say', (names, expected) => {
  let subscriptions = goldenSubscriptions;
  for (const name of names) {
    const call = callOf(find(name));
    if (call === null) throw new Error(name);
    const planned = planOf(call, subscriptions);
    if (!planned.ok) throw new Error(`${name}: ${planned.refusal.code}`);
    const { thing, kind } = planned.value;
    expect(kind, name).toBe(/again$|repeated$/.test(name) ? 'unchanged' : 'changed');
    subscriptions = subscriptions.map((one) =>
      one.externalId === thing.externalId ? (thing as Subscription) : one,
    );
  }
  expect(subscriptions[0]).toMatchObject(expected);
});

test('a Create that is repeated is answered again, and with other content refused', () => {
  const create = callOf(find('real-create-after-precheck'));
  if (create === null) throw new Error('not readable');
  const first = planOf(create);
  if (!first.ok) throw new Error(first.refusal.code);
  const subscriptions = [...goldenSubscriptions, first.value.thing as Subscription];
  const again = callOf(find('real-create-repeated'));
  const other = callOf(find('real-create-repeated-other-content'));
  if (again === null || other === null) throw new Error('not readable');
  expect(planOf(again, subscriptions)).toEqual({
    ok: true,
    value: { kind: 'unchanged', thing: first.value.thing },
  });
  expect(planOf(other, subscriptions)).toMatchObject({
    refusal: { code: 'fulfilment.other_content' },
  });
});

test('the late repeat of the exchanges is known by its track id and content alone', () => {
  const remembered: RememberedCall[] = [];
  const kinds = ['suspend-with-track-id', 'activate-with-track-id', 'late-repeat-by-track-id'].map(
    (name, minutes) => {
      const { request } = find(name);
      const call = callOf(find(name));
      if (call === null) throw new Error(name);
      const headers: Readonly<Record<string, string | undefined>> = request.headers;
      const remember: RememberedCall = {
        trackId: headers['X-CloudPlatform-TrackId'] ?? '',
        callHash: hashOfCall(
          operationNames[call.operation],
          'sub-1001',
          desiredOf(call.definition),
          hash,
        ),
        at: instant(goldenNow + BigInt(minutes) * 60_000_000n),
      };
      const kind = findRepeat(remember, remembered);
      remembered.push(remember);
      return kind;
    },
  );
  expect(kinds).toEqual([null, null, 'late']);
});

test('the room bears the same actions as the wire, in the same order', () => {
  for (const operation of serviceOperations) {
    const { parent, addons } = allowedActionTypes[operation];
    expect(allowedActions[operationNames[operation]], operation).toEqual({
      parent: parent.map(actionOf),
      addons: addons.map(actionOf),
    });
  }
});

test('the room and the wire agree on who reads a code', () => {
  for (let code = -95_000; code < 0; code += 1) {
    const audience = audienceOfCode(code);
    if (audience === null) expect([-80_000, -89_999]).toContain(code);
    else if (audience !== audienceOf(code)) expect.unreachable(`${code}`);
  }
});

test('the ready rules have the codes of the registry', () => {
  expect(exampleRules.map(({ code }) => code)).toEqual([
    serviceManagerCodes.oneSubscriptionOnly,
    serviceManagerCodes.prerequisiteMissing,
    serviceManagerCodes.aboveMaximum,
    serviceManagerCodes.belowMinimum,
    serviceManagerCodes.cancelWindowOver,
  ]);
});
