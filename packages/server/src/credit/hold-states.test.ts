import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aHold, later, noon } from '../../test/builders/credit.ts';
import { Defect } from '../kernel/assert.ts';
import { hour } from '../kernel/clock.ts';
import { canTake, type HoldStep, holdTransitions, transition } from './hold-states.ts';

const steps: readonly HoldStep[] = [
  ...(['resize', 'extend', 'capture', 'finish', 'release', 'expire'] as const),
  ...(['exceed', 'revive'] as const),
];
const states = ['open', 'captured', 'released', 'expired'] as const;

describe('the life of a hold', () => {
  test('has one end: no step leads out of a state that is not open', () => {
    for (const state of states.filter((one) => one !== 'open')) {
      for (const step of steps) {
        if (canTake(state, step)) expect(holdTransitions[state][step]).toBe(state);
      }
    }
  });

  test('uses every step somewhere, and each pair is either allowed or a defect', () => {
    for (const step of steps) {
      const allowed = states.filter((state) => canTake(state, step));
      expect(allowed).not.toEqual([]);
      for (const state of states) {
        const take = () => transition(aHold({ state }), step, noon);
        if (allowed.includes(state)) expect(take().state).toBe(holdTransitions[state][step]);
        else expect(take).toThrow(Defect);
      }
    }
  });

  test('keeps the moment of its end, whatever is booked later', () => {
    const ended = transition(aHold(), 'expire', noon);
    expect(ended).toMatchObject({ state: 'expired', heldMinor: 0n, endedAt: noon, version: 2n });
    const booked = transition(ended, 'exceed', later(hour), { excessMinor: 5n });
    expect(booked).toMatchObject({ endedAt: noon, excessMinor: 5n, heldMinor: 0n, version: 3n });
  });
});

test('the diagram in the documents is the table', () => {
  const page = join(import.meta.dirname, '../../../../docs/concepts/hold.md');
  const drawn = /```mermaid\n([\s\S]*?)```/.exec(readFileSync(page, 'utf8'))?.[1];
  const edges = Object.entries(holdTransitions).flatMap(([from, ways]) =>
    Object.entries(ways).map(([step, to]) => `    ${from} --> ${to}: ${step}\n`),
  );
  expect(edges).toHaveLength(10);
  expect(drawn).toBe(
    [
      'stateDiagram-v2\n',
      '    [*] --> open: place\n',
      '    [*] --> open: revive (a new hold)\n',
      '    [*] --> captured: late capture (a new hold)\n',
      ...edges,
      '    captured --> [*]\n',
      '    released --> [*]\n',
      '    expired --> [*]\n',
    ].join(''),
  );
});
