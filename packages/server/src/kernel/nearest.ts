/**
 * The known word that takes the fewest edits to get from what was written; the first of equals. Null
 * where more than a third of it would have to change: such a word was hardly meant.
 */
export function nearestOf(written: string, known: readonly string[]): string | null {
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const word of known) {
    const edits = editsBetween(written.slice(0, 64).toLowerCase(), word.toLowerCase());
    const isNear = edits <= Math.min(written.length, word.length) / 3;
    if (isNear && edits < least) [nearest, least] = [word, edits];
  }
  return nearest;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
function editsBetween(from: string, to: string): number {
  let above: readonly number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, left] of [...from].entries()) {
    const next = [line + 1];
    for (const [index, right] of [...to].entries()) {
      const replaced = (row[index] ?? 0) + (left === right ? 0 : 1);
      const isSwapped = left === to[index - 1] && right === from[line - 1];
      const swapped = isSwapped ? (above[index - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(replaced, swapped, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    above = row;
    row = next;
  }
  return row[to.length] ?? 0;
}
