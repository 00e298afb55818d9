import { expect, test } from 'vitest';
import {
  audienceOf,
  audienceOfProviderCode,
  isWritableCode,
  serviceManagerCodes,
} from './codes.ts';

test('no two entries of the registry share a number, and all may be written', () => {
  const numbers = Object.values(serviceManagerCodes);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const number of numbers) expect(isWritableCode(number)).toBe(true);
});

test('the bounds of the range for customers are read as inside and never written', () => {
  for (const bound of [-80_000, -89_999]) {
    expect(audienceOf(bound)).toBe('end_user');
    expect(isWritableCode(bound)).toBe(false);
  }
  expect(audienceOf(-79_999)).toBe('back_office');
  expect(audienceOf(-90_000)).toBe('back_office');
});

test('a provider chooses codes beside ours, each for one audience', () => {
  const edges = [-81_000, -89_998, -10_000, -79_999].map(audienceOfProviderCode);
  expect(edges).toEqual(['end_user', 'end_user', 'back_office', 'back_office']);
  for (const code of [-80_999, -80_100, -9_999, -1_000, -90_000, 0, 7, -20_000.5]) {
    expect(audienceOfProviderCode(code)).toBeNull();
  }
  for (const code of Object.values(serviceManagerCodes)) {
    expect(audienceOfProviderCode(code)).toBeNull();
  }
});

test('every code that a server may write is read for the audience that it was chosen for', () => {
  let seen = 0;
  for (let code = -95_000; code <= 1; code += 1) {
    const audience = audienceOfProviderCode(code);
    if (audience === null) continue;
    expect(audienceOf(code) === audience && isWritableCode(code)).toBe(true);
    seen += 1;
  }
  expect(seen).toBe(8_999 + 70_000);
});
