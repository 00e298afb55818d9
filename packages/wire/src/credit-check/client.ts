import { basicAuthorization } from '../basic-authorization.ts';
import { readAccountId, readGuid } from '../interworks-ids.ts';
import {
  type CallOptions,
  limitsOf,
  type Transport,
  type TransportAnswer,
  type TransportRequest,
} from '../transport.ts';
import { writeJson } from '../write-json.ts';
import { readCreditCheckAnswer } from './answer.ts';
import {
  type CreditCheckAnswerShape,
  creditCheckInputs,
  creditCheckKeySegment,
} from './contract.ts';

export type CreditCheckCredentials =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  | { readonly kind: 'path-key'; readonly key: string };

/** Where the inputs go; the document leaves it open. */
export type CreditCheckCallShape = 'query' | 'json' | 'form' | 'path';

export type CreditCheckClientOptions = {
  /** The whole address of the hook, without a slash at the end. */
  readonly url: string;
  readonly credentials: CreditCheckCredentials;
  readonly transport: Transport;
  /** Default `query`: GET with both inputs. */
  readonly callShape?: CreditCheckCallShape;
  /** Default `bare`. */
  readonly answerShape?: CreditCheckAnswerShape;
};

export type CreditCheckClient = {
  /**
   * Whether the order can be executed. No answer, an error status and an answer in any other shape
   * are a no: they leave the order to people, and never throw. Inputs that are no account id and
   * no GUID throw `TypeError`.
   */
  readonly check: (
    input: { readonly accountId: string; readonly basketId: string },
    options?: CallOptions,
  ) => Promise<boolean>;
};

/** The platform's side of the credit check hook. Source: document 000. */
export function createCreditCheckClient(settings: CreditCheckClientOptions): CreditCheckClient {
  const { credentials, callShape = 'query', answerShape = 'bare' } = settings;
  const url =
    credentials.kind === 'path-key'
      ? `${settings.url}/${creditCheckKeySegment}/${encodeURIComponent(credentials.key)}`
      : settings.url;
  const headers = headersOf(credentials);

  return {
    async check(input, options) {
      const accountId = readAccountId(input.accountId);
      const basketId = readGuid(input.basketId);
      if (accountId === null || basketId === null) {
        throw new TypeError('not an account id and a GUID');
      }
      const request = requestOf(callShape, url, headers, accountId, basketId);
      let answer: TransportAnswer;
      try {
        answer = await settings.transport({ ...request, ...limitsOf(options) });
      } catch {
        return false;
      }
      const isSuccess = answer.status >= 200 && answer.status < 300;
      return isSuccess && readCreditCheckAnswer(answer.body, answerShape);
    },
  };
}

function requestOf(
  shape: CreditCheckCallShape,
  url: string,
  headers: Readonly<Record<string, string>>,
  accountId: string,
  basketId: string,
): TransportRequest {
  // Both are of letters, digits and hyphens alone, so that nothing needs encoding.
  const pairs = `${creditCheckInputs.accountId}=${accountId}&${creditCheckInputs.basketId}=${basketId}`;
  switch (shape) {
    case 'query':
      return { method: 'GET', url: `${url}?${pairs}`, headers };
    case 'path':
      return { method: 'GET', url: `${url}/${accountId}/${basketId}`, headers };
    case 'form':
      return {
        method: 'POST',
        url,
        headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: pairs,
      };
    case 'json':
      return {
        method: 'POST',
        url,
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: writeJson({
          [creditCheckInputs.accountId]: Number(accountId),
          [creditCheckInputs.basketId]: basketId,
        }),
      };
  }
}

function headersOf(credentials: CreditCheckCredentials): Record<string, string> {
  const accept = { Accept: 'application/json' };
  switch (credentials.kind) {
    case 'basic': {
      const { username, password } = credentials;
      return { ...accept, Authorization: basicAuthorization(username, password) };
    }
    case 'bearer':
      return { ...accept, Authorization: `Bearer ${credentials.token}` };
    case 'header':
      return { ...accept, [credentials.name]: credentials.value };
    case 'path-key':
      return accept;
  }
}
