import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applicationMoves } from '../../src/decisions/application.ts';

const guide = join(import.meta.dirname, '../../../../docs/guides/decision-maker.md');

test('the diagram of the guide has the moves of the table, and no other', () => {
  const drawn = [...readFileSync(guide, 'utf8').matchAll(/^ {2}(\w+) --> (\w+)$/gm)].map(
    ([, from, to]) => `${from} to ${to}`,
  );
  const moves = Object.entries(applicationMoves).flatMap(([from, targets]) =>
    targets.map((to) => `${from} to ${to}`),
  );
  expect(drawn.length).toBe(7);
  expect(drawn.sort()).toEqual(moves.sort());
});
