import { expect, test } from 'vitest';
import {
  aHold,
  aLine,
  holdId,
  lineId,
  organizationId,
  placing,
  releasing,
} from '../../../test/builders/credit.ts';
import { createLineHints } from './line-hints.ts';

const child = aLine({ name: 'child', parentLineId: lineId('root') });
const root = aLine({ name: 'root' });

test('a command for a line of a group goes where its root goes', () => {
  const hints = createLineHints();
  hints.learn({ lines: [child, root], holds: [] });
  const forChild = placing({ organizationId: organizationId('child') });
  const forRoot = placing({ organizationId: organizationId('root') });
  expect(hints.rootOf(forChild)).toBe(hints.rootOf(forRoot));
});

test('a hold goes where its line goes, from the moment when it was asked for', () => {
  const hints = createLineHints();
  hints.learn({ lines: [child, root], holds: [aHold({ name: 'old', lineId: lineId('child') })] });
  hints.rootOf(placing({ holdId: holdId('new'), organizationId: organizationId('child') }));
  expect(hints.rootOf(releasing({ holdId: holdId('old') }))).toBe('org_root');
  expect(hints.rootOf(releasing({ holdId: holdId('new') }))).toBe('org_root');
});

test('a line that has left its group goes its own way again', () => {
  const hints = createLineHints();
  hints.learn({ lines: [child, root], holds: [] });
  hints.learn({ lines: [aLine({ name: 'child' })], holds: [] });
  expect(hints.rootOf(placing({ organizationId: organizationId('child') }))).toBe('org_child');
});

test('what is not known goes by its own name', () => {
  expect(createLineHints().rootOf(releasing({ holdId: holdId('far') }))).toBe('hold_far');
});

test('hints are bounded: the oldest are forgotten', () => {
  const hints = createLineHints(2);
  const holds = ['one', 'two', 'three'].map((name) => aHold({ name, lineId: lineId('root') }));
  hints.learn({ lines: [root], holds });
  expect(hints.rootOf(releasing({ holdId: holdId('one') }))).toBe('hold_one');
  expect(hints.rootOf(releasing({ holdId: holdId('three') }))).toBe('org_root');
});
