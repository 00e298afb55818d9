import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'rolldown';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { bundle } from '../../rolldown.config.mjs';
import { fromRowHold } from '../../src/storage/schema/rows.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { eur, holdId, placing, tenantId } from '../builders/credit.ts';
import { aClock } from '../storage/engines.ts';
import { aKey, aUnit } from '../storage/units.ts';

const packageFolder = join(import.meta.dirname, '..', '..');
const output = join('.tmp', `race-${process.pid}`);
const program = join(packageFolder, output, 'sqlite-server.js');
const roundsMax = 5;
const timeoutMs = 90_000;
/** Answers to wait for before each kill: other numbers cut the log at other places. */
const answersBeforeKill = [40, 700, 1_500, 250, 2_200];

beforeAll(async () => {
  const file = join(output, 'sqlite-server.js');
  await build(bundle({ entry: 'test/race/sqlite-server.ts', file }));
});
afterAll(() => rmSync(join(packageFolder, output), { recursive: true, force: true }));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aval-sigkill-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lets a server run until it has given so many answers, kills it, and tells what it answered. */
async function runAndKill(
  data: string,
  run: string,
  answers: 'late' | 'early',
  answersMin: number,
): Promise<readonly string[]> {
  const args = [program, data, inject('storageWorkerPath'), run, answers];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === answersMin) child.kill('SIGKILL');
  }
  const [code, signal] = await exit;
  expect([code, signal]).toEqual([null, 'SIGKILL']);
  return lines;
}

function open(data: string): Promise<Storage> {
  return openSqliteStorage({
    folder: data,
    writer: 'inThread',
    clock: aClock(),
    onFatal: (error) => {
      throw error;
    },
  });
}

/** The answers that the database does not know of. */
async function missingFrom(storage: Storage, answers: readonly string[]): Promise<string[]> {
  const rows = await storage.db.selectFrom('credit_hold').selectAll().execute();
  const holds = new Map(rows.map(fromRowHold).map((hold) => [hold.holdId, hold]));
  return answers.filter((answer) => {
    const [step, name = ''] = answer.split(' ');
    const hold = holds.get(holdId(name));
    if (hold === undefined) return true;
    if (step === 'captured') return hold.drawnMinor !== 4n;
    return step === 'released' && hold.state !== 'released';
  });
}

test(
  'a server that is killed again and again under load loses nothing that it answered',
  async () => {
    const data = join(folder, 'late');
    let total = 0;
    for (let round = 0; round < roundsMax; round += 1) {
      const answers = await runAndKill(
        data,
        `run${round}`,
        'late',
        answersBeforeKill[round] ?? 500,
      );
      total += answers.length;
      const storage = await open(data);
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
    for (let round = 0; round < roundsMax && missing.length === 0; round += 1) {
      const answers = await runAndKill(data, `run${round}`, 'early', 300 + round * 200);
      const storage = await open(data);
      missing.push(...(await missingFrom(storage, answers)));
      await storage.close();
    }
    expect(missing).not.toEqual([]);
  },
  timeoutMs,
);
