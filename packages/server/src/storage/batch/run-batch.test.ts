import { expect, test } from 'vitest';
import {
  aLine,
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
