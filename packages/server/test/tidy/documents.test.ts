import { expect, test } from 'vitest';
import { firstCells, relativeLinks, scriptsNamed } from './documents.ts';

test('relative links are found, others and those in code are not', () => {
  const text = [
    'See [a](docs/a.md#part), [b](../b.md) and ![c](c.svg).',
    'Not [d](https://d.test/x) nor [e](#below).',
    '```md',
    '[f](f.md)',
    '```',
    '[g](g.md)',
  ].join('\n');
  expect(relativeLinks(text)).toEqual(['docs/a.md', '../b.md', 'c.svg', 'g.md']);
});

test('the commands that a reader is told to run are found', () => {
  const text = '`npm ci && npm test`, `npm run test:sim -- x`, then npm start or `npm run demo`.';
  expect(scriptsNamed(text)).toEqual(['test', 'test:sim', 'start', 'demo']);
});

test('the first cells of a table are its rows', () => {
  expect(firstCells('| package | why |\n| --- | --- |\n| @a/b | c |\n| d | e |\n')).toEqual([
    '@a/b',
    'd',
  ]);
});
