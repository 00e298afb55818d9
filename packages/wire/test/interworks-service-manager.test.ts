import { describe, expect, test } from 'vitest';
import { type Exchange, fillRequest, matchBody } from '../src/exchange.ts';
import { readServiceAccount } from '../src/interworks-service-manager/account.ts';
import { checkActionTypes } from '../src/interworks-service-manager/action-types.ts';
import { writeServiceManagerAnswer } from '../src/interworks-service-manager/answer.ts';
import {
  readProductTypes,
  writeProductTypes,
} from '../src/interworks-service-manager/catalogue.ts';
import {
  createServiceManagerClient,
  type ServiceManagerClient,
} from '../src/interworks-service-manager/client.ts';
import { audienceOf } from '../src/interworks-service-manager/codes.ts';
import { toWireServiceDefinition } from '../src/interworks-service-manager/definition.ts';
import { readDiscovery, writeDiscovery } from '../src/interworks-service-manager/discovery.ts';
import { readApplicationCredentials } from '../src/interworks-service-manager/headers.ts';
import {
  type ServiceManagerOperation,
  type ServiceOperation,
  serviceManagerOperations,
  serviceOperations,
} from '../src/interworks-service-manager/operations.ts';
import {
  codeOfProblem,
  type ServiceManagerProblem,
  textOfProblem,
} from '../src/interworks-service-manager/problem.ts';
import { readServiceManagerBody } from '../src/interworks-service-manager/read-body.ts';
import { readServiceCall } from '../src/interworks-service-manager/read-definition.ts';
import {
  readRegistration,
  writeRegistrationAnswer,
  writeRegistrationCheck,
} from '../src/interworks-service-manager/registration.ts';
import { matchServiceManagerRoute } from '../src/interworks-service-manager/routes.ts';
import {
  readCustomFields,
  readSettingFields,
  writeCustomFields,
  writeSettingFields,
} from '../src/interworks-service-manager/set-up.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../src/json-value.ts';
import { readJson } from '../src/strict-json.ts';
import { writeJson } from '../src/write-json.ts';
import { expectOneSent, find, loadExchanges, outcomeOrFault, play } from './exchanges.ts';

const baseUrl = 'https://manager.example.test';
const captures = new Map(['sub', 'asset', 'org', 'addon'].map((name) => [name, `${name}-7`]));
const exchanges = loadExchanges('interworks-service-manager.json').map(
  (exchange): Exchange => ({
    ...exchange,
    request: {
      ...exchange.request,
      ...(exchange.request.body === undefined
        ? {}
        : { body: fillRequest(exchange.request.body, captures) }),
    },
  }),
);

/** Exchanges that no reader lets pass: our server answers them before it asks any rule. */
const unreadable = [
  'check-only-fragment-of-the-document',
  'check-only-text-value',
  'check-only-null',
  'check-only-twice',
  'check-only-twice-by-case',
  'body-not-json',
  'prototype-member',
  'fractional-quantity',
  'negative-quantity',
  'service-type-missing',
  'service-type-null',
  'unknown-action-type',
  'addon-create-parent-not-none',
  'addon-create-with-cancelled-addon',
  'addon-cancel-with-provisioned-addon',
  'suspend-with-cancel-action',
];

/** Readable, and never sent by this client in this form: other spellings, half of the credentials. */
const notOurSpelling = [
  'header-dump-of-the-document',
  'check-only-lower-case-name',
  'lower-case-members-accepted',
  'unknown-members-ignored',
  'action-type-as-number',
  'null-members',
  'raw-application-key',
  'missing-application-key',
];

/** What has no operation of the client: addresses and verbs alone, and the closed registration. */
const routesAlone = [
  'unknown-operation',
  'wrong-verb',
  'users-not-supported',
  'registration-add-closed',
];

const sendable = exchanges.filter(
  ({ name }) => ![...unreadable, ...notOurSpelling, ...routesAlone].includes(name),
);

