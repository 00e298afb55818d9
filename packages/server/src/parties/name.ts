const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** A name as it is kept: trimmed, composed, 1 to 200 visible characters; null where it is none. */
export function readName(text: string): string | null {
  return readVisible(text, 200);
}

/** The same with a length of its own. */
export function readVisible(text: string, lengthMax: number): string | null {
  const visible = text.normalize('NFC').trim();
  return visible.length > 0 && visible.length <= lengthMax && !unseen.test(visible)
    ? visible
    : null;
}
