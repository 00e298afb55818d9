import { isJsonObject, type JsonObject } from '../json-value.ts';
import { readJson } from '../strict-json.ts';
import {
  type CallOptions,
  failureOf,
  type Transport,
  type TransportAnswer,
  type TransportRequest,
} from '../transport.ts';
import {
  type PlatformVersions,
  platformPaths,
  platformVersionHeader,
  platformVersions,
} from './contract.ts';
import { defaultPlatformMapping, type PlatformMapping } from './mapping.ts';
import {
  type ResolvedAccount,
  type ResolvedBillingInfo,
  type ResolvedOrder,
  resolveAccount,
  resolveBillingInfo,
  resolveOrder,
} from './resolve.ts';
import type { PlatformFailure, PlatformUnavailable, PlatformUnknown } from './results.ts';
import { createTokenSource, type PlatformCredentials } from './token.ts';

export type PlatformClientOptions = {
  /** The registered address of the installation, without a slash at the end. */
  readonly baseUrl: string;
  readonly credentials: PlatformCredentials;
  readonly transport: Transport;
  /** Milliseconds on any clock that does not run backwards. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly mapping?: PlatformMapping;
  readonly versions?: PlatformVersions;
  /** How long one request may take, whatever a call has left; default 3 s. */
  readonly requestTimeoutMs?: number;
};

export type PlatformCallOptions = CallOptions & {
  /** A token that came with a call (`X-CloudPlatform-Token`): used for this call, never kept. */
  readonly token?: string;
};

/** `json` is the whole answer, `fetchedAt` the time of `now` when it came. */
export type PlatformFound<Facts> = {
  readonly kind: 'found';
  readonly facts: Facts;
  readonly json: JsonObject;
  readonly fetchedAt: number;
};

export type PlatformResult<Facts> = PlatformFound<Facts> | PlatformUnknown | PlatformUnavailable;

type Call<Facts> = (id: string, options?: PlatformCallOptions) => Promise<PlatformResult<Facts>>;

export type PlatformClient = {
  /** A basket is a draft order, its id the order's. */
  readonly getOrder: Call<ResolvedOrder>;
  readonly getAccount: Call<ResolvedAccount>;
  readonly getBillingInfo: Call<ResolvedBillingInfo>;
};

/**
 * Reads facts from one interworks.cloud installation; it never writes and never throws for
 * anything that the platform does. Within the deadline of a call: a 401 brings one new token and
 * one repeat, a 403 or 429 one wait of a second and one repeat, a fault or a timeout one repeat.
 */
export function createPlatformClient(settings: PlatformClientOptions): PlatformClient {
  const { now, wait, transport } = settings;
  const mapping = settings.mapping ?? defaultPlatformMapping;
  const versions = settings.versions ?? platformVersions;
  const requestTimeoutMs = settings.requestTimeoutMs ?? requestTimeoutDefaultMs;
  const bounded: Transport = (request) => {
    const left = request.deadlineMs ?? requestTimeoutMs;
    return transport({ ...request, deadlineMs: Math.min(left, requestTimeoutMs) });
  };
  const tokens = createTokenSource({ ...settings, transport: bounded });

  async function get(
    path: string,
    version: string,
    options: PlatformCallOptions | undefined,
  ): Promise<TransportAnswer | PlatformUnknown | PlatformUnavailable> {
    const endsAt = now() + (options?.deadlineMs ?? requestTimeoutMs);
    const spent: Remedy[] = options?.token === undefined ? [] : ['refresh'];
    for (;;) {
      const token =
        options?.token === undefined
          ? await tokens.get(endsAt)
          : ({ kind: 'token', token: options.token } as const);
      if (token.kind === 'unavailable') return token;
      const left = endsAt - now();
      if (left <= 0) return unavailable('timeout', null);

      const outcome = await attempt(bounded, {
        method: 'GET',
        url: settings.baseUrl + path,
        headers: {
          Authorization: `Bearer ${token.token}`,
          [platformVersionHeader]: version,
          Accept: 'application/json',
        },
        deadlineMs: left,
        ...(options?.signal === undefined ? {} : { signal: options.signal }),
      });
      if ('body' in outcome || outcome.kind === 'unknown') return outcome;

      const remedy = remedyFor(outcome, endsAt - now());
      if (outcome.reason === 'credentials') tokens.drop(token.token);
      if (remedy === null) return spent.includes('wait') ? outcome : perhapsThrottled(outcome);
      if (spent.includes(remedy)) return outcome;
      spent.push(remedy);
      if (remedy === 'wait') await wait(throttleWaitMs);
    }
  }

  async function fetchFacts<Facts>(
    call: keyof PlatformVersions,
    id: string,
    options: PlatformCallOptions | undefined,
    resolve: (json: JsonObject, mapping: PlatformMapping) => Facts,
  ): Promise<PlatformResult<Facts>> {
    // Such a segment would lead to another path; encoding does not help against it.
    if (id === '' || id === '.' || id === '..') return { kind: 'unknown' };
    const answer = await get(platformPaths[call](id), versions[call], options);
    if ('kind' in answer) return answer;
    const json = objectOf(answer.body);
    if (json === null) return unavailable('unreadable', answer.status);
    return { kind: 'found', facts: resolve(json, mapping), json, fetchedAt: now() };
  }

  return {
    getOrder: (id, options) => fetchFacts('order', id, options, resolveOrder),
    getAccount: (id, options) => fetchFacts('account', id, options, resolveAccount),
    getBillingInfo: (id, options) => fetchFacts('billingInfo', id, options, resolveBillingInfo),
  };
}

