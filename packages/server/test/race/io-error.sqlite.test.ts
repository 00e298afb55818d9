import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bundleServer,
  missingFrom,
  openData,
  runServer,
  type ServerProgram,
} from './sqlite-rig.ts';

const timeoutMs = 90_000;

/** Errors of the system calls themselves need strace, which is not everywhere, nor always allowed. */
function whyNoStrace(): string | null {
  const probe = spawnSync('strace', ['-f', '-qq', '-o', '/dev/null', 'true']);
  if (probe.error !== undefined) return 'no strace here';
  return probe.status === 0 ? null : 'strace is not allowed here';
}
const missing = whyNoStrace();

describe.skipIf(missing !== null)(`a disk that fails (${missing ?? 'by strace'})`, () => {
  let program: ServerProgram;
  let folder: string;
  beforeAll(async () => {
    program = await bundleServer('io-error');
    folder = mkdtempSync(join(tmpdir(), 'aval-io-error-'));
  });
  afterAll(() => {
    program.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const under = (calls: string, injection: string) => [
    ...['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${calls}`],
    ...['-e', `inject=${calls}:${injection}`],
  ];

  async function runOn(name: string, strace: readonly string[]) {
    const data = join(folder, name);
    const run = { folder: data, name, answers: 'late', killAfter: null, under: strace } as const;
    const end = await runServer(program, run);
    expect(end.code, end.errors).not.toBe(0);
    const storage = await openData(data);
    expect(await missingFrom(storage, end.answers)).toEqual([]);
    expect(await storage.verify()).toMatchObject({ difference: null });
    await storage.close();
    return end;
  }

  test.each([30, 37, 52])(
    'in flush %i of its life stops the server, and nothing that was answered is lost',
    async (flush) => {
      const end = await runOn(
        `flush${flush}`,
        under('fsync,fdatasync', `error=EIO:when=${flush}+`),
      );
      expect(end.answers.length).toBeGreaterThan(0);
      expect(end.errors).toContain('unknown until the file is opened again');
    },
    timeoutMs,
  );

  test(
    'because it is full refuses, and nothing that was answered is lost',
    async () => {
      const end = await runOn('full', under('pwrite64', 'error=ENOSPC:when=900+'));
      expect(end.answers.length).toBeGreaterThan(0);
      expect(end.errors).toContain('database or disk is full');
      expect(end.errors).toContain('Nothing was changed');
    },
    timeoutMs,
  );
});
