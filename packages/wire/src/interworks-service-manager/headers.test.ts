import { expect, test } from 'vitest';
import {
  encodeApplicationKey,
  readApplicationCredentials,
  readServiceManagerContext,
} from './headers.ts';

const id = '11111111-2222-4333-8444-555555555555';
const withKey = (key: string | string[]) => ({
  'x-cloudplatform-applicationid': `{${id.toUpperCase()}}`,
  'x-cloudplatform-apikey': key,
});

test('a key comes raw or as base64, also where it is base64 itself; decoded is likelier', () => {
  for (const key of ['test-application-key', 'dGVzdA==', 'ключ', 'a b']) {
    const sent = encodeApplicationKey(key);
    expect(readApplicationCredentials(withKey(sent))).toMatchObject({ applicationId: id });
    expect(readApplicationCredentials(withKey(sent))?.keys).toContain(key);
    expect(readApplicationCredentials(withKey(key))?.keys).toContain(key);
  }
  expect(readApplicationCredentials(withKey('dGVzdA=='))?.keys).toEqual(['test', 'dGVzdA==']);
});

test('half of the credentials, twice the same and what is too long are none', () => {
  expect(readApplicationCredentials({})).toBeNull();
  expect(readApplicationCredentials({ 'x-cloudplatform-apikey': 'key' })).toBeNull();
  expect(readApplicationCredentials({ 'x-cloudplatform-applicationid': id })).toBeNull();
  for (const key of ['', 'a'.repeat(1025)]) {
    expect(readApplicationCredentials(withKey(key))).toBeNull();
  }
  expect(readApplicationCredentials(withKey(['key', 'key']))).toBeNull();
  expect(
    readApplicationCredentials({ ...withKey('key'), 'x-cloudplatform-applicationid': 'app-1' }),
  ).toBeNull();
});

test('bytes that are no UTF-8 are no second spelling of a key', () => {
  expect(readApplicationCredentials(withKey('/////w=='))?.keys).toEqual(['/////w==']);
});

test('a track id is kept only where it is harmless in logs and headers', () => {
  const track = (value: string) =>
    readServiceManagerContext({ 'x-cloudplatform-trackid': value }).trackId;
  for (const good of ['track-0001', 'a', 'A.b_c-9', 'x'.repeat(64)]) expect(track(good)).toBe(good);
  for (const bad of ['', 'x'.repeat(65), 'a b', 'a\nb', 'a/b', 'ü']) expect(track(bad)).toBeNull();
});

test('setting fields come by their id, several values with bars or as a repeated header', () => {
  const { settings, token, baseUri } = readServiceManagerContext({
    'x-cloudplatform-setting-desktenant': 'demo',
    'x-cloudplatform-setting-regions': 'eu|us',
    'x-cloudplatform-setting-hosts': ['a', 'b|c'],
    'x-cloudplatform-setting-': 'nameless',
    'x-cloudplatform-token': 'token',
    'x-cloudplatform-baseuri': 'https://bss.example.test',
    'x-other': 'no',
  });
  expect(Object.fromEntries(settings)).toEqual({
    desktenant: ['demo'],
    regions: ['eu', 'us'],
    hosts: ['a', 'b', 'c'],
  });
  expect([token, baseUri]).toEqual(['token', 'https://bss.example.test']);
});

test('no more than a hundred setting fields are taken', () => {
  const many = Object.fromEntries(
    Array.from({ length: 500 }, (_, at) => [`x-cloudplatform-setting-f${at}`, 'x']),
  );
  expect(readServiceManagerContext(many).settings.size).toBe(100);
});
