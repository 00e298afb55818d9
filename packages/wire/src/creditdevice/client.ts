import { basicAuthorization } from '../basic-authorization.ts';
import { isJsonObject, type JsonValue } from '../json-value.ts';
import { carry, readAnswer } from '../read-answer.ts';
import { readJson } from '../strict-json.ts';
import {
  type CallOptions,
  limitsOf,
  type Transport,
  type TransportAnswer,
  type TransportRequest,
} from '../transport.ts';
import { type WritableJson, writeJson } from '../write-json.ts';
import {
  type DmmLanguage,
  type DmmProblem,
  dmmIdempotencyHeader,
  dmmPath,
  dmmStatusPath,
  readDmmProblem,
} from './contract.ts';
import {
  type DmmOrder,
  type DmmOrderPage,
  type DmmRuleset,
  readDmmOrderItem,
  readDmmOrderPage,
  readDmmRulesets,
} from './order.ts';
import { type DmmReport, readDmmReport } from './report.ts';

export type DmmClientOptions = {
  /** Scheme, host and port, without a slash at the end. */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
  readonly transport: Transport;
};

export type DmmNewOrder = {
  readonly regNumber: string;
  readonly rulesetId: number;
  /** Whole units, 0 to 100000000. */
  readonly amount?: number;
  readonly language?: DmmLanguage;
  readonly reference?: string;
  /** Members that the environment demands beside these. */
  readonly extra?: { readonly [name: string]: WritableJson };
};

/** The order, or its report, is not there (404). */
export type DmmAbsent = { readonly kind: 'absent' };

export type DmmClient = {
  /** `invalid` is a 400; the problem is null where its text names no member. */
  readonly create: (
    order: DmmNewOrder,
    options?: CallOptions & { readonly idempotencyKey?: string },
  ) => Promise<
    | { readonly kind: 'created'; readonly order: DmmOrder }
    | { readonly kind: 'invalid'; readonly problem: DmmProblem | null }
  >;
  readonly order: (
    id: number,
    options?: CallOptions,
  ) => Promise<{ readonly kind: 'found'; readonly order: DmmOrder } | DmmAbsent>;
  /** Absent also while the order is pending, and where it was canceled. */
  readonly report: (
    id: number,
    options?: CallOptions,
  ) => Promise<{ readonly kind: 'found'; readonly report: DmmReport } | DmmAbsent>;
  /** Newest first; new orders shift the pages. */
  readonly orders: (page?: number, options?: CallOptions) => Promise<DmmOrderPage>;
  readonly rulesets: (options?: CallOptions) => Promise<readonly DmmRuleset[]>;
  readonly isUp: (options?: CallOptions) => Promise<boolean>;
};

/**
 * The shop's side of the decision maker. Every 2xx is success (document 003 names no success code);
 * a 404 and a 400 of `create` are answers; anything else throws `WireError`. Nothing is repeated: a
 * second `create` is a second order, unless an idempotency key says otherwise.
 */
export function createDmmClient(settings: DmmClientOptions): DmmClient {
  const { baseUrl, username, password, transport } = settings;
  const headers = {
    accept: 'application/json',
    Authorization: basicAuthorization(username, password),
  };

  const send = (
    request: Pick<TransportRequest, 'method' | 'url' | 'headers' | 'body'>,
    options: CallOptions | undefined,
  ) => carry(transport, { ...request, ...limitsOf(options) });
  const get = (path: string, options: CallOptions | undefined) =>
    send({ method: 'GET', url: baseUrl + path, headers }, options);

  const read = <Value>(answer: TransportAnswer, reader: (body: JsonValue) => Value | null) =>
    readAnswer(answer, answerLimits, reader);

  return {
    async create(order, options) {
      const key = options?.idempotencyKey;
      const request = {
        method: 'POST' as const,
        url: `${baseUrl}${dmmPath}/orders`,
        headers: {
          ...headers,
          'Content-Type': 'application/json',
          ...(key === undefined ? {} : { [dmmIdempotencyHeader]: key }),
        },
        body: writeOrder(order),
      };
      const answer = await send(request, options);
      if (answer.status === 400) return { kind: 'invalid', problem: problemOf(answer) };
      return { kind: 'created', order: read(answer, readDmmOrderItem) };
    },

    async order(id, options) {
      const answer = await get(pathOf(id), options);
      if (answer.status === 404) return { kind: 'absent' };
      return { kind: 'found', order: read(answer, readDmmOrderItem) };
    },

    async report(id, options) {
      const answer = await get(`${pathOf(id)}/report`, options);
      if (answer.status === 404) return { kind: 'absent' };
      return { kind: 'found', report: read(answer, readDmmReport) };
    },

    async orders(page, options) {
      const query = page === undefined ? '' : `?page=${page}`;
      return read(await get(`${dmmPath}/orders${query}`, options), readDmmOrderPage);
    },

    async rulesets(options) {
      return read(await get(`${dmmPath}/rulesets`, options), readDmmRulesets);
    },

    async isUp(options) {
      return read(await get(dmmStatusPath, options), (body) =>
        isJsonObject(body) ? body['ok'] === true : null,
      );
    },
  };
}

// A page of 100 orders has 1,505 members; reports of the vendor may be larger than ours.
const answerLimits = {
  membersMax: 20_000,
  bytesMax: 1024 * 1024,
  inexactNumbers: 'keep',
} as const;

function writeOrder(order: DmmNewOrder): string {
  return writeJson({
    ...order.extra,
    reg_number: order.regNumber,
    amount: order.amount,
    language: order.language,
    ruleset_id: order.rulesetId,
    reference: order.reference,
  });
}

function pathOf(id: number): string {
  if (!Number.isSafeInteger(id) || id < 1) throw new TypeError('not the id of an order');
  return `${dmmPath}/orders/${id}`;
}

/** Only the documented form is taken over: the text comes from outside. */
function problemOf(answer: TransportAnswer): DmmProblem | null {
  try {
    const body = readJson(answer.body, answerLimits);
    const message = isJsonObject(body) ? body['message'] : null;
    return typeof message === 'string' ? readDmmProblem(message) : null;
  } catch {
    return null;
  }
}
