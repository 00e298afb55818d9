import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { notice } from '../../third-party-notices.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'aval-notices-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function aPackage(name: string, license: string, files: Readonly<Record<string, string>>): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', license }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

test('a notice holds the licence and the notice file of a package', () => {
  const files = { LICENSE: 'the terms', 'NOTICE.md': 'the names' };
  expect(notice(aPackage('plain', 'Apache-2.0', files))).toBe(
    'plain 1.0.0 (Apache-2.0)\n\nthe terms\n\nthe names',
  );
});

test('a readme counts when it ends in the whole text', () => {
  const terms = 'Copyright them\n\nPermission is hereby granted, …';
  const readme = `# It\n\nwords\n\n## License\n\n${terms}\n`;
  expect(notice(aPackage('in-readme', 'MIT', { 'README.md': readme }))).toContain(terms);
});

test('a package without a licence text stops the build', () => {
  const readme = { 'README.md': '# It\n\n## License\n\nMIT\n' };
  expect(() => notice(aPackage('bare', 'MIT', readme))).toThrow('no licence text');
});

test('a licence that was not weighed stops the build', () => {
  const files = { LICENSE: 'the terms' };
  expect(() => notice(aPackage('strict', 'AGPL-3.0', files))).toThrow('not for the bundle');
});
