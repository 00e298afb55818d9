import { expect, test } from 'vitest';
import {
  aLine,
  eur,
  holdId,
  lineId,
  noon,
  organizationId,
  placing,
  tenantId,
} from '../../../test/builders/credit.ts';
import type { CreditUnit } from '../../credit/index.ts';
import type { ChangeSet } from './batch-io.ts';
import { runBatch } from './run-batch.ts';

/** What a batch writes over a group of two lines. */
async function changesOf(units: readonly CreditUnit[]): Promise<ChangeSet> {
  const written: ChangeSet[] = [];
  await runBatch(
    {
      begin: () => noon,
      load: () => ({
        keys: [],
        lines: [aLine({ name: 'child', parentLineId: lineId('root') }), aLine({ name: 'root' })],
        holds: [],
        captures: [],
        levelsBelow: new Map(),
        echoes: [],
        sequences: [],
      }),
      write: (_tenantId, changes) => {
        written.push(changes);
      },
      commit: () => {},
      rollback: () => {},
    },
    units,
  );
  return written[0] as ChangeSet;
}

const onChild = placing({ holdId: holdId('child'), organizationId: organizationId('child') });
const onRoot = placing({ holdId: holdId('root'), organizationId: organizationId('root') });

test.each([
  ['below', [onChild, onRoot]],
  ['above', [onRoot, onChild]],
])(
  'a unit writes one entry for a line, about its own step, when another stands %s',
  async (_, credit) => {
    const unit = {
      tenantId,
      key: null,
      credit,
      rows: { ifDone: [], ifRefused: [] },
      deadlineAt: null,
    };
    const { entries } = await changesOf([unit]);
    const ofRoot = entries.filter((entry) => entry.lineId === lineId('root'));
    expect(ofRoot).toMatchObject([
      {
        holdId: holdId('root'),
        lineVersion: 2n,
        delta: { heldMinor: 100_00n, belowMinor: 100_00n },
        figures: { heldMinor: 100_00n, belowMinor: 100_00n },
      },
    ]);
    expect(entries.length).toBe(2);
  },
);

function aUnit(...credit: CreditUnit['credit']): CreditUnit {
  return { tenantId, key: null, credit, rows: { ifDone: [], ifRefused: [] }, deadlineAt: null };
}

const second = (command: typeof onChild) => ({ ...command, holdId: holdId('second') });

test('steps of several holds of a line are an entry each, and one of the line above them', async () => {
  const { entries, changedLines } = await changesOf([aUnit(onChild, onRoot, second(onChild))]);
  const told = entries.map(({ lineId, holdId, lineVersion }) => [lineId, holdId, lineVersion]);
  expect(told).toEqual([
    [lineId('child'), holdId('child'), 2n],
    [lineId('root'), holdId('root'), 2n],
    [lineId('child'), holdId('second'), 3n],
  ]);
  expect(changedLines.map(({ line }) => [line.lineId, line.version])).toEqual([
    [lineId('child'), 3n],
    [lineId('root'), 2n],
  ]);
  expect(entries[1]?.delta).toMatchObject({ heldMinor: 100_00n, belowMinor: 200_00n });
});

test('a line of which several holds step beside lines below it keeps each entry', async () => {
  const { entries, changedLines } = await changesOf([aUnit(onRoot, onChild, second(onRoot))]);
  const ofRoot = entries.filter((entry) => entry.lineId === lineId('root'));
  expect(ofRoot.map(({ lineVersion, delta }) => [lineVersion, delta.belowMinor])).toEqual([
    [2n, 0n],
    [3n, 100_00n],
    [4n, 0n],
  ]);
  expect(changedLines.find(({ line }) => line.lineId === lineId('root'))?.line.version).toBe(4n);
});

test('two steps of one hold in a unit are a defect', async () => {
  const resized = { type: 'resizeHold', holdId: holdId('child'), amount: eur(50_00n) } as const;
  const { origin, policy } = onChild;
  const unit = aUnit(onChild, { ...resized, origin, policy });
  await expect(changesOf([unit])).rejects.toThrow('two commands for one line');
});
