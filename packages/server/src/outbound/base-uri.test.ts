import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BaseUri, pathBelow, readBaseUri } from './base-uri.ts';

test('spellings of one address give one base URI', () => {
  const spellings = [
    'https://bss.example.test/api',
    'HTTPS://BSS.Example.Test:443/api/',
    'https://bss.example.test./api',
    'https://bss.example.test/x/../api//',
  ];
  expect(new Set(spellings.map((text) => base(text).text))).toEqual(
    new Set(['https://bss.example.test/api']),
  );
  expect(base('http://2130706433:8080').text).toBe('http://127.0.0.1:8080');
  expect(base('http://0177.0.0.1:8080/').text).toBe('http://127.0.0.1:8080');
  expect(base('https://bücher.example.test').host).toBe('xn--bcher-kva.example.test');
});

test('what is no plain http address is no base URI', () => {
  const texts = [
    '',
    'bss.example.test',
    'ftp://bss.example.test',
    'file:///etc/passwd',
    'https:bss.example.test',
    'https:///bss.example.test',
    'https://user@bss.example.test',
    'https://user:secret@bss.example.test',
    'https://bss.example.test@evil.example.test',
    'https://bss.example.test?x=1',
    'https://bss.example.test/?',
    'https://bss.example.test/#part',
    'https://bss.example.test\\@evil.example.test',
    'https://bss.example.test/a\r\nHost: evil',
    ' https://bss.example.test',
    'https://bss.exa\tmple.test',
    'https://bss.example.test/%2f../x',
    'https://bss.example.test:99999',
    'https://bss.example.test:0',
  ];
  for (const text of texts) expect(readBaseUri(text).ok, text).toBe(false);
});

test('only a path below the base URI is reached, with its query', () => {
  const bss = base('https://bss.example.test/api');
  expect(pathBelow(bss, 'https://bss.example.test/api/orders/1?x=2')).toBe('/api/orders/1?x=2');
  expect(pathBelow(bss, 'https://BSS.example.test:443/api/orders')).toBe('/api/orders');
  const elsewhere = [
    'https://bss.example.test/api',
    'https://bss.example.test/apis/orders',
    'https://bss.example.test/other',
    'https://bss.example.test/api/../other',
    'https://bss.example.test/api/%2e%2e/other',
    'http://bss.example.test/api/orders',
    'https://bss.example.test:8443/api/orders',
    'https://evil.example.test/api/orders',
    'https://evil.example.test@bss.example.test/api/orders',
    'https://bss.example.test/api/orders#part',
    '/api/orders',
  ];
  for (const text of elsewhere) expect(pathBelow(bss, text), text).toBeNull();
});

test('whatever is written, only the registered origin and path are ever called', () => {
  const bss = base('https://bss.example.test/api');
  const piece = fc.constantFrom(
    ...['https:', 'http:', '//', '/', '\\\\', '@', ':', ':443', '?', '#', '%2e', '..', '.', ' '],
    ...[
      'bss.example.test',
      'BSS.example.test.',
      'evil.example.test',
      'api',
      'apis',
      'user',
      '\r\n',
    ],
  );
  const written = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const near = written.map((rest) => `https://bss.example.test/api/${rest}`);
  let passed = 0;
  fc.assert(
    fc.property(fc.oneof(written, near), (text) => {
      const path = pathBelow(bss, text);
      if (path === null) return;
      passed += 1;
      const called = new URL(`https://bss.example.test${path}`);
      expect(called.host).toBe('bss.example.test');
      expect(called.pathname.startsWith('/api/')).toBe(true);
      expect(new URL(text).hostname.replace(/\.$/, '')).toBe(bss.host);
    }),
    { numRuns: 2_000 },
  );
  expect(passed).toBeGreaterThan(100);
});

function base(text: string): BaseUri {
  const read = readBaseUri(text);
  if (!read.ok) throw new Error(`refused: ${text}`);
  return read.value;
}