type Headers = Readonly<Record<string, string | undefined>>;

function operationOf({ request }: Exchange): ServiceManagerOperation {
  const [path = ''] = request.path.split('?');
  const match = matchServiceManagerRoute(request.method, path);
  if (match.kind !== 'operation') throw new Error(`${request.path} is ${match.kind}`);
  return match.operation;
}

function isServiceOperation(operation: ServiceManagerOperation): operation is ServiceOperation {
  return (serviceOperations as readonly string[]).includes(operation);
}

function clientFor(exchange: Exchange) {
  const { transport, sent } = play(exchange);
  const headers: Headers = exchange.request.headers;
  const applicationId = headers['X-CloudPlatform-ApplicationId'];
  const key = headers['X-CloudPlatform-APIKey'];
  const client = createServiceManagerClient({
    baseUrl,
    credentials:
      applicationId === undefined || key === undefined
        ? null
        : { applicationId, applicationKey: Buffer.from(key, 'base64').toString() },
    transport,
    paths: { [operationOf(exchange)]: exchange.request.path.split('?')[0] },
  });
  return { client, sent };
}

function optionsOf({ request }: Exchange) {
  const headers: Headers = request.headers;
  const given = {
    token: headers['X-CloudPlatform-Token'],
    baseUri: headers['X-CloudPlatform-BaseUri'],
    trackId: headers['X-CloudPlatform-TrackId'],
    language: headers['Accept-Language'],
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Makes the call that should send the exchange's request. */
function callOf(client: ServiceManagerClient, exchange: Exchange): Promise<unknown> {
  const operation = operationOf(exchange);
  const options = optionsOf(exchange);
  const { request } = exchange;
  if (isServiceOperation(operation)) {
    const read = readServiceCall(request.body ?? null, operation);
    if (!read.ok) throw new Error(`not readable: ${read.problem.kind}`);
    const isMarked = Object.hasOwn(request.body as JsonObject, 'CheckOnly');
    const checkOnly = isMarked ? read.value.checkOnly : null;
    return client.call(operation, read.value.definition, { ...options, checkOnly });
  }
  const account = () => {
    const read = readServiceAccount(request.body ?? null);
    if (!read.ok) throw new Error('no account');
    return read.value;
  };
  switch (operation) {
    case 'Accounts/SyncOptions':
      return client.accounts.syncOptions(options);
    case 'Accounts/Exists':
      return client.accounts.exists(account(), options);
    case 'Accounts/Synchronize':
      return client.accounts.synchronize(account(), options);
    case 'Accounts/Delete':
      return client.accounts.remove(account(), options);
    case 'Fields/Get':
      return client.fields.get(options);
    case 'Fields/Validate': {
      const read = readSettingFields(request.body ?? null);
      const fields = read.ok ? read.value : [];
      return client.fields.validate(
        Object.fromEntries(fields.map(({ id, value }) => [id, value ?? ''])),
        options,
      );
    }
    case 'Fields/ServiceDefinition':
      return client.fields.serviceDefinition(options);
    case 'Fields/AdditionalInfo':
      return client.fields.additionalInfo(options);
    case 'Discover':
      return client.discover(options);
    case 'Registration/Check':
      return client.isRegistered(
        new URL(baseUrl + request.path).searchParams.get('applicationId') ?? '',
      );
    default:
      throw new Error(`no call for ${operation}`);
  }
}

/** What the client should make of the exchange's answer, said without its own readers. */
function outcomeOf(exchange: Exchange): unknown {
  const { status, body } = exchange.response;
  const operation = operationOf(exchange);
  const envelope = isJsonObject(body) ? body : {};
  const code = envelope['Code'];
  if (status !== 200) return { kind: 'status', status, code: String(code) };
  if (operation === 'Accounts/Exists') {
    return code === 1 ? { kind: 'exists', externalId: envelope['Result'] } : { kind: 'absent' };
  }
  switch (serviceManagerOperations[operation].reply) {
    case 'service_result':
    case 'account_result':
    case 'result': {
      const number = Number(code);
      const message = envelope['Message'];
      if (number < 0 || String(message).startsWith('<')) {
        const audience = number <= -80000 && number >= -89999 ? 'end_user' : 'back_office';
        return { kind: 'refused', code, message, audience };
      }
      return { kind: 'done', code, result: envelope['Result'], extras: {} };
    }
    case 'registration':
      return envelope['IsRegistered'];
    case 'errors':
    case 'texts':
      return body;
    default:
      return expect.anything();
  }
}

test.each(sendable.map((exchange) => [exchange.name, exchange] as const))(
  'the client sends and understands %s',
  async (_, exchange) => {
    const { client, sent } = clientFor(exchange);
    const outcome = await outcomeOrFault(callOf(client, exchange));
    expectOneSent(sent, exchange, baseUrl);
    expect(outcome).toEqual(outcomeOf(exchange));
  },
);

test.each([...unreadable, ...notOurSpelling])(
  'the client understands the answer of %s',
  async (name) => {
    const exchange = find(exchanges, name);
    const operation = operationOf(exchange);
    if (!isServiceOperation(operation)) throw new Error('no service operation');
    const { client } = clientFor(exchange);
    const call = client.call(operation, { serviceType: 'VendorX' }, { checkOnly: true });
    expect(await outcomeOrFault(call)).toEqual(outcomeOf(exchange));
  },
);

test('every exchange is played, and every list above names real ones', () => {
  for (const name of [...unreadable, ...notOurSpelling, ...routesAlone]) {
    expect(find(exchanges, name).name).toBe(name);
  }
  const played = sendable.length + unreadable.length + notOurSpelling.length + routesAlone.length;
  expect(played).toBe(exchanges.length);
  expect(sendable.length).toBeGreaterThan(90);
});

test.each(unreadable)('%s is refused by the reader with the recorded code and text', (name) => {
  const exchange = find(exchanges, name);
  const problem = problemOf(exchange);
  expect(problem).not.toBeNull();
  if (problem === null) return;
  const { code, status } = codeOfProblem(problem);
  expect(status).toBe(exchange.response.status);
  const answer = writeServiceManagerAnswer({
    code,
    message: textOfProblem(problem),
    result: null,
  });
  const expected = exchange.response.body ?? null;
  expect(matchBody(expected, readJson(answer), new Map())).toMatchObject({ ok: true });
});

function problemOf(exchange: Exchange): ServiceManagerProblem | null {
  const operation = operationOf(exchange);
  if (!isServiceOperation(operation)) throw new Error('no service operation');
  const { body } = exchange.request;
  const text = typeof body === 'string' ? body : writeJson(body ?? null);
  for (const input of [text, new TextEncoder().encode(`\uFEFF${text}`)]) {
    const json = readServiceManagerBody(input);
    if (!json.ok && input === text) continue;
    if (!json.ok) return json.problem;
    const read = readServiceCall(json.value, operation);
    if (!read.ok) return read.problem;
    return checkActionTypes(operation, read.value.definition);
  }
  return null;
}

test('every other service call is read, fits its path, and is written again unchanged', () => {
  let written = 0;
  for (const exchange of exchanges) {
    const { request, name } = exchange;
    if (unreadable.includes(name) || routesAlone.includes(name)) continue;
    const operation = operationOf(exchange);
    if (!isServiceOperation(operation)) continue;
    const json = readServiceManagerBody(writeJson(request.body ?? null));
    if (!json.ok) throw new Error(name);
    const read = readServiceCall(json.value, operation);
    if (!read.ok) throw new Error(`${name}: ${textOfProblem(read.problem)}`);
    const { definition, checkOnly } = read.value;
    expect(checkActionTypes(operation, definition), name).toBeNull();
    if (notOurSpelling.includes(name)) continue;
    const isMarked = Object.hasOwn(request.body as JsonObject, 'CheckOnly');
    const again = writeJson(toWireServiceDefinition(definition, isMarked ? checkOnly : null));
    expect(matchBody(request.body ?? null, readJson(again), new Map()), name).toMatchObject({
      ok: true,
    });
    written += 1;
  }
  expect(written).toBeGreaterThan(80);
});

test('spellings of other callers are read as the one of the documents', () => {
  const read = (name: string) => {
    const result = readServiceCall(
      find(exchanges, name).request.body ?? null,
      'Subscriptions/Create',
    );
    if (!result.ok) throw new Error(name);
    return result.value;
  };
  const usual = read('precheck-create-accepted');
  for (const name of ['header-dump-of-the-document', 'raw-application-key']) {
    expect(read(name)).toEqual(usual);
  }
  expect(read('unknown-members-ignored')).toEqual(usual);
  expect(read('action-type-as-number')).toEqual(usual);
  expect(read('check-only-lower-case-name').checkOnly).toBe(true);
  expect(read('lower-case-members-accepted')).toMatchObject({
    checkOnly: true,
    definition: { actionType: 'Provision', quantity: 1, account: { id: '151' }, addons: [] },
  });
  expect(read('null-members').definition).toMatchObject({
    account: { id: '151', externalId: null, contact: null },
    addons: null,
    requestedBy: null,
  });
});

test('every recorded call says the same in any letter case of its names, also after usual ones', () => {
  let compared = 0;
  for (const exchange of sendable) {
    const operation = operationOf(exchange);
    if (!isServiceOperation(operation)) continue;
    const body = exchange.request.body ?? null;
    const usual = readServiceCall(body, operation);
    expect(usual.ok).toBe(true);
    for (const change of ['toLowerCase', 'toUpperCase'] as const) {
      const renamed = withNames(body, (name) => (name === 'plan' ? name : name[change]()));
      expect(readServiceCall(renamed, operation), exchange.name).toEqual(usual);
    }
    compared += 1;
  }
  expect(compared).toBeGreaterThan(80);
});

function withNames(value: JsonValue, rename: (name: string) => string): JsonValue {
  if (Array.isArray(value)) return value.map((item) => withNames(item, rename));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, of]) => [rename(name), withNames(of, rename)]),
  );
}

