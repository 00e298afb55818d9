import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'rolldown';
import { inject } from 'vitest';
import { bundle } from '../../rolldown.config.mjs';
import { fromRowHold } from '../../src/storage/schema/rows.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { holdId } from '../builders/credit.ts';
import { aClock } from '../storage/engines.ts';

const packageFolder = join(import.meta.dirname, '..', '..');

/** The bundled program of `sqlite-server.ts`. */
export type ServerProgram = { readonly path: string; readonly remove: () => void };

export async function bundleServer(name: string): Promise<ServerProgram> {
  const output = join('.tmp', `${name}-${process.pid}`);
  const file = join(output, 'sqlite-server.js');
  await build(bundle({ entry: 'test/race/sqlite-server.ts', file }));
  return {
    path: join(packageFolder, file),
    remove: () => rmSync(join(packageFolder, output), { recursive: true, force: true }),
  };
}

export type ServerRun = {
  readonly folder: string;
  /** Part of the names of its holds. */
  readonly name: string;
  readonly answers: 'late' | 'early';
  /** Killed after so many answers; null lets it end by itself. */
  readonly killAfter: number | null;
  /** A program that runs it, with its arguments. */
  readonly under?: readonly string[];
};

export type ServerEnd = {
  readonly answers: readonly string[];
  readonly errors: string;
  readonly code: number | null;
};

/** Lets a server run under load until it ends, one way or the other, and tells what it answered. */
export async function runServer(program: ServerProgram, run: ServerRun): Promise<ServerEnd> {
  const { folder, name, answers, killAfter, under = [] } = run;
  const server = [
    process.execPath,
    program.path,
    folder,
    inject('storageWorkerPath'),
    name,
    answers,
  ];
  const [command = '', ...args] = [...under, ...server];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'exit');
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === killAfter) child.kill('SIGKILL');
  }
  const [code] = (await exit) as [number | null];
  return { answers: lines, errors, code };
}

export function openData(folder: string): Promise<Storage> {
  return openSqliteStorage({
    folder,
    writer: 'inThread',
    clock: aClock(),
    onFatal: (error) => {
      throw error;
    },
  });
}

/** The answers that the database does not know of. */
export async function missingFrom(
  storage: Storage,
  answers: readonly string[],
): Promise<readonly string[]> {
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
