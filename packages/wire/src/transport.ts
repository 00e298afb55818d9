/** Named by the platform where it has one, so that a real AbortSignal fits without a cast. */
export type CancelSignal = typeof globalThis extends {
  AbortSignal: { prototype: infer Signal };
}
  ? Signal
  : { readonly aborted: boolean };

export type TransportRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How many milliseconds are left for this call, from the moment it is made. */
  readonly deadlineMs?: number;
  readonly signal?: CancelSignal;
};

export type TransportAnswer = {
  readonly status: number;
  /** Names in lower case; values of a repeated header joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/**
 * Carries one request and brings its answer, whatever its status. It never follows a redirect and
 * never repeats a call. Without an answer it throws, best a `TransportError`; anything else that it
 * throws counts as `network`.
 */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

/** `refused`: the call was never made, because the address is not allowed. */
export type TransportFailure = 'timeout' | 'network' | 'refused';

export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly failure: TransportFailure;

  constructor(failure: TransportFailure, options?: { readonly cause?: unknown }) {
    super(`No answer: ${failure}.`, options);
    this.failure = failure;
  }
}

export function failureOf(error: unknown): TransportFailure {
  return error instanceof TransportError ? error.failure : 'network';
}

/** What every call of a client may be given. */
export type CallOptions = Pick<TransportRequest, 'deadlineMs' | 'signal'>;

/** The limits alone, whatever else the options of a call carry. */
export function limitsOf(options: CallOptions | undefined): CallOptions {
  return {
    ...(options?.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
    ...(options?.signal === undefined ? {} : { signal: options.signal }),
  };
}
