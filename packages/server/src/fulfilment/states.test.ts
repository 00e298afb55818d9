import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Defect } from '../kernel/assert.ts';
import {
  addonTransitions,
  assetTransitions,
  callTransitions,
  stateAfter,
  subscriptionTransitions,
  type Transitions,
  transition,
} from './states.ts';

type Table = Transitions<string, string>;

/** Each table with the way in, as the page draws it. */
const tables: Readonly<Record<string, { readonly table: Table; readonly entry: string }>> = {
  Subscription: { table: subscriptionTransitions, entry: 'active: create' },
  'Add-on': { table: addonTransitions, entry: 'active: provision' },
  Asset: { table: assetTransitions, entry: 'active: create' },
  'The record of a call': { table: callTransitions, entry: 'received: call' },
};

const stepsOf = (table: Table) => [
  ...new Set(Object.values(table).flatMap((ways) => Object.keys(ways))),
];

describe.each(Object.entries(tables))('%s', (title, { table, entry }) => {
  test('leads only to states that it has, and every pair is allowed or a defect', () => {
    let allowed = 0;
    for (const state of Object.keys(table)) {
      for (const step of stepsOf(table)) {
        const next = stateAfter(table, state, step);
        if (next === null) expect(() => transition(table, state, step)).toThrow(Defect);
        else {
          expect(Object.keys(table)).toContain(next);
          expect(transition(table, state, step)).toBe(next);
          allowed += 1;
        }
      }
    }
    expect(allowed).toBeGreaterThan(1);
  });

  test('reaches every state from its entry', () => {
    const reached = new Set([entry.split(':')[0] ?? '']);
    for (const state of reached) {
      for (const next of Object.values(table[state] ?? {}))
        if (next !== undefined) reached.add(next);
    }
    expect([...reached].sort()).toEqual(Object.keys(table).sort());
  });

  test('is the diagram in the documents', () => {
    const page = join(import.meta.dirname, '../../../../docs/concepts/subscription.md');
    const text = readFileSync(page, 'utf8').split(`## ${title}\n`)[1] ?? '';
    const drawn = /```mermaid\n([\s\S]*?)```/.exec(text)?.[1];
    const edges = Object.entries(table).flatMap(([from, ways]) =>
      Object.entries(ways).map(([step, to]) => `    ${from} --> ${to}: ${step}\n`),
    );
    const ends = Object.entries(table)
      .filter(([, ways]) => Object.keys(ways).length === 0)
      .map(([state]) => `    ${state} --> [*]\n`);
    expect(drawn).toBe(['stateDiagram-v2\n', `    [*] --> ${entry}\n`, ...edges, ...ends].join(''));
  });
});

test('what has ended stays ended, but for an add-on, which can be bought again', () => {
  expect(subscriptionTransitions.cancelled).toEqual({});
  expect(assetTransitions.cancelled).toEqual({});
  expect(callTransitions.done).toEqual({});
  expect(callTransitions.refused).toEqual({});
  expect(addonTransitions.cancelled).toEqual({ provision: 'active' });
});
