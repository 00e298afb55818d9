import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import {
  checkActionTypes,
  chooseLanguage,
  codeOfProblem,
  matchServiceManagerRoute,
  readApplicationCredentials,
  readServiceAccount,
  readServiceCall,
  readServiceManagerBody,
  readServiceManagerContext,
  type ServiceManagerAnswer,
  type ServiceManagerOperation,
  type ServiceManagerProblem,
  type ServiceOperation,
  serviceManagerBase,
  serviceManagerCodes,
  serviceManagerOperations,
  serviceOperations,
  textOfProblem,
  writeCustomFields,
  writeDiscovery,
  writeProductTypes,
  writeRegistrationCheck,
  writeServiceManagerAnswer,
  writeSettingFields,
} from '@aval/wire';
import {
  type Asset,
  brokenExamples,
  type FulfilmentRefusal,
  findRepeat,
  hashOfCall,
  hashOfDesired,
  noOutsideFacts,
  planAsset,
  planSubscription,
  type RememberedCall,
  ruleFacts,
  type Subscription,
  selectMessage,
} from '../../src/fulfilment/index.ts';
import {
  desiredOf,
  operationNames,
} from '../../src/protocols/interworks/service-manager/read-call.ts';
import { aContext, hash } from '../builders/fulfilment.ts';
import {
  discovery,
  productType,
  registrationNumber,
  settingFields,
  sold,
} from './right-catalogue.ts';

export const application = {
  id: '11111111-2222-4333-8444-555555555555',
  key: 'dGVzdC1hcHBsaWNhdGlvbi1rZXk=',
  baseUri: 'https://bssdemo.interworkscloud.net',
} as const;

/** What is in force; tests look at it to see that nothing came of a run. */
export type RightState = {
  readonly subscriptions: Map<string, Subscription>;
  readonly assets: Map<string, Asset>;
};

/**
 * A service manager that is right: the pure rules of the room behind the readers of the wire, with
 * everything in memory. It is no copy of the product's server, so that each can be held to the other.
 */
