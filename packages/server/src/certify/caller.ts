import {
  type JsonValue,
  readJson,
  type Transport,
  TransportError,
  type TransportFailure,
  type TransportRequest,
} from '@aval/wire';

export type CallRequest = Pick<TransportRequest, 'method' | 'headers'> & {
  /** Path and query as they are sent, percent-encoded. */
  readonly path: string;
  readonly body?: string;
};

/** What came back, or that nothing did: certification goes on either way. */
export type Answer = {
  readonly call: string;
  /** Null without an answer; `failure` says why. */
  readonly status: number | null;
  readonly failure: TransportFailure | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Undefined where the body is no JSON document. */
  readonly json: JsonValue | undefined;
  readonly tookMs: number;
};

export type Caller = (request: CallRequest) => Promise<Answer>;

export type CallerOptions = {
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  readonly transport: Transport;
  readonly timeoutMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
};

/** Calls a server that may be broken in any way: whatever it does becomes an answer. */
export function createCaller({ origin, transport, timeoutMs, now }: CallerOptions): Caller {
  return async ({ method, path, headers, body }) => {
    const call = `${method} ${path}`;
    const began = now();
    const request = { method, url: origin + path, headers, deadlineMs: timeoutMs };
    try {
      const answer = await transport(body === undefined ? request : { ...request, body });
      return {
        call,
        status: answer.status,
        failure: null,
        headers: answer.headers,
        text: new TextDecoder().decode(answer.body),
        json: readBody(answer.body),
        tookMs: now() - began,
      };
    } catch (error) {
      const failure = error instanceof TransportError ? error.failure : 'network';
      const nothing = { headers: {}, text: '', json: undefined };
      return { call, status: null, failure, ...nothing, tookMs: now() - began };
    }
  };
}

const limits = { bytesMax: 1024 * 1024, membersMax: 5_000, inexactNumbers: 'keep' } as const;

function readBody(body: Uint8Array): JsonValue | undefined {
  if (body.length === 0) return undefined;
  try {
    return readJson(body, limits);
  } catch {
    return undefined;
  }
}
