import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { firstCells, relativeLinks, scriptsNamed } from './tidy/documents.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const skipped = ['node_modules', 'dist', '.git', '.tmp', '.aval', 'coverage'];
const documents = markdownBelow(root);
const manifests = ['.', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)]
  .concat('packages/server/test/packed/newer-node')
  .map((folder) => join(root, folder, 'package.json'))
  .filter((path) => existsSync(path))
  .map((path) => JSON.parse(read(path)));

test('every relative link in a document leads to a file', () => {
  const links = documents.flatMap((path) =>
    relativeLinks(read(path)).map((target) => ({ path, target })),
  );
  const broken = links
    .filter(({ path, target }) => !existsSync(join(dirname(path), decodeURI(target))))
    .map(({ path, target }) => `${relative(root, path)} -> ${target}`);
  expect(broken).toEqual([]);
  expect(links).toContainEqual({
    path: join(root, 'CONTRIBUTING.md'),
    target: 'docs/adr/dependencies.md',
  });
});

test('every command that a document names is a script', () => {
  const scripts: readonly string[] = Object.keys(manifests[0].scripts);
  const missing = documents.flatMap((path) =>
    scriptsNamed(read(path))
      .filter((name) => !scripts.includes(name))
      .map((name) => `${relative(root, path)}: npm run ${name}`),
  );
  expect(missing).toEqual([]);
  expect(scriptsNamed(read(join(root, 'README.md')))).toEqual(
    expect.arrayContaining(['demo', 'test']),
  );
});

test('every package has its line among the dependencies, and every line its package', () => {
  const named = manifests
    .flatMap((manifest) => [
      ...Object.keys(manifest.dependencies ?? {}),
      ...Object.keys(manifest.devDependencies ?? {}),
      ...Object.keys(manifest.optionalDependencies ?? {}),
    ])
    .filter((name) => !name.startsWith('@aval/'));
  const lines = firstCells(read(join(root, 'docs/adr/dependencies.md')));
  expect([...lines].sort()).toEqual([...new Set(named)].sort());
});

test('every version of a dependency is exact', () => {
  const loose = manifests.flatMap((manifest) =>
    Object.entries<string>({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    }).filter(([, range]) => !/^(npm:.+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(range)),
  );
  expect(loose).toEqual([]);
});

test('every decision record has a number of its own and the four chapters', () => {
  const folder = join(root, 'docs', 'adr');
  const records = readdirSync(folder).filter((name) => name !== 'dependencies.md');
  const numbers = records.map((name) => /^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1] ?? name);
  expect(new Set(numbers).size).toBe(records.length);
  expect(records).toContain('0012-tools.md');
  for (const name of records) {
    const text = read(join(folder, name));
    expect(text, name).toMatch(new RegExp(`^# ${name.slice(0, 4)} \\S`));
    for (const chapter of ['context', 'decision', 'consequences', '.*refused']) {
      expect(text, `${name}: ${chapter}`).toMatch(new RegExp(`^## ${chapter}`, 'im'));
    }
  }
});

function markdownBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.includes(entry.name) ? [] : markdownBelow(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