export async function startRight(settings: { readonly addonResult?: 'addon' } = {}) {
  const state: RightState = { subscriptions: new Map(), assets: new Map() };
  const calls: RememberedCall[] = [];
  const accounts = new Map<string, string>();
  const server = createServer((request, response) => {
    void buffer(request).then((body) => serve(request, body, response));
  });

  function serve(request: IncomingMessage, body: Uint8Array, response: ServerResponse) {
    const reply = (status: number, text: string, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(text);
    const say = (answer: ServiceManagerAnswer, status = 200) =>
      reply(status, writeServiceManagerAnswer(answer));
    const fail = (code: number, message: string, status = 200) =>
      say({ code, message, result: null }, status);

    const { method = 'GET', url = '/' } = request;
    const path = url.split('?')[0]?.slice(serviceManagerBase.length) ?? '';
    const match = matchServiceManagerRoute(method, path);
    if (match.kind === 'unknown') return reply(404, '{}');
    if (match.kind === 'wrong_verb') return reply(405, '{}', { Allow: match.allow.join(', ') });
    if (match.kind === 'not_supported') return fail(-1, 'This operation is not supported.');
    const { operation } = match;
    if (serviceManagerOperations[operation].needsCredentials && !isKnown(request)) {
      return fail(serviceManagerCodes.notAuthorized, 'Authorization failed.', 401);
    }
    const { baseUri, trackId } = readServiceManagerContext(request.headers);
    if (baseUri !== null && new URL(baseUri).origin !== application.baseUri) {
      const text = 'The platform address of this call is not registered.';
      return fail(serviceManagerCodes.baseUriNotRegistered, text);
    }
    if (!isOfService(operation)) return setUp(operation, body, { reply, say, fail });

    const language = chooseLanguage(request.headers['accept-language'], 'en');
    const problem = (one: ServiceManagerProblem) =>
      fail(codeOfProblem(one).code, textOfProblem(one, language), codeOfProblem(one).status);
    const json = readServiceManagerBody(body);
    if (!json.ok) return problem(json.problem);
    const read = readServiceCall(json.value, operation);
    if (!read.ok) return problem(read.problem);
    const { checkOnly, definition } = read.value;
    const contradiction = checkActionTypes(operation, definition);
    if (contradiction !== null) return problem(contradiction);

    const isAsset = operation.startsWith('Assets/');
    const objects: ReadonlyMap<string, Subscription | Asset> = isAsset
      ? state.assets
      : state.subscriptions;
    const current =
      objects.get(definition.id ?? '') ??
      [...objects.values()].find(
        ({ platformId }) => platformId !== null && platformId === definition.subscriptionId,
      ) ??
      null;
    const name = operationNames[operation];
    const desired = desiredOf(definition);
    const accountId = definition.account?.id ?? current?.accountId ?? '';
    const call = {
      desired,
      desiredHash: hashOfDesired(desired, hash),
      platformId: definition.subscriptionId,
      accountId,
      isTrial: definition.isTrial ?? false,
    };
    const context = { ...aContext(sold), newId: () => randomUUID() as Subscription['externalId'] };
    const planned = isAsset
      ? planAsset(name as 'asset.create', current as Asset | null, call, context)
      : planSubscription(name as 'addon.create', current as Subscription | null, call, context);
    if (!planned.ok) return refuse(planned.refusal, fail);
    const broken = brokenExamples(
      ruleFacts({
        ...{ operation: name, service: sold, accountId, desired, current },
        subscriptions: [...state.subscriptions.values()].filter(
          (one) => one.accountId === accountId,
        ),
        ...{ requester: null, isTrial: definition.isTrial, isFromOrder: definition.isFromOrder },
        ...{ settings: {}, outside: noOutsideFacts, now: context.now },
      }),
      language,
    );
    const selected = selectMessage(broken);
    if (selected !== null && planned.value.kind === 'changed') {
      return fail(selected.code, selected.message);
    }
    if (checkOnly) return say({ code: 0, message: '', result: null });

    const { thing } = planned.value;
    const callHash = hashOfCall(name, thing.externalId, desired, hash);
    const remembered = { trackId: trackId ?? '', callHash, at: context.now };
    const isLate = findRepeat({ ...remembered, trackId }, calls.slice(0, -1)) !== null;
    calls.push(remembered);
    if (!isLate) (objects as Map<string, Subscription | Asset>).set(thing.externalId, thing);
    return say({ code: 0, message: '', result: resultOf(operation, thing, definition.addons) });
  }

  function resultOf(
    operation: ServiceOperation,
    thing: Subscription | Asset,
    addons:
      | readonly { readonly productId: string | null; readonly actionType: string | null }[]
      | null,
  ): string {
    if (settings.addonResult !== 'addon' || !operation.startsWith('Addons/')) {
      return thing.externalId;
    }
    const touched = addons?.find(({ actionType }) => actionType !== 'None');
    const all = 'addons' in thing ? thing.addons : [];
    return (
      all.find(({ productId }) => productId === touched?.productId)?.externalId ?? thing.externalId
    );
  }

  function setUp(operation: ServiceManagerOperation, body: Uint8Array, { reply, say, fail }: Say) {
    switch (operation) {
      case 'Accounts/SyncOptions':
        return reply(200, writeCustomFields([registrationNumber]));
      case 'Fields/Get':
        return reply(200, writeSettingFields(settingFields));
      case 'Fields/Validate':
        return reply(200, '["Desk tenant or desk key is not valid."]');
      case 'Fields/AdditionalInfo':
        return reply(200, '{}');
      case 'Fields/ServiceDefinition':
        return reply(200, writeProductTypes([productType]));
      case 'Discover':
        return reply(200, writeDiscovery({ ...discovery, baseUrl: 'http://127.0.0.1' }));
      case 'Registration/Check':
        return reply(200, writeRegistrationCheck(false));
      case 'Accounts/Exists':
      case 'Accounts/Synchronize':
      case 'Accounts/Delete': {
        const json = readServiceManagerBody(body);
        const read = json.ok ? readServiceAccount(json.value) : json;
        if (!read.ok) return fail(codeOfProblem(read.problem).code, textOfProblem(read.problem));
        const { id } = read.value;
        const known = accounts.get(id) ?? null;
        if (operation === 'Accounts/Exists') {
          return say({ code: known === null ? 0 : 1, message: '', result: known });
        }
        if (operation === 'Accounts/Delete') accounts.delete(id);
        else accounts.set(id, known ?? randomUUID());
        return say({ code: 0, message: '', result: accounts.get(id) ?? known });
      }
      default:
        return fail(serviceManagerCodes.notSupported, 'This operation is not supported.');
    }
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}`, state },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

type Say = {
  readonly reply: (status: number, text: string) => ServerResponse;
  readonly say: (answer: ServiceManagerAnswer) => ServerResponse;
  readonly fail: (code: number, message: string) => ServerResponse;
};

function isKnown({ headers }: IncomingMessage): boolean {
  const given = readApplicationCredentials(headers);
  return given?.applicationId === application.id && given.keys.includes(application.key);
}

function isOfService(operation: ServiceManagerOperation): operation is ServiceOperation {
  return serviceOperations.some((one) => one === operation);
}

function refuse(refusal: FulfilmentRefusal, fail: Say['fail']) {
  switch (refusal.code) {
    case 'fulfilment.object_unknown':
      return fail(serviceManagerCodes.objectUnknown, `This ${refusal.object} is not known here.`);
    case 'fulfilment.other_content':
      return fail(
        serviceManagerCodes.otherContent,
        'This subscription was already created with other content.',
      );
    case 'fulfilment.addon_not_of_product': {
      const { addonProductId, productId } = refusal;
      const text = `Add-on ${addonProductId} does not belong to product ${productId}.`;
      return fail(serviceManagerCodes.addonNotOfProduct, text);
    }
    default:
      return fail(serviceManagerCodes.planChangeNotPossible, 'This is not possible now.');
  }
}
