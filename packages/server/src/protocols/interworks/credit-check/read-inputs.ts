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
  places: InputPlaces,
  basketIds: 'guid' | 'text' = 'guid',
): CreditCheckInputs | null {
  const fromBody = pairsOf(places.body);
  if (fromBody === null) return null;
  const pairs = [...places.params, ...places.query, ...fromBody];
  const accountId = readOne(pairs, creditCheckInputs.accountId, readAccountId);
  const basketId = readOne(pairs, creditCheckInputs.basketId, readers[basketIds]);
  return accountId === null || basketId === null ? null : { accountId, basketId };
}

/** What a basket is called; a text may be anything that can be seen. */
const readers = { guid: readGuid, text: readBasketText } as const;

/** A GUID in its one spelling, else the text as it stands: nothing says that its case is no matter. */
function readBasketText(value: JsonValue): string | null {
  const guid = readGuid(value);
  if (guid !== null) return guid;
  return typeof value === 'string' && /^[^\p{C}\p{Z}]{1,64}$/u.test(value) ? value : null;
}

function pairsOf(body: InputPlaces['body']): Pairs | null {
  if (body === undefined) return [];
  if ('form' in body) return body.form;
  return isJsonObject(body.json) ? Object.entries(body.json) : null;
}

function readOne(
  pairs: readonly (readonly [string, JsonValue])[],
  name: string,
  read: (value: JsonValue) => string | null,
): string | null {
  const wanted = name.toLowerCase();
  const values = pairs
    .filter(([given]) => given.toLowerCase() === wanted)
    .map(([, value]) => read(value));
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}
