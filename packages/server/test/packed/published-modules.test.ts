import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..', '..');

beforeAll(() => {
  const tsc = join(root, 'node_modules', '.bin', 'tsc');
  execFileSync(tsc, ['-b', 'packages/wire', 'packages/dmn'], { cwd: root });
});

test.each(['wire', 'dmn'])('@aval/%s resolves as its manifest says', async (name) => {
  const { messages, pkg } = await publint({ pkgDir: join(root, 'packages', name), pack: 'npm' });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

test.each(['wire', 'dmn'])('@aval/%s loads in plain Node and exports something', (name) => {
  const script = `import('@aval/${name}').then((it) => console.log(Object.keys(it).length))`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(root, 'packages', 'server'),
    encoding: 'utf8',
  });
  expect(Number(printed)).toBeGreaterThan(0);
});

test('the published modules contain no tests', () => {
  for (const name of ['wire', 'dmn']) {
    const report = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: join(root, 'packages', name),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const paths = JSON.parse(report)[0].files.map((file: { path: string }) => file.path);
    expect(paths).toContain('dist/index.js');
    expect(paths.filter((path: string) => /\.test\.|tsbuildinfo/.test(path))).toEqual([]);
  }
});
