import { describe, expect, test } from 'vitest';
import { findCycle, importsOf, namesOf, trespassesOf } from './imports.ts';

const rules = {
  map: {
    kernel: [],
    credit: ['kernel'],
    decisions: ['kernel', '@aval/dmn'],
    storage: ['kernel', 'credit'],
    'protocols/one': ['kernel', 'credit'],
    'protocols/interworks': ['kernel', 'credit'],
    'compose.ts': ['*'],
  },
  edges: ['storage'],
  openRooms: ['kernel'],
};

function trespasses(path: string, text: string): readonly string[] {
  return trespassesOf(importsOf([{ path, text }]), rules);
}

describe('the map of imports', () => {
  test.each([
    ['credit/a.ts', "import { x } from '../kernel/money.ts';"],
    ['credit/a.ts', "import type { X } from './b.ts';"],
    ['credit/deep/a.ts', "import type { X } from '../b.ts';"],
    ['storage/sqlite/a.ts', "import { x } from '../../credit/index.ts';"],
    ['storage/a.ts', "import { Pool } from 'pg';\nimport { join } from 'node:path';"],
    ['decisions/a.ts', "import { evaluate } from '@aval/dmn';"],
    ['compose.ts', "import { x } from './storage/sqlite/open.ts';\nimport pino from 'pino';"],
    ['credit/a.ts', "const words = { tag: 'import', summary: 'of a file' };"],
    ['credit/a.ts', "// once: import { Pool } from 'pg';\nconst text = 1;"],
  ])('%s may hold %j', (path, text) => {
    expect(trespasses(path, text)).toEqual([]);
  });

  test.each([
    ['credit/a.ts', "import { x } from '../storage/index.ts';", 'storage/index.ts'],
    ['credit/a.ts', "import type { X } from '../storage/index.ts';", 'storage/index.ts'],
    ['credit/a.ts', "import {\n  x,\n  y,\n} from '../storage/index.ts';", 'storage/index.ts'],
    ['credit/a.ts', "export * from '../storage/index.ts';", 'storage/index.ts'],
    ['credit/a.ts', "export type { X } from '../storage/index.ts';", 'storage/index.ts'],
    ['credit/a.ts', "const x = await import('../storage/index.ts');", 'storage/index.ts'],
    ['credit/a.ts', "type X = import('../storage/index.ts').X;", 'storage/index.ts'],
    ['credit/a.ts', "import '../storage/index.ts';", 'storage/index.ts'],
    ['credit/a.ts', "import { Pool } from 'pg';", 'pg'],
    ['credit/a.ts', "import { join } from 'node:path';", 'node:path'],
    ['credit/a.ts', "import { evaluate } from '@aval/dmn';", '@aval/dmn'],
    ['kernel/a.ts', "import { x } from '../credit/index.ts';", 'credit/index.ts'],
    ['storage/a.ts', "import { x } from '../credit/place-hold.ts';", 'credit/place-hold.ts'],
    ['storage/a.ts', "import { x } from '@aval/wire';", '@aval/wire'],
    [
      'protocols/one/a.ts',
      "import { x } from '../interworks/index.ts';",
      'protocols/interworks/index.ts',
    ],
    ['unknown/a.ts', "import { x } from '../kernel/money.ts';", 'kernel/money.ts'],
  ])('%s may not hold %j', (path, text, target) => {
    expect(trespasses(path, text)).toEqual([`${path} -> ${target}`]);
  });
});

describe('circles', () => {
  test('a circle is found wherever it starts', () => {
    const edges = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'b'],
    ] as const;
    expect(findCycle(edges)).toEqual(['b', 'c', 'd', 'b']);
    expect(findCycle([['a', 'a']])).toEqual(['a', 'a']);
  });

  test('two ways to the same place are no circle', () => {
    const edges = [
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'd'],
      ['c', 'd'],
    ] as const;
    expect(findCycle(edges)).toBeNull();
  });
});

describe('forbidden names', () => {
  const names = (text: string) => namesOf([{ path: 'a.ts', text }], { now: /\bDate\.now\b/ });

  test('a name in code is found', () => {
    expect(names('const at = Date.now();')).toEqual(['a.ts: now']);
    expect(names("const url = 'https://a.test'; const at = Date.now();")).toEqual(['a.ts: now']);
    expect(names(`const text = \`at \${Date.now()}\`;`)).toEqual(['a.ts: now']);
  });

  test('comments and texts may speak of it', () => {
    expect(names('// never Date.now\n/* nor Date.now() */')).toEqual([]);
    expect(names("const text = 'Date.now';")).toEqual([]);
  });
});
