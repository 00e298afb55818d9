import { accept, type Result, refuse } from '../kernel/result.ts';

/** A base URI as an operator registers it, in its one spelling. */
export type BaseUri = {
  /** Scheme, host, port where it is not the scheme's own, path without a slash at the end. */
  readonly text: string;
  readonly isHttps: boolean;
  /** As it is looked up: in lower case, IDNA, without a point at the end. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
};

export type BaseUriRefusal = { readonly code: 'outbound.base_uri_invalid' };

/**
 * Reads a base URI. Two spellings of one address give one text: letter case, an empty path, the
 * scheme's own port, other ways to write an IP address. Refuses anything but http and https, user
 * names, queries, fragments, and texts that a URL parser would repair in silence.
 */
export function readBaseUri(text: string): Result<BaseUri, BaseUriRefusal> {
  const url = parse(text);
  if (url === null || url.search !== '' || url.hash !== '' || text.includes('?')) return invalid;
  const isHttps = url.protocol === 'https:';
  const host = hostOf(url);
  if (host === '') return invalid;
  const path = url.pathname.replace(/\/+$/, '');
  if (path.includes('//') || /%2f|%5c/i.test(path)) return invalid;
  const port = url.port === '' ? (isHttps ? 443 : 80) : Number(url.port);
  if (port === 0) return invalid;
  const shown = url.port === '' ? host : `${host}:${url.port}`;
  return accept({ text: `${url.protocol}//${shown}${path}`, isHttps, host, port, path });
}

/** The path and query of a URL below a base URI; null for a URL that leads anywhere else. */
export function pathBelow(base: BaseUri, text: string): string | null {
  // What the parser would leave as it is, below a text that it has written itself.
  if (text.startsWith(base.text) && plainPath.test(text.slice(base.text.length))) {
    return base.path + text.slice(base.text.length);
  }
  const url = parse(text);
  if (url === null || url.hash !== '') return null;
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const isSameOrigin =
    (url.protocol === 'https:') === base.isHttps && hostOf(url) === base.host && port === base.port;
  if (!isSameOrigin || !url.pathname.startsWith(`${base.path}/`)) return null;
  return url.pathname + url.search;
}

const plainPath = /^(?:\/[A-Za-z0-9_-]+)+$/;

const invalid = refuse({ code: 'outbound.base_uri_invalid' } as const);

function parse(text: string): URL | null {
  // Dropped or turned round by the parser: what an operator read would not be what is called.
  if (/[\p{C}\p{Z}\\]/u.test(text) || !/^https?:\/\/[^/]/i.test(text)) return null;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.username === '' && url.password === '' && !text.includes('@') ? url : null;
}

function hostOf(url: URL): string {
  return url.hostname.replace(/\.$/, '');
}
