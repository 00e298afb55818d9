const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

let codes: ReadonlyMap<string, string> | null = null;

/** The ISO 3166-1 code of a country by its Dutch name, as the Dutch register writes it; or null. */
export function countryOfDutchName(name: string): string | null {
  codes ??= readCodes();
  return codes.get(name.trim().toLowerCase()) ?? null;
}

function readCodes(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['nl'], { type: 'region', fallback: 'none' });
  const found = new Map<string, string>();
  for (const first of letters) {
    for (const second of letters) {
      const code = first + second;
      const name = names.of(code)?.toLowerCase();
      // Codes that are over have the names of those that took their place.
      const isOver = Intl.getCanonicalLocales(`und-${code}`)[0] !== `und-${code}`;
      if (name !== undefined && !isOver) found.set(name, code);
    }
  }
  return found;
}
