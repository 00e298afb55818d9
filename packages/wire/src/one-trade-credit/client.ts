import { parseDecimal } from '../decimal-text.ts';
import { findMember, isJsonObject, toJsonNumber } from '../json-value.ts';
import { carry, readAnswer } from '../read-answer.ts';
import { readJson } from '../strict-json.ts';
import {
  type CallOptions,
  limitsOf,
  type Transport,
  type TransportAnswer,
  type TransportRequest,
} from '../transport.ts';
import { WireError } from '../wire-error.ts';
import { writeJson } from '../write-json.ts';
import {
  type OneFeedPage,
  type OneTradeCredit,
  readOneFeedPage,
  readOneTradeCredit,
} from './answers.ts';
import { readOneClientId, writeOneClientId } from './client-id.ts';
import {
  type OneContext,
  oneHeaders,
  oneSynchronizationSegment,
  oneTradeCreditPath,
} from './contract.ts';

export type OneTradeCreditClientOptions = {
  /** Scheme, host and port, without a slash at the end. */
  readonly baseUrl: string;
  readonly tenant: string;
  readonly apiKey: string;
  readonly transport: Transport;
};

/** The client or its trade credit is not there (404); `error` is the tenant's own word for it. */
export type OneAbsent = { readonly kind: 'absent'; readonly error: string | null };

/** Amounts as decimal texts, such as `10000.5`. */
export type OneFiguresToWrite = Omit<OneTradeCredit, 'clientId'>;

export type OneTradeCreditClient = {
  /** The next rows of the feed from `startId` on; without contexts, of all four. */
  readonly readFeed: (
    query: {
      readonly startId: bigint;
      readonly contexts?: readonly OneContext[];
      readonly numberOfEvents?: number;
    },
    options?: CallOptions,
  ) => Promise<OneFeedPage>;
  readonly read: (
    clientId: string,
    options?: CallOptions,
  ) => Promise<{ readonly kind: 'found'; readonly credit: OneTradeCredit } | OneAbsent>;
  /** `credit` is null where the tenant answers without a body. */
  readonly write: (
    clientId: string,
    figures: OneFiguresToWrite,
    options?: CallOptions & { readonly asOf?: string },
  ) => Promise<{ readonly kind: 'written'; readonly credit: OneTradeCredit | null } | OneAbsent>;
  readonly remove: (
    clientId: string,
    options?: CallOptions,
  ) => Promise<{ readonly kind: 'removed' } | OneAbsent>;
};

/**
 * The ERP's side of ONE trade credit. Every 2xx is success (document 002 names no success codes)
 * and a 404 is an answer; anything else throws `WireError`. Nothing is repeated: all four calls are
 * safe to repeat, and when to do so is the caller's to say. An id without prefix is sent as `org:`;
 * one that is no id, or an amount that is no number, throws `TypeError`.
 */
export function createOneTradeCreditClient(
  settings: OneTradeCreditClientOptions,
): OneTradeCreditClient {
  const base = settings.baseUrl + oneTradeCreditPath;
  const headers = {
    accept: '*/*',
    [oneHeaders.tenant]: settings.tenant,
    [oneHeaders.apiKey]: settings.apiKey,
  };

  async function call(
    request: Pick<TransportRequest, 'method' | 'url' | 'headers' | 'body'>,
    options: CallOptions | undefined,
  ): Promise<TransportAnswer | OneAbsent> {
    const answer = await carry(settings.transport, { ...request, ...limitsOf(options) });
    if (answer.status >= 200 && answer.status < 300) return answer;
    const code = errorNameOf(answer);
    if (answer.status === 404) return { kind: 'absent', error: code };
    throw new WireError({ kind: 'status', status: answer.status, code });
  }

  return {
    async readFeed({ startId, contexts = [], numberOfEvents }, options) {
      const query = contexts.map((context) => `contexts=${context}`);
      query.push(`startId=${startId}`);
      if (numberOfEvents !== undefined) query.push(`numberOfEvents=${numberOfEvents}`);
      const url = `${base}/${oneSynchronizationSegment}?${query.join('&')}`;
      const answer = await call({ method: 'GET', url, headers }, options);
      if ('kind' in answer)
        throw new WireError({ kind: 'status', status: 404, code: answer.error });
      const isTruncated = answer.headers[oneHeaders.feedTruncated.toLowerCase()] === 'true';
      return readAnswer(answer, answerLimits, (body) =>
        readOneFeedPage(body, startId, isTruncated),
      );
    },

    async read(clientId, options) {
      const url = urlOf(base, clientId);
      const answer = await call({ method: 'GET', url, headers }, options);
      if ('kind' in answer) return answer;
      return { kind: 'found', credit: readAnswer(answer, answerLimits, readOneTradeCredit) };
    },

    async write(clientId, figures, options) {
      const request = {
        method: 'PUT' as const,
        url: urlOf(base, clientId),
        headers: {
          ...headers,
          'Content-Type': 'application/json',
          ...(options?.asOf === undefined ? {} : { [oneHeaders.asOf]: options.asOf }),
        },
        body: writeFigures(figures),
      };
      const answer = await call(request, options);
      if ('kind' in answer) return answer;
      if (answer.body.length === 0) return { kind: 'written', credit: null };
      return { kind: 'written', credit: readAnswer(answer, answerLimits, readOneTradeCredit) };
    },

    async remove(clientId, options) {
      const url = urlOf(base, clientId);
      const answer = await call({ method: 'DELETE', url, headers }, options);
      return 'kind' in answer ? answer : { kind: 'removed' };
    },
  };
}

// A page of 1000 events has 2002 members.
const answerLimits = { membersMax: 5000, bytesMax: 1024 * 1024, inexactNumbers: 'keep' } as const;

function urlOf(base: string, clientId: string): string {
  const client = readOneClientId(clientId);
  if (client === null) throw new TypeError('not the id of a client');
  return `${base}/${encodeURIComponent(writeOneClientId(client))}`;
}

function writeFigures(figures: OneFiguresToWrite): string {
  return writeJson({
    availableCreditValue: amountOf(figures.availableCreditValue),
    creditValue: amountOf(figures.creditValue),
    creditValueUsed: amountOf(figures.creditValueUsed),
  });
}

function amountOf(text: string) {
  const number = parseDecimal(text).ok ? toJsonNumber(text) : null;
  if (number === null) throw new TypeError('not the text of an amount');
  return number;
}

/** The `error` of an error body where it is a plain name; it comes from outside. */
function errorNameOf(answer: TransportAnswer): string | null {
  try {
    const body = readJson(answer.body, answerLimits);
    const name = isJsonObject(body) ? findMember(body, 'error') : null;
    return typeof name === 'string' && /^[A-Za-z0-9_.-]{1,64}$/.test(name) ? name : null;
  } catch {
    return null;
  }
}
