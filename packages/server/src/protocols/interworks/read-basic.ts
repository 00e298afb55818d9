export type BasicCredentials = { readonly username: string; readonly password: string };

/** User and password of an `Authorization` header (RFC 7617, UTF-8); null where it has none. */
export function readBasic(header: string | undefined): BasicCredentials | null {
  const [, encoded] = /^basic +([A-Za-z0-9+/]{1,1024}={0,2})$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? null : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
