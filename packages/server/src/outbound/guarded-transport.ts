import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import {
  type Transport,
  type TransportAnswer,
  TransportError,
  type TransportFailure,
  type TransportRequest,
} from '@aval/wire';
import type { Dispatcher } from 'undici';
// The parts, not the whole: its fetch, caches and mocks would be a tenth of the server's start.
import errors from 'undici/lib/core/errors.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import { classOfAddress } from './address-class.ts';
import { type BaseUri, pathBelow } from './base-uri.ts';

export type GuardedTransport = {
  readonly transport: Transport;
  /** Ends the connections; calls that are under way fail. */
  readonly close: () => Promise<void>;
};

/** All addresses of a host name, from the system's resolver or a test's. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

export type GuardOptions = {
  readonly resolveHost?: ResolveHost;
  readonly answerBytesMax?: number;
  readonly connectionsMax?: number;
};

/** How long a call may take that names no deadline. */
const callTimeoutMs = 3_000;
const callTimeoutMaxMs = 30_000;
const answerBytesMaxDefault = 1024 * 1024;

/**
 * The only way out of this server. A transport belongs to one base URI that an operator registered,
 * and carries nothing anywhere else: so a credential that is used with it goes to one origin. Names
 * are looked up once for each connection and the socket goes to the address that was checked; a name
 * that leads into a private network, or to this machine, is refused, unless the base URI says so
 * itself with an IP address or `localhost`. No redirect is followed, an answer has at most 1 MiB.
 */
export function createGuardedTransport(
  base: BaseUri,
  options: GuardOptions = {},
): GuardedTransport {
  const pool = new Pool(originOf(base), {
    connect: { lookup: guardedLookup(base, options.resolveHost ?? resolveBySystem) },
    connections: options.connectionsMax ?? 64,
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 60_000,
    connectTimeout: callTimeoutMs,
    headersTimeout: callTimeoutMaxMs,
    bodyTimeout: callTimeoutMaxMs,
    maxResponseSize: options.answerBytesMax ?? answerBytesMaxDefault,
    maxHeaderSize: 16 * 1024,
  });
  const isReachable = isIP(literalOf(base)) === 0 || mayReach(base, literalOf(base));

  return {
    transport: (request) => {
      const path = pathBelow(base, request.url);
      if (path === null || !isReachable) return Promise.reject(new TransportError('refused'));
      return carry(pool, path, request);
    },
    close: () => pool.destroy(),
  };
}

/**
 * Carries one call. The answer is taken as it comes from the socket: a stream for each would cost as
 * much as the rest of the call.
 */
function carry(pool: Pool, path: string, request: TransportRequest): Promise<TransportAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let status = 0;
    let headers: Readonly<Record<string, string>> = {};
    let controller: Dispatcher.DispatchController | null = null;
    let failure: TransportError | null = null;

    const signal = request.signal as AbortSignal | undefined;
    const limitMs = Math.min(request.deadlineMs ?? callTimeoutMs, callTimeoutMaxMs);
    // Whole milliseconds: timers of one length are kept together.
    const timer = setTimeout(() => fail('timeout'), Math.max(0, Math.ceil(limitMs)));
    const cancel = () => fail('network');
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    };
    const fail = (why: TransportFailure, cause?: unknown) => {
      if (failure !== null) return;
      failure = new TransportError(why, { cause });
      end();
      reject(failure);
      controller?.abort(failure);
    };
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted === true) return cancel();

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: (started) => {
        controller = started;
        // Given up while it waited for a connection: it is not sent any more.
        if (failure !== null) started.abort(failure);
      },
      onResponseStart: (_controller, statusCode, received) => {
        status = statusCode;
        headers = flat(received);
      },
      onResponseData: (_controller, chunk) => {
        chunks.push(chunk);
      },
      onResponseEnd: () => {
        if (failure !== null) return;
        end();
        resolve({ status, headers, body: joined(chunks) });
      },
      onResponseError: (_controller, cause) => fail(failureOf(cause), cause),
    };
    const { method, headers: sent, body = null } = request;
    try {
      pool.dispatch({ path, method, headers: sent, body }, handler);
    } catch (cause) {
      fail(failureOf(cause), cause);
    }
  });
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}

/** Whether a connection of this base URI may go to an address. */
function mayReach(base: BaseUri, address: string): boolean {
  switch (classOfAddress(address)) {
    case 'public':
      return true;
    case 'private':
      return isIP(literalOf(base)) !== 0;
    case 'loopback':
      return isIP(literalOf(base)) !== 0 || base.host === 'localhost';
    case 'forbidden':
      return false;
  }
}

/**
 * Looks a host up and hands the socket nothing but addresses that were checked. One forbidden
 * address among several refuses the name: whoever answers for it is not to be trusted.
 */
function guardedLookup(base: BaseUri, resolveHost: ResolveHost): LookupFunction {
  return (host, options, callback) => {
    const fail = (error: Error) => callback(error, '', 0);
    resolveHost(host).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || !addresses.every((address) => mayReach(base, address))) {
          fail(new AddressRefused());
        } else if (options.all === true) {
          callback(
            null,
            addresses.map((address) => ({ address, family: isIP(address) })),
          );
        } else {
          callback(null, first, isIP(first));
        }
      },
      (error: unknown) => fail(error instanceof Error ? error : new Error(String(error))),
    );
  };
}

/** The name leads where this server must not call. */
class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

function failureOf(error: unknown): TransportFailure {
  if (error instanceof AddressRefused || error instanceof errors.InvalidArgumentError) {
    return 'refused';
  }
  return error instanceof errors.ConnectTimeoutError ? 'timeout' : 'network';
}

function resolveBySystem(host: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    systemLookup(host, { all: true, verbatim: true }, (error, found) => {
      if (error === null) resolve(found.map(({ address }) => address));
      else reject(error);
    });
  });
}

function originOf({ isHttps, host, port }: BaseUri): string {
  return `${isHttps ? 'https' : 'http'}://${host}:${port}`;
}

/** The host as an address, where it is one: without the brackets of IPv6. */
function literalOf({ host }: BaseUri): string {
  return host.replace(/^\[|\]$/g, '');
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>) {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) texts[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return texts;
}
