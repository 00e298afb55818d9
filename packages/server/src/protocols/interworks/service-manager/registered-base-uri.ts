/**
 * The registered address that a call's BaseUri selects: equal after normalisation of scheme, host,
 * port and path. Null: the call names none, and has no facts of its platform. What the header says is
 * never an address to call. Source: document 001 has the header; that it only selects is our choice.
 */
export function registeredBaseUri(
  given: string | null,
  registered: readonly string[],
): string | null | 'unregistered' {
  if (given === null) return null;
  const wanted = normalized(given);
  const found = wanted === null ? undefined : registered.find((uri) => normalized(uri) === wanted);
  return found ?? 'unregistered';
}

function normalized(text: string): string | null {
  if (text.length > 500 || /[\s\\?#@]/.test(text) || !URL.canParse(text)) return null;
  const { protocol, origin, pathname } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}
