import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findNewerNode } from './newer-node.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const newer = findNewerNode();
const suiteTimeoutMs = 300_000;

type Report = {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
};

test.skipIf(newer.missing !== null)(
  `the storage suite passes on a newer Node${newer.missing === null ? '' : ` (${newer.missing})`}`,
  () => {
    const node = join(newer.binFolder ?? '', 'node');
    const major = Number(
      spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout.split('.')[0],
    );
    expect(major).toBeGreaterThan(22);

    const environment = Object.entries(process.env).filter(([name]) => !/^VITEST/.test(name));
    const run = spawnSync(
      node,
      [
        join(root, 'node_modules', 'vitest', 'vitest.mjs'),
        ...['run', '--project', 'server', '--reporter=json', 'packages/server/test/storage'],
      ],
      {
        cwd: root,
        encoding: 'utf8',
        env: Object.fromEntries(environment),
        maxBuffer: 64_000_000,
        timeout: suiteTimeoutMs,
      },
    );
    expect(run.stdout, run.stderr).toContain('{');
    const report: Report = JSON.parse(run.stdout.slice(run.stdout.indexOf('{')));
    const failed = report.testResults.flatMap((file) => [
      ...(file.status === 'failed' && file.assertionResults.length === 0 ? [file.message] : []),
      ...file.assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages.join()}`),
    ]);
    expect(failed).toEqual([]);
    expect(run.status, run.stderr).toBe(0);
    expect(report.numPassedTests).toBeGreaterThan(10);
  },
  suiteTimeoutMs,
);
