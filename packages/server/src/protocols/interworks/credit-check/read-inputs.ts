import {
  creditCheckInputs,
  isJsonObject,
  type JsonValue,
  readAccountId,
  readGuid,
} from '@aval/wire';

export type CreditCheckInputs = { readonly accountId: string; readonly basketId: string };

/** Where inputs may stand; several places at once are fine as long as they agree. Our choice. */
export type InputPlaces = {
  readonly params: Pairs;
  readonly query: Pairs;
  /** The pairs of a form, or a JSON value; undefined without a body. */
  readonly body: { readonly form: Pairs } | { readonly json: JsonValue } | undefined;
};

type Pairs = Iterable<readonly [name: string, value: JsonValue]>;

/**
 * The two inputs of document 000, by their names without regard to letter case. Null where one is
 * missing, ill formed, or stands twice with values that mean different things; also where a JSON
 * body is no object.
 */
export function readInputs(
  { params, query, body }: InputPlaces,
  basketIds: 'guid' | 'text' = 'guid',
): CreditCheckInputs | null {
  const seen: Seen = { accountId: undefined, basketId: undefined };
  const readBasketId: ReadText = readers[basketIds];
  for (const [name, value] of params) see(seen, name, value, readBasketId);
  for (const [name, value] of query) see(seen, name, value, readBasketId);
  if (body !== undefined && 'form' in body) {
    for (const [name, value] of body.form) see(seen, name, value, readBasketId);
  } else if (body !== undefined) {
    if (!isJsonObject(body.json)) return null;
    for (const name of Object.keys(body.json)) {
      see(seen, name, body.json[name] ?? null, readBasketId);
    }
  }
  const { accountId = null, basketId = null } = seen;
  return accountId === null || basketId === null ? null : { accountId, basketId };
}

/** Undefined where an input has not come yet; null where it cannot be, or says two things. */
type Seen = { accountId: string | null | undefined; basketId: string | null | undefined };

const accountIdName = creditCheckInputs.accountId.toLowerCase();
const basketIdName = creditCheckInputs.basketId.toLowerCase();

function see(seen: Seen, given: string, value: JsonValue, readBasketId: ReadText): void {
  const name = given.toLowerCase();
  if (name === accountIdName) seen.accountId = agreed(seen.accountId, readAccountId(value));
  else if (name === basketIdName) seen.basketId = agreed(seen.basketId, readBasketId(value));
}

type ReadText = (value: JsonValue) => string | null;

function agreed(before: string | null | undefined, next: string | null): string | null {
  return before === undefined || before === next ? next : null;
}

/** What a basket is called; a text may be anything that can be seen. */
const readers = { guid: readGuid, text: readBasketText } as const;

/** A GUID in its one spelling, else the text as it stands: nothing says that its case is no matter. */
function readBasketText(value: JsonValue): string | null {
  const guid = readGuid(value);
  if (guid !== null) return guid;
  return typeof value === 'string' && /^[^\p{C}\p{Z}]{1,64}$/u.test(value) ? value : null;
}
