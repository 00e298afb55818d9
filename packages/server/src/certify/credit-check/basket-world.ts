import {
  type CreditCheckAnswerShape,
  type CreditCheckCallShape,
  type CreditCheckCredentials,
  creditCheckInputs,
  type JsonValue,
  writeCreditCheckAnswer,
  writeJson,
} from '@aval/wire';
import type { Answer, Caller, CallRequest } from '../caller.ts';
import { expectBody, expectStatus } from '../expect-answer.ts';
import type { Difference } from '../report.ts';
import { type PresentedAs, presentCredentials } from './present-credentials.ts';

/** The two inputs, as texts. */
export type Basket = { readonly accountId: string; readonly basketId: string };

/** A basket whose answer is known beforehand. */
export type KnownBasket = Basket & { readonly expected: 'yes' | 'no' };

export type HookRequest = Omit<CallRequest, 'path' | 'headers'> & {
  /** What follows the address of the hook. */
  readonly rest?: string;
  /** Beside the credentials. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the own credentials. */
  readonly presented?: PresentedAs;
};

/** A credit check hook, and baskets to ask about. */
export type BasketWorld = {
  readonly path: string;
  readonly credentials: CreditCheckCredentials;
  readonly call: (request: HookRequest) => Promise<Answer>;
  /** Asks for a basket, in the shape that the caller named or in another one. */
  readonly ask: (basket: Basket, shape?: CreditCheckCallShape) => Promise<Answer>;
  /** A basket that no platform has. */
  readonly unknown: Basket;
  readonly known: KnownBasket | null;
  /** The basket that questions without an expectation are asked with. */
  readonly any: Basket;
  /** The JSON that stands for yes and for no. */
  readonly answer: (isYes: boolean) => JsonValue;
  readonly deadlineMs: number;
  /** How long the slowest call has taken so far. */
  readonly slowest: () => Pick<Answer, 'call' | 'tookMs'>;
};

export type BasketWorldOptions = {
  readonly caller: Caller;
  readonly path: string;
  readonly credentials: CreditCheckCredentials;
  readonly known: KnownBasket | null;
  readonly callShape: CreditCheckCallShape;
  readonly answerShape: CreditCheckAnswerShape;
  readonly deadlineMs: number;
  readonly newUuid: () => string;
};

export function createBasketWorld(options: BasketWorldOptions): BasketWorld {
  const { caller, path, credentials, known, callShape, answerShape, deadlineMs } = options;
  const accountId = known?.accountId ?? String(Number.MAX_SAFE_INTEGER);
  const unknown = { accountId, basketId: options.newUuid() };
  let slowest: Pick<Answer, 'call' | 'tookMs'> = { call: 'none', tookMs: 0 };

  const call = async ({ rest = '', headers = {}, presented = 'own', ...request }: HookRequest) => {
    const { headers: own, segment } = presentCredentials(credentials, presented);
    const told = await caller({
      ...request,
      path: path + segment + rest,
      headers: { ...own, ...headers },
    });
    // A key in the path is a secret: no report shows it.
    const shown = segment === '' ? told.call : `${request.method} ${path}/k/…${rest}`;
    const answer = { ...told, call: shown };
    if (answer.tookMs > slowest.tookMs) slowest = answer;
    return answer;
  };
  return {
    ...{ path, credentials, call, unknown, known, deadlineMs },
    ask: (basket, shape = callShape) => call(questionOf(basket, shape)),
    any: known ?? unknown,
    answer: (isYes) => JSON.parse(writeCreditCheckAnswer(isYes, answerShape)) as JsonValue,
    slowest: () => slowest,
  };
}

/** A question in one of the shapes that the document leaves open. */
export function questionOf(basket: Basket, shape: CreditCheckCallShape): HookRequest {
  const pairs = pairsOf(basket);
  switch (shape) {
    case 'query':
      return { method: 'GET', rest: `?${pairs}` };
    case 'path':
      return { method: 'GET', rest: `/${basket.accountId}/${basket.basketId}` };
    case 'form': {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      return { method: 'POST', headers, body: pairs };
    }
    case 'json':
      return jsonQuestion(
        writeJson({
          [creditCheckInputs.accountId]: Number(basket.accountId),
          [creditCheckInputs.basketId]: basket.basketId,
        }),
      );
  }
}

export function jsonQuestion(body: string): HookRequest {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body };
}

export function pairsOf({ accountId, basketId }: Basket): string {
  const { accountId: account, basketId: basket } = creditCheckInputs;
  return `${account}=${accountId}&${basket}=${basketId}`;
}

/** That the answer is this one, with this status. */
export function expectAnswer(
  world: BasketWorld,
  answer: Answer,
  status: number,
  isYes: boolean,
): readonly (Difference | null)[] {
  if (answer.status === null) return [expectStatus(answer, status)];
  return [expectStatus(answer, status), expectBody(answer, world.answer(isYes))];
}

/** Yes or no; null for anything that is neither. */
export function readAnswer(world: BasketWorld, { json }: Answer): boolean | null {
  const text = json === undefined ? null : writeJson(json);
  if (text === writeJson(world.answer(true))) return true;
  return text === writeJson(world.answer(false)) ? false : null;
}
