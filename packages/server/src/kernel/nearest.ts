/** The known word that takes the fewest edits to get from what was written; the first of equals. */
export function nearestOf(written: string, known: readonly string[]): string {
  let nearest = '';
  let least = Number.POSITIVE_INFINITY;
  for (const word of known) {
    const edits = editsBetween(written.slice(0, 64).toLowerCase(), word.toLowerCase());
    if (edits < least) [nearest, least] = [word, edits];
  }
  return nearest;
}

/** Insertions, deletions and replacements that turn one text into the other. */
function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, left] of [...from].entries()) {
    const next = [line + 1];
    for (const [index, right] of [...to].entries()) {
      const replaced = (row[index] ?? 0) + (left === right ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