test('addresses that nobody serves are answered as recorded', () => {
  const matched = (name: string) => {
    const { method, path } = find(exchanges, name).request;
    return matchServiceManagerRoute(method, path);
  };
  expect(matched('unknown-operation')).toEqual({ kind: 'unknown' });
  expect(matched('wrong-verb')).toEqual({ kind: 'wrong_verb', allow: ['POST'] });
  expect(find(exchanges, 'wrong-verb').response.headers).toEqual({ Allow: 'POST' });
  expect(matched('users-not-supported')).toEqual({ kind: 'operation', operation: 'Users/Get' });
  expect(serviceManagerOperations['Users/Get'].isServed).toBe(false);
  expect(matched('registration-add-closed')).toEqual({
    kind: 'operation',
    operation: 'Registration/Add',
  });
});

test('the closed registration is read and answered as recorded', () => {
  const { request, response } = find(exchanges, 'registration-add-closed');
  expect(readRegistration(request.body ?? null)).toEqual({
    ok: true,
    value: {
      applicationId: '11111111-2222-4333-8444-555555555555',
      applicationKey: 'some-new-key',
    },
  });
  expect(readJson(writeRegistrationAnswer('Registration is closed.'))).toEqual(
    Object.assign(Object.create(null), response.body),
  );
  const check = find(exchanges, 'registration-check').response.body ?? null;
  expect(matchBody(check, readJson(writeRegistrationCheck(false)), new Map())).toMatchObject({
    ok: true,
  });
});

