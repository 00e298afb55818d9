import {
  type CreditCheckCredentials,
  creditCheckKeySegment,
  creditCheckPath,
  type Exchange,
  writeJson,
} from '@aval/wire';
import { creditCheckExchanges } from '../golden-exchanges.ts';
import { replayExchanges } from '../replay-exchanges.ts';
import type { CheckReport } from '../report.ts';
import type { Basket, BasketWorld } from './basket-world.ts';
import type { PresentedAs } from './present-credentials.ts';

/**
 * The recorded exchanges of the credit check hook. Those with a decision in them need a basket whose
 * answer is known; those about form, credentials and unknown baskets need none.
 */
export function replayRecordings(
  world: BasketWorld,
  isWanted: (name: string) => boolean,
): Promise<readonly CheckReport[]> {
  return replayExchanges({
    exchanges: creditCheckExchanges,
    isWanted,
    reasonAgainst: (exchange) => reasonAgainst(world, exchange),
    isFirst: () => false,
    begin: async () => ({
      translate: (exchange) => translate(world, exchange),
      send: ({ request: { method, path, headers, body } }) =>
        world.call({
          method: method as 'GET',
          rest: path.slice(world.path.length).replace(keyPattern, ''),
          presented: presentedIn(path, headers),
          headers: without(headers, 'Authorization'),
          ...(body === undefined
            ? {}
            : { body: typeof body === 'string' ? body : writeJson(body) }),
        }),
      isDisturbed: async () => false,
    }),
  });
}

const recorded = {
  yes: { accountId: '151', basketId: 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401' },
  no: { accountId: '152', basketId: 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f402' },
  unknownBasket: { accountId: '151', basketId: 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f499' },
  unknownAccount: { accountId: '9999', basketId: 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401' },
  wrongAuthorization: 'Basic aG9vazp3cm9uZw==',
} as const;

function reasonAgainst(world: BasketWorld, exchange: Exchange): string | null {
  const { given, after = [], request, response } = exchange;
  if (given?.startsWith('setting ') === true) return `it needs a server with ${given}`;
  if (given !== undefined) return 'it needs a platform that changes the order';
  if (after.some((name) => name.includes('#'))) return 'it needs another credit limit';
  const kind = kindOf(request);
  if (kind !== null && kind !== world.credentials.kind) {
    return 'it needs credentials of another kind';
  }
  if (response.status !== 200) return null;
  switch (subjectOf(exchange)) {
    case recorded.yes:
      return world.known?.expected === 'yes' ? null : 'it needs a basket that gets a yes';
    case recorded.no:
      return world.known?.expected === 'no' ? null : 'it needs a basket that gets a no';
    case null:
      return 'it needs a customer and an order in a state of their own';
    default:
      return null;
  }
}

/** Which recorded basket an exchange asks about; null for one that stands for a state of its own. */
function subjectOf({ request }: Exchange): Basket | null {
  const text = `${request.path} ${JSON.stringify(request.body ?? '')}`.toLowerCase();
  const subjects: readonly Basket[] = [
    recorded.unknownAccount,
    recorded.unknownBasket,
    recorded.no,
    recorded.yes,
  ];
  const isNamed = ({ accountId, basketId }: Basket) =>
    text.includes(basketId) && new RegExp(`(?<![0-9a-f])${accountId}(?![0-9a-f])`).test(text);
  return subjects.find(isNamed) ?? null;
}

/** The same exchange with own inputs and credentials, at the own address. */
function translate(world: BasketWorld, exchange: Exchange): Exchange {
  const subject = exchange.response.status === 200 ? subjectOf(exchange) : null;
  const isKnown = subject === recorded.yes || subject === recorded.no;
  const own = isKnown ? world.any : world.unknown;
  const account =
    subject === recorded.unknownAccount ? String(Number.MAX_SAFE_INTEGER - 1) : own.accountId;
  const text = JSON.stringify(exchange.request)
    .replaceAll(/a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f4\d\d/g, own.basketId)
    .replaceAll(/A4D0C9E2-5B71-4F38-8E6A-70C1D2E3F4\d\d/g, own.basketId.toUpperCase())
    .replaceAll(accountPattern, (recordedId) =>
      recordedId === recorded.no.accountId ? otherThan(exchange, account) : account,
    );
  const request = JSON.parse(text) as Exchange['request'];
  const { body } = exchange.response;
  return {
    ...exchange,
    request: {
      ...request,
      path: world.path + request.path.slice(creditCheckPath.length),
    },
    response:
      typeof body === 'boolean'
        ? { ...exchange.response, body: world.answer(body) }
        : exchange.response,
  };
}

/** A recorded account id as the value of its input, or in the path. */
const accountPattern = /(?<=(?:AccountId(?:=|\\?":\\?"?)|credit-check\/))(?:151|152|9999)\b/gi;

/** The second account: in a question that contradicts itself it must not be the first one. */
function otherThan({ response }: Exchange, account: string): string {
  if (response.status === 200) return account;
  return account === '152' ? '151' : '152';
}

/** A key in the path, with the segment that says that it is one. */
const keyPattern = new RegExp(`^/${creditCheckKeySegment}/[^/?]+`);

/** Only bearer tokens and keys are recorded to show their kind; Basic stands for any. */
function kindOf({ headers, path }: Exchange['request']): CreditCheckCredentials['kind'] | null {
  if (headers['Authorization']?.startsWith('Bearer ') === true) return 'bearer';
  return keyPattern.test(path.slice(creditCheckPath.length)) ? 'path-key' : null;
}

/** What stands in the place of recorded credentials: the own ones, of whatever kind they are. */
function presentedIn(path: string, headers: Exchange['request']['headers']): PresentedAs {
  const { Authorization = null } = headers;
  if (Authorization === recorded.wrongAuthorization) return 'wrong';
  return Authorization === null && !path.includes(`/${creditCheckKeySegment}/`) ? 'none' : 'own';
}

function without(headers: Exchange['request']['headers'], left: string) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== left));
}
