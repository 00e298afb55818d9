import { dirname, normalize } from 'node:path/posix';

export type Source = { readonly path: string; readonly text: string };

/** One import: its target is a file of the same tree, or the name of a module from outside. */
export type Import = {
  readonly from: string;
  readonly target: string;
  readonly isInternal: boolean;
  readonly isTypeOnly: boolean;
};

export type Rules = {
  readonly map: Readonly<Record<string, readonly string[]>>;
  readonly edges: readonly string[];
  readonly openRooms: readonly string[];
};

const importPattern =
  /\b(import|export)(\s+type)?\b[^'";]*?\bfrom\s*'([^'\s,]+)'|(?<!')\bimport\s*\(?\s*'([^'\s,]+)'/g;

/** Every import of the sources, of values and of types. */
export function importsOf(sources: readonly Source[]): readonly Import[] {
  return sources.flatMap(({ path, text }) =>
    [...withoutComments(text).matchAll(importPattern)].map((found) => {
      const name = found[3] ?? found[4] ?? '';
      const isInternal = name.startsWith('.');
      const target = isInternal ? normalize(`${dirname(path)}/${name}`) : name;
      return { from: path, target, isInternal, isTypeOnly: found[2] !== undefined };
    }),
  );
}

/** The room of a source file: `credit`, `protocols/one`, or `compose.ts` for one in no folder. */
export function roomOf(path: string): string {
  const [room = '', inner = ''] = path.split('/');
  return room === 'protocols' ? `${room}/${inner}` : room;
}

/**
 * The imports that the map does not allow. A room is entered through its `index.ts`, an open room
 * by every door; a row with `*` allows everything. Modules from outside belong to the
 * edges; those of our own packages, and all others elsewhere, must stand in the room's row.
 */
export function trespassesOf(imports: readonly Import[], rules: Rules): readonly string[] {
  return imports
    .filter((each) => !isAllowed(each, rules))
    .map(({ from, target }) => `${from} -> ${target}`);
}

function isAllowed({ from, target, isInternal }: Import, rules: Rules): boolean {
  const room = roomOf(from);
  const row = rules.map[room];
  if (row === undefined) return false;
  if (row.includes('*')) return true;
  if (!isInternal) {
    return row.includes(target) || (rules.edges.includes(room) && !target.startsWith('@aval/'));
  }
  const wanted = roomOf(target);
  if (wanted === room) return true;
  const isFace = target === wanted || target === `${wanted}/index.ts`;
  return row.includes(wanted) && (isFace || rules.openRooms.includes(wanted));
}

/** The first cycle among the edges, as a path that ends where it began; null when there is none. */
export function findCycle(
  edges: readonly (readonly [from: string, to: string])[],
): readonly string[] | null {
  const next = new Map<string, string[]>();
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();

  const visit = (node: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const target of next.get(node) ?? []) {
      const cycle = visit(target, [...path, node]);
      if (cycle !== null) return cycle;
    }
    done.add(node);
    return null;
  };

  for (const node of next.keys()) {
    const cycle = visit(node, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

/** Where the sources name something forbidden in code; comments and texts may speak of it. */
export function namesOf(
  sources: readonly Source[],
  forbidden: Readonly<Record<string, RegExp>>,
): readonly string[] {
  return sources.flatMap(({ path, text }) => {
    const code = withoutComments(text).replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");
    return Object.entries(forbidden)
      .filter(([, pattern]) => pattern.test(code))
      .map(([name]) => `${path}: ${name}`);
  });
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}
