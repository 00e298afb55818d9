import { expect, test } from 'vitest';
import type { CreditLine } from '../../src/credit/index.ts';
import type { LineId } from '../../src/kernel/ids.ts';
import type { LedgerEngine } from './ledger-engine.ts';
import { createMemoryEngine } from './memory-engine.ts';
import { runSeed } from './run-seed.ts';

test('a check against a line that was read before the last commit is caught within a few seeds', async () => {
  const caught: string[] = [];
  for (let seed = 1; seed <= 20; seed += 1) {
    try {
      await runSeed({
        seed,
        operations: 100,
        open: async (clock) => readingStale(createMemoryEngine(clock)),
      });
    } catch (error) {
      caught.push(String(error));
    }
  }
  expect(caught.length).toBeGreaterThan(15);
  expect(caught[0]).toMatch(/^Error: seed \d+ after \d+ operations: /);
});

/** Read, compare, write, with nothing locked in between: each batch sees figures that are one old. */
function readingStale(engine: LedgerEngine): LedgerEngine {
  const before = new Map<LineId, CreditLine>();
  const latest = new Map<LineId, CreditLine>();
  return {
    ...engine,
    io: () => {
      const io = engine.io();
      return {
        ...io,
        load: async (tenantId, plan) => {
          const loaded = await io.load(tenantId, plan);
          const lines = loaded.lines.map((line) => {
            const known = latest.get(line.lineId);
            if (known !== undefined && known !== line) before.set(line.lineId, known);
            latest.set(line.lineId, line);
            const stale = before.get(line.lineId);
            if (stale === undefined) return line;
            const { postedMinor, heldMinor, capturedMinor, containedMinor, belowMinor } = stale;
            return { ...line, postedMinor, heldMinor, capturedMinor, containedMinor, belowMinor };
          });
          return { ...loaded, lines };
        },
      };
    },
  };
}
