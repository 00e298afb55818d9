import { expect, test } from 'vitest';
import { createKeyring, createPasswordHash } from '../../src/config/index.ts';

const secret = 'a-secret-of-the-tests-that-is-long-enough';
const cheap = { N: 2 ** 8, r: 8, p: 1 };

test('a sealed text opens for its own row and with its own key alone', () => {
  const keyring = createKeyring(secret);
  const sealed = keyring.seal('password', 'connection/demo/1');
  expect(sealed).not.toContain('password');
  expect(keyring.open(sealed, 'connection/demo/1')).toBe('password');
  expect(() => keyring.open(sealed, 'connection/demo/2')).toThrow();
  expect(() => createKeyring(`${secret}!`).open(sealed, 'connection/demo/1')).toThrow(
    'sealed with another key',
  );
  const [head, ...rest] = sealed.split('.').reverse();
  const changed = [(head ?? '').replace(/^./, (char) => (char === 'A' ? 'B' : 'A')), ...rest];
  expect(() => keyring.open(changed.reverse().join('.'), 'connection/demo/1')).toThrow();
});

test('the same text is never sealed alike twice', () => {
  const { seal } = createKeyring(secret);
  expect(seal('x', 'row')).not.toBe(seal('x', 'row'));
});

test('a mac depends on the key and on every character', () => {
  const { mac, isSame } = createKeyring(secret);
  expect(mac('a')).toMatch(/^[0-9a-f]{64}$/);
  expect(mac('a')).toBe(createKeyring(secret).mac('a'));
  expect(mac('a')).not.toBe(mac('b'));
  expect(mac('a')).not.toBe(createKeyring(`${secret}!`).mac('a'));
  expect(isSame(mac('a'), mac('a'))).toBe(true);
  expect(isSame(mac('a'), mac('b'))).toBe(false);
  expect(isSame(mac('a'), '')).toBe(false);
});

test('a password is right for its own hash alone, whatever the cost is today', async () => {
  const old = createPasswordHash(cheap);
  const today = createPasswordHash({ ...cheap, N: 2 ** 9 });
  const stored = await old.hash('correct horse');
  expect(stored).toMatch(/^scrypt\$256,8,1\$/);
  expect(await today.isRight('correct horse', stored)).toBe(true);
  expect(await today.isRight('correct horsf', stored)).toBe(false);
  expect(await old.hash('correct horse')).not.toBe(stored);
});

test('no password is right where there is none, not even the one behind the dummy', async () => {
  const { isRight } = createPasswordHash(cheap);
  expect(await isRight('', null)).toBe(false);
  expect(await isRight('correct horse', null)).toBe(false);
});

test('the cost of a real hash is that of 32 MB, and not less', async () => {
  const stored = await createPasswordHash().hash('correct horse');
  expect(stored).toMatch(/^scrypt\$32768,8,3\$/);
});
