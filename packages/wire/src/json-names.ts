/**
 * Member names while a document is read: known ones are recognised in the text without making a
 * new string, and no object may have two that are equal without regard to case.
 */

/** Folds letter case, so that no two names that any platform calls equal stay different. */
export function foldName(name: string): string {
  return name.toLowerCase();
}

/** One step of the hash of a name; letters of either case give the same. */
export function hashStep(hash: number, code: number): number {
  return (Math.imul(hash, 31) + (code | 0x20)) | 0;
}

/** Hash of a name that is not plain ASCII, or was written with escapes. */
export function hashOf(name: string): number {
  const folded = foldName(name);
  let hash = 0;
  for (let at = 0; at < folded.length; at++) hash = hashStep(hash, folded.charCodeAt(at));
  return hash;
}

// A string that V8 already knows as a property's name costs a tenth of a new one. The table is
// small and a newcomer takes the place, so a hostile document costs time and little room.
const known: string[] = new Array(512).fill('');
// Making a place costs more than a new string, so only a name that comes again gets one.
const seen = new Int32Array(512);
const knownLengthMax = 40;

/** The name that stands in the text from start to end, as one shared string where possible. */
export function sliceName(text: string, start: number, end: number, hash: number): string {
  const slot = (hash ^ (hash >>> 9)) & 511;
  const candidate = known[slot];
  if (candidate !== undefined && candidate.length === end - start && candidate !== '') {
    if (text.startsWith(candidate, start)) return candidate;
  }
  const name = text.slice(start, end);
  if (name.length > knownLengthMax) return name;
  if (seen[slot] !== hash) {
    seen[slot] = hash;
    return name;
  }
  // A property's own name is the shared string; the slice would keep its document alive.
  const [shared = name] = Object.keys({ [name]: 0 });
  known[slot] = shared;
  return shared;
}

/** The names of the objects that are open, innermost last. */
export type OpenNames = { readonly names: string[]; readonly hashes: number[] };

// Up to here comparing hashes is faster than a set, and short enough to be safe from collisions.
const scanMax = 16;

/**
 * The earlier name of the innermost object that this one collides with, or null. The object's
 * names begin at `base`; once it has many, `folded` is the set of them, and takes the new one in.
 */
export function findCollision(
  open: OpenNames,
  base: number,
  folded: Set<string> | null,
  name: string,
  hash: number,
): string | null {
  const { names, hashes } = open;
  if (folded !== null) {
    const key = foldName(name);
    if (!folded.has(key)) {
      folded.add(key);
      return null;
    }
    return names.slice(base).find((other) => foldName(other) === key) ?? key;
  }
  for (let at = base; at < hashes.length; at++) {
    if (hashes[at] !== hash) continue;
    const other = names[at] ?? '';
    if (other === name || foldName(other) === foldName(name)) return other;
  }
  return null;
}

export function needsSet(open: OpenNames, base: number): boolean {
  return open.names.length - base === scanMax;
}

export function isForbiddenName(name: string): boolean {
  const { length } = name;
  if (length !== 9 && length !== 11) return false;
  return name === '__proto__' || name === 'prototype' || name === 'constructor';
}
