import { readGuid } from '../interworks-ids.ts';
import { decodeUtf8 } from '../utf8.ts';

// See utf8.ts: declared here, so that the types of no platform are needed.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare function btoa(bytes: string): string;
declare function atob(text: string): string;

/** Source: document 001; track id and settings: the vendor's code. */
export const serviceManagerHeaders = {
  applicationId: 'X-CloudPlatform-ApplicationId',
  apiKey: 'X-CloudPlatform-APIKey',
  token: 'X-CloudPlatform-Token',
  baseUri: 'X-CloudPlatform-BaseUri',
  trackId: 'X-CloudPlatform-TrackId',
  settingPrefix: 'X-CloudPlatform-Setting-',
  language: 'Accept-Language',
} as const;

/** Headers as HTTP servers hand them over: names in lower case, a repeated one as a list. */
export type IncomingHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export type ApplicationCredentials = {
  /** A GUID in lower case with hyphens. */
  readonly applicationId: string;
  /** What the key may be, likelier first: what the header's text says in base64, and that text. */
  readonly keys: readonly string[];
};

/** What an authorized call says of itself, beside its body. */
export type ServiceManagerContext = {
  /** A token for the platform's API, for this one call: never stored, never passed on. */
  readonly token: string | null;
  /** A selector to compare with registered addresses; never an address to call. */
  readonly baseUri: string | null;
  /** Fit for logs and headers: 1 to 64 letters, digits, `.`, `_`, `-`. */
  readonly trackId: string | null;
  /** Values of the setting fields, by field id in lower case: header names have no other case. */
  readonly settings: ReadonlyMap<string, readonly string[]>;
};

/** Null where id or key are missing, sent twice, or no GUID and no text of a fair length. */
export function readApplicationCredentials(
  headers: IncomingHeaders,
): ApplicationCredentials | null {
  const applicationId = readGuid(single(headers, serviceManagerHeaders.applicationId) ?? '');
  const key = single(headers, serviceManagerHeaders.apiKey);
  if (applicationId === null || key === null || key.length > keyLengthMax) return null;
  const decoded = decodeKey(key);
  return { applicationId, keys: decoded === null || decoded === key ? [key] : [decoded, key] };
}

/** The header's value for a key: base64 of its bytes, also where the key is base64 itself. */
export function encodeApplicationKey(key: string): string {
  const bytes = new TextEncoder().encode(key);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

export function readServiceManagerContext(headers: IncomingHeaders): ServiceManagerContext {
  const trackId = single(headers, serviceManagerHeaders.trackId);
  return {
    token: single(headers, serviceManagerHeaders.token),
    baseUri: single(headers, serviceManagerHeaders.baseUri),
    trackId: trackId !== null && safe.test(trackId) ? trackId : null,
    settings: readSettings(headers),
  };
}

const keyLengthMax = 1024;
const settingsMax = 100;
const safe = /^[A-Za-z0-9._-]{1,64}$/;
const ascii = /^[\x20-\x7e]*$/;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function single(headers: IncomingHeaders, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' && value !== '' ? value : null;
}

function decodeKey(text: string): string | null {
  if (!base64.test(text)) return null;
  const bytes = atob(text);
  // Our own keys are ASCII: what is, is its own text.
  const decoded = ascii.test(bytes)
    ? bytes
    : decodeUtf8(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
  return decoded === '' ? null : decoded;
}

/** Several values come as a repeated header or with vertical bars between them. */
function readSettings(headers: IncomingHeaders): ReadonlyMap<string, readonly string[]> {
  const prefix = serviceManagerHeaders.settingPrefix.toLowerCase();
  const settings = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || !name.startsWith(prefix) || name.length === prefix.length) continue;
    const given = typeof value === 'string' ? [value] : value;
    settings.set(
      name.slice(prefix.length),
      given.flatMap((one) => one.split('|')),
    );
    if (settings.size === settingsMax) break;
  }
  return settings;
}
