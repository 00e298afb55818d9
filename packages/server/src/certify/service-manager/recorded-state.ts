import {
  type Exchange,
  encodeApplicationKey,
  isJsonObject,
  type JsonValue,
  serviceManagerHeaders,
  writeJson,
} from '@aval/wire';
import type { Stage } from '../replay-exchanges.ts';
import type { OwnObject } from './own-objects.ts';
import { newSubscription } from './service-names.ts';
import { bodyOf, type PresentedAs, type ServiceWorld } from './service-world.ts';

/** What the recordings call the things that a certification has of its own. */
const recorded = {
  subscriptions: ['sub-1001', 'sub-1002'],
  platformIds: ['5b0d6c1e-7a42-4f6b-9c3d-2e1f0a9b8c7d', '6c1e7d2f-8b53-4a7c-8d4e-3f2a1b0c9d8e'],
  newIds: [
    '7d2f8e30-9c64-4b8d-9e5f-4a3b2c1d0e9f',
    '8e309f41-ad75-4c9e-8f60-5b4c3d2e1f0a',
    '9f413052-be86-4dad-9071-6c5d4e3f2b1a',
  ],
  trackIds: ['track-0001', 'track-0002'],
  applicationId: '11111111-2222-4333-8444-555555555555',
  applicationKey: 'test-application-key',
  placeholder: /^X+$/,
  quantity: 2,
} as const;

export function isAboutOwn(text: string): boolean {
  return recorded.subscriptions.some((id) => text.includes(id));
}

/**
 * The state that a chain of exchanges starts from: where it speaks of a subscription, one of our own
 * with the recorded totals. A text says why there is none.
 */
export async function createStage(
  world: ServiceWorld,
  chain: readonly Exchange[],
  note: (name: string) => void,
): Promise<Stage | string> {
  const own = chain.some(({ request: { body } }) => isAboutOwn(JSON.stringify(body ?? '')))
    ? await begin(world, chain)
    : null;
  if (typeof own === 'string') return own;
  world.takeAsked();
  const captures = new Map<string, string>();
  const words = wordsOf(world, own);
  const inText = (text: string, isOfAssets: boolean) => {
    let told = text;
    if (isOfAssets) told = told.replaceAll('VX-STD', quoted(world.names.assetId ?? ''));
    for (const [from, to] of words) told = told.replaceAll(from, to);
    for (const [name, id] of captures) told = told.replaceAll(`<capture:${name}>`, quoted(id));
    return told.replaceAll('"ID":"add-b-1"', '"ID":null');
  };
  return {
    translate: (exchange) => {
      const isOfAssets = exchange.request.path.startsWith('/api/Assets/');
      const { path, body } = exchange.request;
      const request = {
        ...exchange.request,
        path: path.replace(recorded.applicationId, world.applicationId),
        ...(body === undefined ? {} : { body: translateBody(world, body, isOfAssets, inText) }),
      };
      const expected = asAgreed(world, exchange);
      const response =
        expected === undefined
          ? exchange.response
          : { ...exchange.response, body: parse(inText(JSON.stringify(expected), isOfAssets)) };
      return { ...exchange, request, response };
    },
    send: async ({ name, request: { method, path, headers, body }, response }) => {
      const answer = await world.send({
        method: method as 'POST',
        path,
        what: `recorded ${name}`,
        headers: headersOf(world, headers),
        presented: presentedIn(headers),
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : writeJson(body) }),
      });
      note(name);
      const expected = response.body;
      const result = isJsonObject(expected) ? expected['Result'] : null;
      const [, captured] = /^<capture:(.+)>$/.exec(typeof result === 'string' ? result : '') ?? [];
      if (captured !== undefined && answer.outcome?.kind === 'done') {
        captures.set(captured, answer.outcome.result ?? '');
      }
      return answer;
    },
    isDisturbed: async () => false,
  };
}

/** Where Results of add-on calls name the add-on, the recorded one is any text. */
function asAgreed({ names }: ServiceWorld, { request, response: { body } }: Exchange) {
  const isOfAddons = /^\/api\/addons?\//i.test(request.path);
  if (names.addonResult === 'subscription' || !isOfAddons || !isJsonObject(body)) return body;
  return body['Result'] === recorded.subscriptions[0] ? { ...body, Result: '<any-string>' } : body;
}