const requestTimeoutDefaultMs = 3000;
const throttleWaitMs = 1000;
const answerLimits = {
  depthMax: 32,
  membersMax: 20_000,
  bytesMax: 1024 * 1024,
  // A field that we do not read may hold any number; one that we read is a gap then.
  inexactNumbers: 'keep',
} as const;

async function attempt(
  transport: Transport,
  request: TransportRequest,
): Promise<TransportAnswer | PlatformUnknown | PlatformUnavailable> {
  let answer: TransportAnswer;
  try {
    answer = await transport(request);
  } catch (error) {
    return unavailable(failureOf(error), null);
  }
  const { status } = answer;
  if (status >= 200 && status < 300) return answer;
  if (status === 404) return { kind: 'unknown' };
  if (status === 401) return unavailable('credentials', status);
  if (status === 429) return unavailable('throttled', status);
  if (status === 403) return unavailable(tellsLimit(answer) ? 'throttled' : 'forbidden', status);
  if (status >= 300 && status < 400) return unavailable('redirect', status);
  return unavailable('status', status);
}

type Remedy = 'refresh' | 'wait' | 'repeat';

/** What may help against a failure in the time that is left; each is tried once. */
function remedyFor({ reason, status }: PlatformUnavailable, leftMs: number): Remedy | null {
  if (leftMs <= 0) return null;
  switch (reason) {
    case 'credentials':
      return 'refresh';
    case 'throttled':
    case 'forbidden':
      return leftMs > throttleWaitMs ? 'wait' : null;
    case 'timeout':
    case 'network':
      return 'repeat';
    default:
      return status !== null && status >= 500 ? 'repeat' : null;
  }
}

/** 403 stands for the rate limit too; only after a wait does it mean what it says. */
function perhapsThrottled(outcome: PlatformUnavailable): PlatformUnavailable {
  return outcome.reason === 'forbidden' ? unavailable('throttled', outcome.status) : outcome;
}

/** Whether the text of a 403 speaks of a limit. No document gives one; the words are our choice. */
function tellsLimit({ body }: TransportAnswer): boolean {
  const text = String.fromCharCode(...body.subarray(0, 2_000));
  return /rate.{0,3}limit|too.many|throttl|quota/i.test(text);
}

function objectOf(bytes: Uint8Array): JsonObject | null {
  try {
    const json = readJson(bytes, answerLimits);
    return isJsonObject(json) ? json : null;
  } catch {
    return null;
  }
}

function unavailable(reason: PlatformFailure, status: number | null): PlatformUnavailable {
  return { kind: 'unavailable', reason, status };
}
