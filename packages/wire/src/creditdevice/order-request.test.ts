import { expect, test } from 'vitest';
import { isJsonObject } from '../json-value.ts';
import { readJson } from '../strict-json.ts';
import type { DmmAmountRule } from './contract.ts';
import { type DmmExtraField, readDmmQuestion, readDmmRest } from './order-request.ts';

function question(members: string, rule: DmmAmountRule = 'required') {
  return readDmmQuestion(readJson(`{${members}}`, { inexactNumbers: 'keep' }), rule);
}

function rest(members: string, fields: readonly DmmExtraField[] = []) {
  const body = readJson(`{${members}}`, { inexactNumbers: 'keep' });
  if (!isJsonObject(body)) throw new Error('no object');
  return readDmmRest(body, fields);
}

const fault = (member: string, problem: 'required' | 'invalid') => ({
  ok: false,
  problem: { member, problem },
});

test('an integer is an integer however it is written, and nothing else is one', () => {
  const amountOf = (text: string) => {
    const read = question(`"reg_number":"28092355","amount":${text},"ruleset_id":1`);
    return read?.ok === true ? read.value.amount : read;
  };
  for (const text of ['10000', '10000.0', '1e4', '1.0E+4', '10000.000']) {
    expect(amountOf(text)).toBe(10_000);
  }
  expect(amountOf('0')).toBe(0);
  expect(amountOf('-0')).toBe(0);
  expect(amountOf('100000000')).toBe(100_000_000);
  const bad = ['-1', '1.5', '100000001', '"10000"', '1e9', '1e400', 'true', '[1]', '{}'];
  for (const text of [...bad, '12345678901234567890', '0.00000000000000000001']) {
    expect(amountOf(text), text).toEqual(fault('amount', 'invalid'));
  }
  expect(amountOf('null')).toEqual(fault('amount', 'required'));
});

test('the first fault is named, in the order number, amount, language, ruleset', () => {
  const bad = ['"reg_number":"1"', '"amount":-1', '"language":"FR"', '"ruleset_id":"1"'];
  const good = ['"reg_number":"28092355"', '"amount":1', '"language":"de"', '"ruleset_id":1'];
  for (const [at, name] of ['reg_number', 'amount', 'language', 'ruleset_id'].entries()) {
    const members = [...good.slice(0, at), ...bad.slice(at)].reverse();
    expect(question(members.join(','))).toEqual(fault(name, 'invalid'));
  }
  expect(question(good.join(','))).toMatchObject({ ok: true, value: { language: 'DE' } });
  expect(question('"amount":-1')).toEqual(fault('reg_number', 'required'));
});

test('a number of a company has 8 or 12 digits, and no check digit', () => {
  const numberOf = (text: string) => {
    const read = question(`"reg_number":${text},"amount":1,"ruleset_id":1`);
    return read?.ok === true ? read.value.regNumber : read;
  };
  expect(numberOf('"28092355"')).toBe('28092355');
  expect(numberOf('" 00003717 "')).toBe('00003717');
  expect(numberOf('"000037178598"')).toBe('000037178598');
  const bad = ['2809235', '280923551', '2809 2355', '28.09.23.55', 'NL280923', '٢٨٠٩٢٣٥٥', ''];
  for (const text of bad) {
    expect(numberOf(`"${text}"`), text).toEqual(fault('reg_number', 'invalid'));
  }
  expect(numberOf('28092355')).toEqual(fault('reg_number', 'invalid'));
  expect(numberOf('null')).toEqual(fault('reg_number', 'required'));
});

test('an environment without amounts looks at none', () => {
  const members = '"reg_number":"28092355","ruleset_id":1';
  expect(question(members, 'optional')).toMatchObject({ ok: true, value: { amount: 0 } });
  expect(question(`${members},"amount":-1`, 'optional')).toEqual(fault('amount', 'invalid'));
  expect(question(`${members},"amount":-1`, 'unused')).toMatchObject({ value: { amount: 0 } });
});

test('a ruleset is an integer from 1 on, and a body is an object', () => {
  for (const text of ['0', '-1', '1.5', '"1"', 'true']) {
    const members = `"reg_number":"28092355","amount":1,"ruleset_id":${text}`;
    expect(question(members), text).toEqual(fault('ruleset_id', 'invalid'));
  }
  for (const body of ['[]', '"text"', '1', 'null']) {
    expect(readDmmQuestion(readJson(body), 'required')).toBeNull();
  }
  expect(readDmmQuestion(undefined, 'required')).toBeNull();
});

test('a reference is a plain text of at most 255 characters', () => {
  expect(rest('')).toEqual({ ok: true, value: { reference: null, extra: {} } });
  expect(rest('"reference":null')).toMatchObject({ value: { reference: null } });
  expect(rest('"reference":"SO-1 ü"')).toMatchObject({ value: { reference: 'SO-1 ü' } });
  const longest = '😀'.repeat(255);
  expect(rest(`"reference":"${longest}"`)).toMatchObject({ value: { reference: longest } });
  for (const text of [`"${longest}x"`, '5', '"a\\nb"', '"\\u007f"', '["a"]']) {
    expect(rest(`"reference":${text}`)).toEqual(fault('reference', 'invalid'));
  }
});

test('what an environment demands more is demanded, by type, after everything else', () => {
  const fields = [
    { name: 'sector', type: 'string' },
    { name: 'years', type: 'number' },
    { name: 'known', type: 'boolean' },
  ] as const;
  const good = '"sector":"retail","years":2.50,"known":false';
  expect(rest(`${good},"other":1`, fields)).toEqual({
    ok: true,
    value: {
      reference: null,
      extra: { sector: 'retail', years: { number: '2.50' }, known: false },
    },
  });
  expect(rest('', fields)).toEqual(fault('sector', 'required'));
  expect(rest(good.replace('2.50', '"2"'), fields)).toEqual(fault('years', 'invalid'));
  expect(rest(good.replace('false', '"no"'), fields)).toEqual(fault('known', 'invalid'));
  expect(rest(`"reference":5,${good.replace('"retail"', '7')}`, fields)).toEqual(
    fault('reference', 'invalid'),
  );
});
