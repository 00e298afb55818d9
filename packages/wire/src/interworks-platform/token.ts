import { basicAuthorization } from '../basic-authorization.ts';
import { isJsonObject, type JsonObject } from '../json-value.ts';
import { readJson } from '../strict-json.ts';
import { failureOf, type Transport, type TransportAnswer } from '../transport.ts';
import { platformPaths } from './contract.ts';
import type { PlatformUnavailable } from './results.ts';

export type PlatformCredentials = {
  readonly clientKey: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
};

type TokenResult = { readonly kind: 'token'; readonly token: string } | PlatformUnavailable;

export type TokenSource = {
  /** A token that lives for another minute, fetched where needed before `endsAt`. */
  readonly get: (endsAt: number) => Promise<TokenResult>;
  /** Forgets this token; one that was fetched in the meantime stays. */
  readonly drop: (token: string) => void;
};

type Settings = {
  readonly baseUrl: string;
  readonly credentials: PlatformCredentials;
  readonly transport: Transport;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
};

/**
 * Fetches tokens by the resource-owner password grant and keeps the last one in memory. Only one
 * token request is under way at a time: an API user that asks twice at once has been seen to fail.
 * Wrong credentials (400, 401) are told at once; any other failure is repeated once.
 */
export function createTokenSource(settings: Settings): TokenSource {
  const { now, wait } = settings;
  let kept: { readonly token: string; readonly until: number } | null = null;
  let underWay: Promise<TokenResult> | null = null;

  async function fetchToken(endsAt: number): Promise<TokenResult> {
    try {
      let result = await requestToken(settings, endsAt - now());
      if (result.kind === 'unavailable' && result.reason !== 'credentials' && now() < endsAt) {
        result = await requestToken(settings, endsAt - now());
      }
      if (result.kind === 'unavailable') return result;
      kept = { token: result.token, until: now() + result.lifetimeMs - renewBeforeMs };
      return { kind: 'token', token: result.token };
    } finally {
      underWay = null;
    }
  }

  async function get(endsAt: number): Promise<TokenResult> {
    if (kept !== null && now() < kept.until) return { kind: 'token', token: kept.token };
    if (underWay === null) {
      underWay = fetchToken(endsAt);
      return underWay;
    }
    // The request belongs to a call with a deadline of its own: neither wait longer than ours, nor
    // take its timeout for ours.
    const joined = await Promise.race([underWay, wait(endsAt - now()).then(() => null)]);
    if (joined === null) return timedOut;
    const isOver = joined.kind === 'token' || joined.reason !== 'timeout' || now() >= endsAt;
    return isOver ? joined : get(endsAt);
  }

  return {
    get,
    drop(token) {
      if (kept?.token === token) kept = null;
    },
  };
}

const renewBeforeMs = 60_000;
const lifetimeDefaultMs = 600_000;
const timedOut: PlatformUnavailable = { kind: 'unavailable', reason: 'timeout', status: null };

type Fetched = { readonly kind: 'fetched'; readonly token: string; readonly lifetimeMs: number };

async function requestToken(
  { baseUrl, credentials, transport }: Settings,
  deadlineMs: number,
): Promise<Fetched | PlatformUnavailable> {
  let answer: TransportAnswer;
  try {
    answer = await transport({
      method: 'POST',
      url: baseUrl + platformPaths.token,
      headers: {
        Authorization: basicAuthorization(credentials.clientKey, credentials.clientSecret),
        'Content-Type': 'application/x-www-form-urlencoded',
        Accept: 'application/json',
      },
      body: formOf({
        grant_type: 'password',
        username: credentials.username,
        password: credentials.password,
      }),
      deadlineMs,
    });
  } catch (error) {
    return { kind: 'unavailable', reason: failureOf(error), status: null };
  }
  const { status } = answer;
  if (status === 400 || status === 401)
    return { kind: 'unavailable', reason: 'credentials', status };
  if (status < 200 || status > 299) return { kind: 'unavailable', reason: 'status', status };
  return readToken(answer.body) ?? { kind: 'unavailable', reason: 'unreadable', status };
}

function readToken(bytes: Uint8Array): Fetched | null {
  const body = objectOf(bytes);
  const token = body?.['access_token'];
  // What goes into a header must not be able to end it.
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) return null;
  const seconds = body?.['expires_in'];
  const isKnown = typeof seconds === 'number' && seconds > 0;
  return { kind: 'fetched', token, lifetimeMs: isKnown ? seconds * 1000 : lifetimeDefaultMs };
}

function objectOf(bytes: Uint8Array): JsonObject | null {
  try {
    const body = readJson(bytes);
    return isJsonObject(body) ? body : null;
  } catch {
    return null;
  }
}

function formOf(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}
