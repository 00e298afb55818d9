const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** A name as it is kept: trimmed, composed, 1 to 100 visible characters; null where it is none. */
export function readName(text: string): string | null {
  const name = text.normalize('NFC').trim();
  return name.length > 0 && name.length <= 100 && !unseen.test(name) ? name : null;
}
