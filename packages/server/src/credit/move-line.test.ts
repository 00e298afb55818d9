import { describe, expect, test } from 'vitest';
import { aGroup, aLine, lineId, setting } from '../../test/builders/credit.ts';
import { aLedger } from '../../test/builders/credit-ledger.ts';

/** `own` (300 at risk) below `a` below `root`; `b` below `root` too; `alone` by itself. */
function groups() {
  const [own, a, root] = aGroup(
    { name: 'own', postedMinor: 250n, belowMinor: 50n },
    { name: 'a', belowMinor: 300n, postedMinor: 7n },
    { name: 'root', belowMinor: 307n },
  );
  if (a === undefined || root === undefined) throw new Error('levels');
  const b = aLine({ name: 'b', parentLineId: root.lineId });
  return aLedger([own, a, root, b, aLine({ name: 'alone' })]);
}

const below = (ledger: ReturnType<typeof groups>) =>
  Object.fromEntries(
    ['a', 'b', 'root', 'alone'].map((name) => [name, ledger.line(name).belowMinor]),
  );

const move = (to: string | null) => setting({ parentLineId: to === null ? null : lineId(to) });

describe('a line that moves takes its exposure, and all below it, along', () => {
  test.each([
    [
      'to another branch: the levels above both do not change',
      'b',
      { a: 0n, b: 300n, root: 307n, alone: 0n },
    ],
    ['up in its own branch', 'root', { a: 0n, b: 0n, root: 307n, alone: 0n }],
    ['to another group', 'alone', { a: 0n, b: 0n, root: 7n, alone: 300n }],
    ['out of every group', null, { a: 0n, b: 0n, root: 7n, alone: 0n }],
  ])('%s', (_, to, expected) => {
    const ledger = groups();
    ledger.done(move(to));
    expect(below(ledger)).toEqual(expected);
    expect(ledger.exposure()).toBe(300n);
    expect(ledger.line().parentLineId).toBe(to === null ? null : lineId(to));
  });

  test('and back again leaves every level as it was', () => {
    const ledger = groups();
    const before = below(ledger);
    for (const to of ['b', 'alone', null, 'root', 'a']) ledger.done(move(to));
    expect(below(ledger)).toEqual(before);
  });
});

test('a move writes one entry for each line that changes, and none for the others', () => {
  const ledger = groups();
  ledger.done(move('b'));
  expect(ledger.rows.entries.map((entry) => [entry.lineId, entry.delta.belowMinor])).toEqual([
    [lineId('own'), 0n],
    [lineId('a'), -300n],
    [lineId('b'), 300n],
  ]);
  expect(ledger.line('root').version).toBe(1n);
});

test('a line that opens in a group brings nothing, and what follows counts on the group', () => {
  const ledger = aLedger([aLine({ name: 'group' })]);
  ledger.done(setting({ limitMinor: 5n, parentLineId: lineId('group') }));
  expect(ledger.rows.entries.map((entry) => entry.lineId)).toEqual([lineId('own')]);
  expect(ledger.line().parentLineId).toBe(lineId('group'));
});

test('joining a group that is full is allowed: nothing granted is undone', () => {
  const ledger = aLedger([
    aLine({ postedMinor: 900_00n }),
    aLine({ name: 'group', limitMinor: 100_00n }),
  ]);
  expect(ledger.done(move('group')).headroomMinor).toBe(-800_00n);
});
