import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findNewerNode } from './newer-node.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const newer = findNewerNode();
const suiteTimeoutMs = 300_000;
const outputMax = 10_000;

const scratch = mkdtempSync(join(tmpdir(), 'aval-newer-node-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test.skipIf(newer.missing !== null)(
  `the storage suite passes on a newer Node${newer.missing === null ? '' : ` (${newer.missing})`}`,
  () => {
    const node = join(newer.binFolder ?? '', 'node');
    const major = Number(
      spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout.split('.')[0],
    );
    expect(major).toBeGreaterThan(22);

    const environment = Object.entries(process.env).filter(([name]) => !/^VITEST/.test(name));
    const file = join(scratch, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const run = spawnSync(
      node,
      [
        join(root, 'node_modules', 'vitest', 'vitest.mjs'),
        ...['run', '--project', 'server', ...reporters, 'packages/server/test/storage'],
      ],
      {
        cwd: root,
        encoding: 'utf8',
        env: { ...Object.fromEntries(environment), NO_COLOR: '1' },
        maxBuffer: 64_000_000,
        timeout: suiteTimeoutMs,
      },
    );
    expect(run.status, `${run.stdout}\n${run.stderr}`.slice(-outputMax)).toBe(0);
    const { numPassedTests } = JSON.parse(readFileSync(file, 'utf8'));
    expect(numPassedTests).toBeGreaterThan(10);
  },
  suiteTimeoutMs,
);
