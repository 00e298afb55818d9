import { expect, test } from 'vitest';
import { readJson } from '../strict-json.ts';
import { isXml, readServiceManagerAnswer, writeServiceManagerAnswer } from './answer.ts';

const read = (text: string) => readServiceManagerAnswer(readJson(text));

test('a positive code is an error only where its text is XML', () => {
  expect(read('{"Code":1,"Message":"Ok","Result":"7"}')).toMatchObject({
    kind: 'done',
    result: '7',
  });
  for (const xml of ['<a/>', '<Errors><E x="1">t</E></Errors>', '<?xml version="1.0"?><a>x</a>']) {
    expect(isXml(xml), xml).toBe(true);
    expect(read(JSON.stringify({ Code: 5, Message: xml }))?.kind).toBe('refused');
  }
  for (const text of [
    '',
    'a < b > c',
    '<a>',
    '<a></b>',
    '</a>',
    '<a/><b/>',
    '<a/> x',
    '<a<b/>>',
    '<>',
  ]) {
    expect(isXml(text), text).toBe(false);
  }
});

test('a long text of brackets is told from XML in a moment', () => {
  const before = performance.now();
  for (const part of ['<', '<a ', '<a>', '< a=', '<a b="']) isXml(`${part.repeat(20_000)}>`);
  expect(performance.now() - before).toBeLessThan(1_000);
});

test('the text of an error is Message, else Description, else the old name', () => {
  const message = (text: string) => {
    const outcome = read(text);
    return outcome?.kind === 'refused' ? outcome.message : null;
  };
  expect(message('{"Code":-5,"Message":"a","Description":"b"}')).toBe('a');
  expect(message('{"Code":-5,"Message":null,"Description":"b"}')).toBe('b');
  expect(message('{"Code":-5,"Message":"","Description":"b"}')).toBe('b');
  expect(message('{"ErrorCode":-5,"ErrorMessage":"c"}')).toBe('c');
  expect(message('{"code":-5,"message":"d"}')).toBe('d');
  expect(message('{"Code":-5}')).toBe('');
});

test('an answer without a whole code is none', () => {
  for (const text of ['{}', '[]', 'null', '{"Code":"0"}', '{"Code":0.5}', '{"Code":null}']) {
    expect(read(text)).toBeNull();
  }
});

test('what else stands in an answer is kept, and what does not fit is passed over', () => {
  const body = {
    Code: 0,
    Result: 42,
    AccountExtraInfo: { a: 'b', c: 1 },
    SendNotification: true,
    GeneratedPassword: 'secret',
    ExtraInfo: [],
  };
  expect(read(JSON.stringify(body))).toEqual({
    kind: 'done',
    code: 0,
    result: '42',
    extras: { accountExtraInfo: { a: 'b' }, sendNotification: true, generatedPassword: 'secret' },
  });
});

test('an error has its text twice unless that is not wanted, a success has none', () => {
  const error = { code: -80_100, message: 'No.', result: null };
  expect(writeServiceManagerAnswer(error)).toBe(
    '{"Code":-80100,"Message":"No.","Description":"No.","Result":null}',
  );
  expect(writeServiceManagerAnswer(error, { hasDescription: false })).toBe(
    '{"Code":-80100,"Message":"No.","Result":null}',
  );
  expect(writeServiceManagerAnswer({ code: 0, message: 'ignored', result: 'sub-1' })).toBe(
    '{"Code":0,"Message":"","Result":"sub-1"}',
  );
});