test('every recorded answer of a server of ours is written as recorded', () => {
  const results = ['service_result', 'account_result', 'result'];
  let written = 0;
  for (const { name, request, response, ...exchange } of exchanges) {
    if (exchange.given?.includes('scripted') || routesAlone.includes(name)) continue;
    const operation = operationOf({ ...exchange, name, request, response });
    const { body } = response;
    if (!results.includes(serviceManagerOperations[operation].reply) || !isJsonObject(body))
      continue;
    const { Code: code, Message: message, Result: result } = body;
    const text = writeServiceManagerAnswer({
      code: Number(code),
      message: String(message),
      result: result === null ? null : String(result),
    });
    expect(matchBody(body, readJson(text), new Map()), name).toMatchObject({ ok: true });
    written += 1;
  }
  expect(written).toBeGreaterThan(100);
});

describe('answers of the set-up are read and written again unchanged', () => {
  const recorded = (name: string): JsonValue => find(exchanges, name).response.body ?? null;
  const again = (body: JsonValue, text: string) =>
    expect(matchBody(body, readJson(text, { membersMax: 2_000 }), new Map())).toMatchObject({
      ok: true,
    });
  const valued = <Value>(read: { ok: true; value: Value } | { ok: false }): Value => {
    if (!read.ok) throw new Error('not readable');
    return read.value;
  };

  test('the catalogue', () => {
    const body = recorded('fields-service-definition');
    const types = valued(readProductTypes(body));
    expect(types[0]?.products).toHaveLength(4);
    expect(types[0]?.addons[0]).toMatchObject({
      products: ['VX-STD', 'VX-EDU'],
      prices: [{ currency: 'EUR', units: [{ billingCycle: 'Monthly', price: '3', cost: '2' }] }],
    });
    again(body, writeProductTypes(types));
  });

  test('setting fields and synchronization options', () => {
    const fields = recorded('fields-get');
    again(fields, writeSettingFields(valued(readSettingFields(fields))));
    const options = recorded('accounts-sync-options');
    again(options, writeCustomFields(valued(readCustomFields(options))));
  });

  test('what a service manager says of itself', () => {
    const text = writeDiscovery({
      code: 'desk',
      name: 'Aval',
      description: 'Credit desk',
      isResellerSupportEnabled: false,
      baseUrl: 'https://desk.example.test/service-manager',
      version: '1',
      isRegistrationEnabled: false,
      registrationUrl: null,
    });
    again(recorded('discover'), text);
    const read = readDiscovery(readJson(text));
    expect(read?.urls.filter(({ hasPreCheck }) => hasPreCheck)).toHaveLength(13);
    expect(read?.urls).toContainEqual({
      section: 'Addons',
      name: 'Create',
      url: 'https://desk.example.test/service-manager/api/Addons/Create',
      needsToken: true,
      hasPreCheck: true,
    });
  });
});

test('recorded credentials are read as recorded: base64, raw, wrong, missing', () => {
  const keysOf = (name: string) => {
    const headers = Object.fromEntries(
      Object.entries(find(exchanges, name).request.headers).map(([key, value]) => [
        key.toLowerCase(),
        value,
      ]),
    );
    return readApplicationCredentials(headers);
  };
  const key = 'test-application-key';
  expect(keysOf('precheck-create-accepted')?.keys).toContain(key);
  expect(keysOf('raw-application-key')?.keys).toContain(key);
  expect(keysOf('wrong-application-key')?.keys).not.toContain(key);
  expect(keysOf('missing-application-key')).toBeNull();
  expect(keysOf('unknown-application-id')?.applicationId).toMatch(/^99999999-/);
});

test('a customer reads our text from -80000 to -89999, and a sentence of the platform else', () => {
  const read = (name: string) =>
    audienceOf(Number((find(exchanges, name).response.body as JsonObject)['Code']));
  expect(read('client-reads-code-80000')).toBe('end_user');
  expect(read('client-reads-code-89999')).toBe('end_user');
  expect(read('client-reads-code-79999')).toBe('back_office');
  expect(read('client-reads-code-90000')).toBe('back_office');
});