async function begin(world: ServiceWorld, chain: readonly Exchange[]): Promise<OwnObject | string> {
  const given = chain.map((exchange) => exchange.given ?? '').join(' ');
  const beside = { productId: world.names.addonIds[1] ?? '', quantity: 1 };
  const own = await world.own.subscription({
    quantity: world.names.quantity + 3,
    isTrial: given.includes('is a trial'),
    addons: beside.productId === '' ? [] : [{ ...beside, actionType: 'Provision' }],
  });
  if (typeof own === 'string' || !given.includes('is suspended')) return own;
  const definition = { ...own.definition, addons: [], actionType: 'Suspend' } as const;
  await world.ask('Subscriptions/Suspend', definition, { checkOnly: false });
  return own;
}

/** Recorded words and those that stand for them, as parts of a JSON text. */
function wordsOf(
  world: ServiceWorld,
  own: OwnObject | null,
): readonly (readonly [RegExp | string, string])[] {
  const { serviceType, productId, planId, addonIds, accountId } = world.names;
  const [first = '', second = ''] = addonIds;
  const account = writeJson({ ID: accountId });
  const attributes = writeJson(bodyOf(newSubscription(world.names, ''))['AttributeList'] ?? {});
  return [
    [/(?<="Account":)\{"ID":"151"[^}]*\}/gi, account],
    [/(?<="AttributeList":)\{"plan":\{[^}]*\}\}/gi, attributes],
    ['"VendorX"', `"${quoted(serviceType)}"`],
    [/VX-(?:STD|ONE)\b/g, quoted(productId)],
    ['VX-EDU', quoted(planId ?? '')],
    ['VX-ADD-A', quoted(first)],
    ['VX-ADD-B', quoted(second)],
    ['"no-such"', `"${world.newUuid()}"`],
    ...recorded.newIds.map((id) => [id, world.newUuid()] as const),
    ...recorded.trackIds.map((id) => [id, world.newUuid()] as const),
    ...recorded.platformIds.map((id) => [id, own?.definition.subscriptionId ?? id] as const),
    ...recorded.subscriptions.map((id) => [id, quoted(own?.externalId ?? id)] as const),
  ];
}

function translateBody(
  world: ServiceWorld,
  body: JsonValue,
  isOfAssets: boolean,
  inText: (text: string, isOfAssets: boolean) => string,
): JsonValue {
  if (typeof body === 'string') return inText(body, isOfAssets);
  const translated = parse(inText(JSON.stringify(body), isOfAssets));
  if (!isJsonObject(translated)) return translated;
  // One recording has all names in lower case.
  const name = Object.keys(translated).find((one) => one.toLowerCase() === 'quantity') ?? '';
  const total = translated[name];
  const isTotal = typeof total === 'number' && Number.isInteger(total) && total >= 0;
  if (!isTotal) return translated;
  const least = world.names.quantity;
  return { ...translated, [name]: Math.max(least, total + least - recorded.quantity) };
}

/** Headers of the recording, without what belongs to the recorded installation. */
function headersOf(world: ServiceWorld, headers: Exchange['request']['headers']) {
  const { applicationId, apiKey, token, baseUri } = serviceManagerHeaders;
  const left = [applicationId, apiKey, token, 'Host'].map((name) => name.toLowerCase());
  const kept: Record<string, string | null> = { 'Accept-Language': null, [baseUri]: null };
  for (const [name, value] of Object.entries(headers)) {
    if (left.includes(name.toLowerCase())) continue;
    const isUsual = name === baseUri && /^https:\/\/bssdemo\./.test(value);
    kept[name] = isUsual ? world.names.baseUri : value;
  }
  return kept;
}

function presentedIn(headers: Exchange['request']['headers']): PresentedAs {
  const { applicationId, apiKey } = serviceManagerHeaders;
  const [id, key] = [headers[applicationId], headers[apiKey]];
  if (id === undefined) return 'none';
  if (key === undefined) return 'no_key';
  if (recorded.placeholder.test(id)) return 'own';
  if (id !== recorded.applicationId) return 'other_id';
  if (key === recorded.applicationKey) return 'raw_key';
  return key === encodeApplicationKey(recorded.applicationKey) ? 'own' : 'wrong_key';
}

/** A text as it stands between the quotes of a JSON text. */
function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function parse(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}
