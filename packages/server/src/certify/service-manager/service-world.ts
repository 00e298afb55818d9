import {
  createServiceManagerClient,
  encodeApplicationKey,
  matchServiceManagerRoute,
  type ServiceCallOptions,
  type ServiceDefinitionInput,
  type ServiceManagerClient,
  type ServiceManagerOperation,
  type ServiceManagerOutcome,
  type ServiceOperation,
  serviceManagerHeaders,
  serviceManagerOperations,
  TransportError,
  toWireServiceDefinition,
  WireError,
  type WritableJson,
} from '@aval/wire';
import type { Answer, Caller, CallRequest } from '../caller.ts';
import type { Asked } from '../report.ts';
import { createOwnObjects, type OwnObjects } from './own-objects.ts';
import { newSubscription, type ServiceNames } from './service-names.ts';
import { cameText, type Told, toldBy } from './told.ts';

/** What a request comes with: the own credentials, others, none, or half of them. */
export type PresentedAs = 'own' | 'raw_key' | 'wrong_key' | 'other_id' | 'no_key' | 'none';

export type RawRequest = {
  readonly method?: CallRequest['method'];
  /** Below the base, such as `/api/Subscriptions/Create`. */
  readonly path: string;
  /** What is peculiar about it, for the report. */
  readonly what: string;
  /** Beside the usual ones; null leaves one out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly presented?: PresentedAs;
  readonly body?: string;
};

export type AskOptions = Partial<ServiceCallOptions>;

/** A service manager, and one customer of a platform who buys there. */
export type ServiceWorld = {
  readonly names: ServiceNames;
  readonly base: string;
  readonly applicationId: string;
  /** Whether real calls are allowed. */
  readonly isWriting: boolean;
  readonly deadlineMs: number;
  readonly newUuid: () => string;
  /** One call by the typed client; a pre-check unless the options say otherwise. */
  readonly ask: (
    operation: ServiceOperation,
    definition: ServiceDefinitionInput,
    options?: AskOptions,
  ) => Promise<Told>;
  /** Any other call by the typed client; null where it could not read the answer. */
  readonly through: <Value>(
    use: (client: ServiceManagerClient) => Promise<Value>,
    what?: string,
  ) => Promise<{ readonly told: Told; readonly value: Value | null }>;
  /** A request as no typed client would write it. */
  readonly send: (request: RawRequest) => Promise<Told>;
  /** A new subscription, as a Create carries it. */
  readonly fresh: () => ReturnType<typeof newSubscription>;
  readonly own: OwnObjects;
  /** The calls since this was last asked. */
  readonly takeAsked: () => readonly Asked[];
  /** All answers of the run, in order. */
  readonly answers: () => readonly Told[];
};

export type ServiceWorldOptions = {
  readonly caller: Caller;
  readonly origin: string;
  readonly base: string;
  readonly applicationId: string;
  readonly applicationKey: string;
  /** Values of setting fields by field id, and a token for the platform's API: with every call. */
  readonly settings: Readonly<Record<string, string>>;
  readonly token: string | null;
  readonly names: ServiceNames;
  readonly isWriting: boolean;
  readonly deadlineMs: number;
  readonly newUuid: () => string;
};

export function createServiceWorld(options: ServiceWorldOptions): ServiceWorld {
  const { origin, base, applicationId, applicationKey, names, newUuid } = options;
  const all: Told[] = [];
  let asked: Asked[] = [];

  /** Checks think in the usual paths; what is sent goes where the operation was said to be. */
  const caller: Caller = ({ path, ...request }) => {
    const [usual = '', query] = path.slice(base.length).split('?');
    const operation = operationAt(usual);
    const other = operation === null ? undefined : names.paths[operation];
    const below = other ?? usual;
    return options.caller({
      ...request,
      path: base + below + (query === undefined ? '' : `?${query}`),
    });
  };

  const note = (answer: Answer, what: string, path: string, outcome: Told['outcome']): Told => {
    const operation = operationAt(path.slice(base.length).split('?')[0] ?? '');
    const told: Told = { ...answer, call: `${answer.call} (${what})`, outcome, operation };
    all.push(told);
    if (asked.length < askedMax) asked.push({ call: told.call, came: cameText(told) });
    own.see(told);
    return told;
  };

  const through: ServiceWorld['through'] = async (use, what = 'typed client') => {
    let last: { readonly answer: Answer; readonly path: string } | null = null;
    const client = createServiceManagerClient({
      baseUrl: origin + base,
      credentials: { applicationId, applicationKey },
      transport: async ({ method, url, headers, body }) => {
        const path = url.slice(origin.length);
        const isAnonymous = headers[serviceManagerHeaders.applicationId] === undefined;
        const answer = await caller({
          method,
          path,
          headers: isAnonymous ? headers : { ...headers, ...beside },
          ...(body === undefined ? {} : { body }),
        });
        last = { answer, path };
        if (answer.status === null) throw new TransportError(answer.failure ?? 'network');
        const bytes = new TextEncoder().encode(answer.text);
        return { status: answer.status, headers: answer.headers, body: bytes };
      },
    });
    const value = await use(client).catch((error: unknown) => {
      if (error instanceof WireError) return null;
      throw error;
    });
    if (last === null) throw new Error('a check made no call');
    const { answer, path } = last as { readonly answer: Answer; readonly path: string };
    return { told: note(answer, what, path, outcomeOf(answer)), value };
  };

  const beside = besideCredentials(options);
  const common = { ...(names.baseUri === null ? {} : { baseUri: names.baseUri }) };
  const world: Omit<ServiceWorld, 'own'> = {
    ...options,
    through,
    ask: async (operation, definition, given = {}) => {
      const { checkOnly = true, ...rest } = given;
      const what = checkOnly === true ? 'pre-check' : 'real call';
      const call = { language: 'en', ...common, ...rest, checkOnly };
      const { told } = await through((client) => client.call(operation, definition, call), what);
      return told;
    },
    send: async ({ method = 'POST', path, what, headers = {}, presented = 'own', body }) => {
      const usual = {
        Accept: 'Accept=application/json',
        'Content-Type': body === undefined ? null : 'application/json; charset=UTF-8',
        [serviceManagerHeaders.language]: 'en',
        [serviceManagerHeaders.baseUri]: names.baseUri,
        ...(presented === 'none' ? {} : beside),
        ...credentialHeaders(options, presented),
        ...headers,
      };
      const full = base + path;
      const request = { method, path: full, headers: present(usual) };
      const answer = await caller(body === undefined ? request : { ...request, body });
      return note(answer, what, full, outcomeOf(answer));
    },
    fresh: () => newSubscription(names, newUuid()),
    takeAsked: () => {
      const taken = asked;
      asked = [];
      return taken;
    },
    answers: () => all,
  };
  const own = createOwnObjects({ ...world, isWriting: options.isWriting });
  return { ...world, own };
}

/** The body of a call, and the path that it goes to. */
export function bodyOf(
  definition: ServiceDefinitionInput,
  checkOnly: boolean | null = true,
): { readonly [name: string]: WritableJson | undefined } {
  const body = toWireServiceDefinition(definition, checkOnly);
  return body as { readonly [name: string]: WritableJson | undefined };
}

export function pathOf(operation: ServiceOperation): string {
  return serviceManagerOperations[operation].path;
}

/** Whatever verb it is asked with. */
function operationAt(path: string): ServiceManagerOperation | null {
  for (const verb of ['POST', 'GET']) {
    const match = matchServiceManagerRoute(verb, path);
    if (match.kind === 'operation') return match.operation;
  }
  return null;
}

// A report that repeats a thousand calls is read by nobody.
const askedMax = 200;

function outcomeOf(answer: Answer): ServiceManagerOutcome | null {
  return toldBy(answer);
}

function besideCredentials({
  settings,
  token,
}: ServiceWorldOptions): Readonly<Record<string, string>> {
  const { settingPrefix, token: tokenHeader } = serviceManagerHeaders;
  const fields = Object.entries(settings).map(
    ([id, value]) => [settingPrefix + id, value] as const,
  );
  return Object.fromEntries(token === null ? fields : [...fields, [tokenHeader, token]]);
}

function credentialHeaders(
  { applicationId, applicationKey, newUuid }: ServiceWorldOptions,
  presented: PresentedAs,
): Readonly<Record<string, string | null>> {
  const { applicationId: id, apiKey } = serviceManagerHeaders;
  const key = encodeApplicationKey(applicationKey);
  switch (presented) {
    case 'own':
      return { [id]: applicationId, [apiKey]: key };
    case 'raw_key':
      return { [id]: applicationId, [apiKey]: applicationKey };
    case 'wrong_key':
      return { [id]: applicationId, [apiKey]: encodeApplicationKey(`${applicationKey}0`) };
    case 'other_id':
      return { [id]: newUuid(), [apiKey]: key };
    case 'no_key':
      return { [id]: applicationId };
    case 'none':
      return {};
  }
}

/** Names differ by letter case alone where a check replaces a usual header. */
function present(
  headers: Readonly<Record<string, string | null>>,
): Readonly<Record<string, string>> {
  const kept = new Map<string, readonly [string, string | null]>();
  for (const [name, value] of Object.entries(headers)) kept.set(name.toLowerCase(), [name, value]);
  const given = [...kept.values()].filter((pair): pair is [string, string] => pair[1] !== null);
  return Object.fromEntries(given);
}
