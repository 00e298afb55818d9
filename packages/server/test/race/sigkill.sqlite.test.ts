import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eur, holdId, placing, tenantId } from '../builders/credit.ts';
import { aKey, aUnit } from '../storage/units.ts';
import {
  bundleServer,
  missingFrom,
  openData,
  runServer,
  type ServerProgram,
} from './sqlite-rig.ts';

const timeoutMs = 90_000;
/** Answers to wait for before each kill: other numbers cut the log at other places. */
const killAfter = [40, 700, 1_500, 250, 2_200];

let program: ServerProgram;
let folder: string;
beforeAll(async () => {
  program = await bundleServer('sigkill');
  folder = mkdtempSync(join(tmpdir(), 'aval-sigkill-'));
});
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

test(
  'a server that is killed again and again under load loses nothing that it answered',
  async () => {
    const data = join(folder, 'late');
    let total = 0;
    for (const [round, count] of killAfter.entries()) {
      const run = { folder: data, name: `run${round}`, answers: 'late', killAfter: count } as const;
      const { answers, code } = await runServer(program, run);
      expect(code).toBeNull();
      total += answers.length;
      const storage = await openData(data);
      expect(await missingFrom(storage, answers)).toEqual([]);
      const report = await storage.verify();
      expect(report).toMatchObject({ tenants: 1, lines: 1, difference: null });
      // What was not answered is there as a whole or not at all: hold and key go together.
      const keys = await storage.db.selectFrom('request_key').select('value').execute();
      expect(keys).toHaveLength(report.holds);
      const placed = answers.find((answer) => answer.startsWith('placed'))?.split(' ')[1] ?? '';
      const again = placing({ holdId: holdId('again'), amount: eur(10n) });
      expect(await storage.commit(aUnit([again], { tenantId, key: aKey(placed) }))).toMatchObject({
        kind: 'done',
        repeated: true,
        results: [{ hold: { holdId: holdId(placed) } }],
      });
      await storage.close();
    }
    expect(total).toBeGreaterThan(1_000);
  },
  timeoutMs,
);

test(
  'the rig sees a server that answers before the commit',
  async () => {
    const data = join(folder, 'early');
    const missing: string[] = [];
    for (let round = 0; round < 5 && missing.length === 0; round += 1) {
      const { answers } = await runServer(program, {
        folder: data,
        name: `run${round}`,
        answers: 'early',
        killAfter: 300 + round * 200,
      });
      const storage = await openData(data);
      missing.push(...(await missingFrom(storage, answers)));
      await storage.close();
    }
    expect(missing).not.toEqual([]);
  },
  timeoutMs,
);
