import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isEnded, type StepStatus, stepTransitions } from './provider-step.ts';

const page = join(import.meta.dirname, '../../../../docs/guides/provider-system.md');
const statuses = Object.keys(stepTransitions) as StepStatus[];

test('the diagram of the guide is the table', () => {
  const drawn = /```mermaid\n([\s\S]*?)```/.exec(readFileSync(page, 'utf8'))?.[1];
  const moves = Object.entries(stepTransitions).flatMap(([from, ways]) =>
    Object.entries(ways).map(([move, to]) => `    ${from} --> ${to}: ${move}\n`),
  );
  const ends = ['    done --> [*]\n', '    given_up --> [*]\n'];
  const entry = '    [*] --> waiting: write\n';
  expect(drawn).toBe(['stateDiagram-v2\n', entry, ...moves, ...ends].join(''));
});

test('what has ended stays ended, and everything else can still end', () => {
  for (const status of statuses) {
    const ways = Object.keys(stepTransitions[status]);
    expect([status, ways.length === 0]).toEqual([status, isEnded({ status })]);
  }
});

test('nobody retries or gives up what is under way', () => {
  expect(Object.keys(stepTransitions.under_way)).toEqual(['finish', 'fail', 'park']);
});
