import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from '../strict-json.ts';
import { readOneClientId } from './client-id.ts';
import { readOneFigures, writeOneTradeCredit } from './figures.ts';

const client = { kind: 'organization', id: 'Acme-1', key: 'acme-1' } as const;

function read(body: string, exponent = 2) {
  const result = readOneFigures(readJson(body, { inexactNumbers: 'keep' }), client, exponent);
  return result.ok ? result.value : result.problem;
}

const bodyWith = (creditValue: string) =>
  `{"availableCreditValue":0,"creditValue":${creditValue},"creditValueUsed":0}`;

test('figures that are written are read back, whatever the currency', () => {
  const aMinor = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
  const aLimit = fc.bigInt({ min: 0n, max: 10n ** 14n });
  fc.assert(
    fc.property(aLimit, aMinor, aMinor, fc.nat(4), (limit, used, left, exponent) => {
      const figures = {
        creditValue: limit,
        creditValueUsed: used,
        availableCreditValue: left,
      };
      expect(read(writeOneTradeCredit(client, figures, exponent), exponent)).toEqual(figures);
    }),
  );
});

test('numbers without fraction are written without decimals, in the order of the document', () => {
  const figures = { creditValue: 1_000_000n, creditValueUsed: 100_050n, availableCreditValue: -5n };
  expect(writeOneTradeCredit(client, figures, 2)).toBe(
    '{"clientId":"org:Acme-1","creditValue":10000,"creditValueUsed":1000.5,"availableCreditValue":-0.05}',
  );
});

test('each rule of the values is named with its member', () => {
  const messages = (text: string, exponent = 2) => read(bodyWith(text), exponent);
  expect(messages('10000.00')).toMatchObject({ creditValue: 1_000_000n });
  expect(messages('1E4')).toMatchObject({ creditValue: 1_000_000n });
  for (const [text, message] of [
    ['10000.001', 'creditValue has more decimals than the currency.'],
    ['"10000"', 'creditValue must be a number.'],
    ['null', 'creditValue must be a number.'],
    ['[1]', 'creditValue must be a number.'],
    ['-1', 'creditValue must not be negative.'],
    ['12345678901234567890', 'creditValue has too many digits.'],
    ['1e400', 'creditValue has too many digits.'],
  ] as const) {
    expect(messages(text)).toEqual({ error: 'INVALID_VALUE', message });
  }
  expect(messages('0.5', 0)).toMatchObject({ error: 'INVALID_VALUE' });
  expect(messages('-0')).toMatchObject({ creditValue: 0n });
});

test('all three values are required, and only an object is a body', () => {
  expect(read('{"availableCreditValue":9000,"creditValueUsed":1000}')).toEqual({
    error: 'VALUE_REQUIRED',
    message: 'creditValue is required.',
  });
  expect(read('[]')).toMatchObject({ error: 'INVALID_BODY' });
  expect(readOneFigures(undefined, client, 2)).toMatchObject({ ok: false });
});

test('the figures need not add up, and a negative use or headroom is one', () => {
  expect(
    read('{"availableCreditValue":-500,"creditValue":0,"creditValueUsed":-12.5,"more":{}}'),
  ).toEqual({ creditValue: 0n, creditValueUsed: -1250n, availableCreditValue: -50_000n });
});

test('a client in the body must be the one of the path', () => {
  const named = (value: string) =>
    read(`{"availableCreditValue":0,"creditValue":0,"creditValueUsed":0,"clientId":${value}}`);
  for (const value of ['"org:acme-1"', '"ORG:ACME-1"', '"acme-1"']) {
    expect(named(value)).toMatchObject({ creditValue: 0n });
  }
  for (const value of ['"org:other"', '"ind:acme-1"', '1', 'null', '""']) {
    expect(named(value)).toMatchObject({ error: 'INVALID_VALUE' });
  }
});

test('an id without prefix is an organization, compared without case, kept as written', () => {
  expect(readOneClientId('Ab.c_d-1')).toEqual({
    kind: 'organization',
    id: 'Ab.c_d-1',
    key: 'ab.c_d-1',
  });
  expect(readOneClientId('IND:x')).toEqual({ kind: 'individual', id: 'x', key: 'x' });
  expect(readOneClientId('org:synchronization')?.id).toBe('synchronization');
  for (const text of ['', 'org:', 'Synchronization', 'cli:x', 'a b', 'a/b', 'org:org:x', 'é']) {
    expect(readOneClientId(text)).toBeNull();
  }
  expect(readOneClientId('x'.repeat(128))).not.toBeNull();
  expect(readOneClientId('x'.repeat(129))).toBeNull();
});
