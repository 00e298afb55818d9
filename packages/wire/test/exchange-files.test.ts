import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readJson } from '../src/strict-json.ts';
import { loadExchanges } from './exchanges.ts';

const folder = new URL('../exchanges/', import.meta.url);
const files = readdirSync(folder).filter((file) => file !== 'fixture.json');

test('names are unique, and what an exchange builds on exists', () => {
  const known = new Set<string>();
  for (const file of files) {
    for (const { name } of loadExchanges(file)) {
      expect(known.has(`${file}#${name}`)).toBe(false);
      known.add(`${file}#${name}`);
    }
  }
  let references = 0;
  for (const file of files) {
    for (const { after = [] } of loadExchanges(file)) {
      for (const reference of after) {
        expect(known).toContain(reference.includes('#') ? reference : `${file}#${reference}`);
        references += 1;
      }
    }
  }
  expect(files).toHaveLength(5);
  expect(references).toBeGreaterThan(100);
});

test('the files themselves are strict JSON', () => {
  const limits = { bytesMax: 1024 * 1024, membersMax: 100_000 };
  for (const file of [...files, 'fixture.json']) {
    expect(() => readJson(readFileSync(new URL(file, folder)), limits)).not.toThrow();
  }
});
