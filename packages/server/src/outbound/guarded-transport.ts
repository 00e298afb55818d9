import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { type Transport, TransportError, type TransportRequest } from '@aval/wire';
import { Agent, errors, request as send } from 'undici';
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
  const agent = new Agent({
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
  const origin = originOf(base);
  const isReachable = isIP(literalOf(base)) === 0 || mayReach(base, literalOf(base));

  return {
    transport: async (request) => {
      const path = pathBelow(base, request.url);
      if (path === null || !isReachable) throw new TransportError('refused');
      return carry(agent, origin, path, request);
    },
    close: () => agent.destroy(),
  };
}

async function carry(agent: Agent, origin: string, path: string, request: TransportRequest) {
  const limitMs = Math.min(request.deadlineMs ?? callTimeoutMs, callTimeoutMaxMs);
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), Math.max(0, limitMs));
  const signals = request.signal === undefined ? [] : [request.signal as AbortSignal];
  try {
    const answer = await send(origin + path, {
      dispatcher: agent,
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      signal: AbortSignal.any([deadline.signal, ...signals]),
    });
    const body = new Uint8Array(await answer.body.arrayBuffer());
    return { status: answer.statusCode, headers: flat(answer.headers), body };
  } catch (cause) {
    throw new TransportError(deadline.signal.aborted ? 'timeout' : failureOf(cause), { cause });
  } finally {
    clearTimeout(timer);
  }
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

function failureOf(error: unknown): 'timeout' | 'network' | 'refused' {
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
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
