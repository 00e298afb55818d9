import type { TObject } from 'typebox';
import { isJsonObject } from '../json-value.ts';
import { carry, readBody } from '../read-answer.ts';
import { type CallOptions, limitsOf, type Transport, type TransportRequest } from '../transport.ts';
import { WireError } from '../wire-error.ts';
import { type WritableJson, writeJson } from '../write-json.ts';
import type { AnswerOf, BodyOf, Operation, ParamsOf, QueryOf } from './operation.ts';
import { type NativeOperationId, type NativeOperations, nativeOperations } from './operations.ts';
import { type NativeProblem, nativeHeaders } from './problem.ts';

export type AvalClientOptions = {
  /** Scheme, host and port, without a slash at the end. */
  readonly baseUrl: string;
  /** An API key, or the token of a signed-in user. */
  readonly key: string;
  readonly transport: Transport;
};

type Members<Name extends string, Value> =
  Record<never, never> extends Value
    ? { readonly [Key in Name]?: Value }
    : undefined extends Value
      ? { readonly [Key in Name]?: Value }
      : { readonly [Key in Name]: Value };

export type AvalCall<Op extends Operation> = Members<'params', ParamsOf<Op>> &
  Members<'query', QueryOf<Op>> &
  Members<'body', BodyOf<Op>> &
  CallOptions & {
    readonly idempotencyKey?: string;
    /** The version that must be in force, or `absent` where there must be none yet. */
    readonly expected?: number | 'absent';
  };

export type AvalAnswer<Op extends Operation> =
  | {
      readonly ok: true;
      readonly status: number;
      readonly body: AnswerOf<Op>;
      /** The stored answer of an earlier call with the same key. */
      readonly replayed: boolean;
    }
  | { readonly ok: false; readonly status: number; readonly problem: NativeProblem };

/** One function for each operation of the native API. */
export type AvalClient = {
  readonly [Id in NativeOperationId]: (
    call: AvalCall<NativeOperations[Id]>,
  ) => Promise<AvalAnswer<NativeOperations[Id]>>;
};

/**
 * The typed client of Aval's own API. A problem (RFC 9457) is an answer; no answer at all, or one
 * that is not of this API, throws `WireError`. Nothing is repeated: with an `idempotencyKey` every
 * call is safe to repeat.
 */
export function createAvalClient(options: AvalClientOptions): AvalClient {
  const calls = Object.entries(nativeOperations).map(
    ([id, definition]) => [id, (call: PlainCall) => send(options, definition, call)] as const,
  );
  return Object.fromEntries(calls) as unknown as AvalClient;
}

type PlainCall = CallOptions & {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body?: WritableJson;
  readonly idempotencyKey?: string;
  readonly expected?: number | 'absent';
};

async function send(options: AvalClientOptions, op: Operation, call: PlainCall) {
  const answer = await carry(options.transport, requestOf(options, op, call));
  const body = readBody(answer, answerLimits, (json) => json);
  const { status } = answer;
  if (status >= 200 && status < 300) {
    const replayed = answer.headers[nativeHeaders.replayed.toLowerCase()] === 'true';
    return { ok: true, status, body, replayed };
  }
  if (isProblem(body)) return { ok: false, status, problem: body };
  throw new WireError({ kind: 'status', status, code: null });
}

function requestOf(options: AvalClientOptions, op: Operation, call: PlainCall): TransportRequest {
  const body = call.body === undefined ? null : writeBody(op, call.body);
  return {
    method: op.method,
    url: options.baseUrl + pathOf(op, call.params ?? {}) + queryTextOf(call.query ?? {}),
    headers: {
      Accept: 'application/json',
      Authorization: `Bearer ${options.key}`,
      ...(body === null ? {} : { 'Content-Type': op.bodyType ?? 'application/json' }),
      ...(call.idempotencyKey === undefined
        ? {}
        : { [nativeHeaders.idempotencyKey]: call.idempotencyKey }),
      ...conditionOf(call.expected),
    },
    ...(body === null ? {} : { body }),
    ...limitsOf(call),
  };
}

function writeBody(op: Operation, body: WritableJson): string {
  return op.bodyType !== undefined && typeof body === 'string' ? body : writeJson(body);
}

function conditionOf(expected: number | 'absent' | undefined): Record<string, string> {
  if (expected === undefined) return {};
  return expected === 'absent' ? { 'If-None-Match': '*' } : { 'If-Match': `"${expected}"` };
}

function pathOf(op: { readonly path: string; readonly params?: TObject }, params: object): string {
  const values = new Map(Object.entries(params));
  return op.path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value: unknown = values.get(name);
    if (typeof value !== 'string' || value === '') throw new TypeError(`missing ${name}`);
    return encodeURIComponent(value);
  });
}

function queryTextOf(query: NonNullable<PlainCall['query']>): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

// The longest page is a thousand events of some forty members.
const answerLimits = { depthMax: 16, membersMax: 100_000, bytesMax: 8 * 1024 * 1024 };

function isProblem(body: unknown): body is NativeProblem {
  return isJsonObject(body) && typeof body['code'] === 'string' && 'requestId' in body;
}
