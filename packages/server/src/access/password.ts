const charactersMin = 12;
const charactersMax = 200;

/** Lengths that a chosen password may have, in characters. */
export const passwordLengths = { least: charactersMin, most: charactersMax } as const;

/** A password in the one form that is hashed, however it was typed; null for a bad one. */
export function readPassword(text: string): string | null {
  const password = text.normalize('NFC');
  const { length } = [...password];
  if (length < charactersMin || length > charactersMax) return null;
  return new Set(password).size < 5 ? null : password;
}

/** A password as it is compared: no rule about its strength, but none that is endlessly long. */
export function presentedPassword(text: string): string {
  return text.slice(0, 4 * charactersMax).normalize('NFC');
}

const emailForm = /^[^\s@\p{C}]{1,64}@[^\s@\p{C}]{1,189}$/u;

/** An address as it was typed, and the form in which it is compared; null for none. */
export function readEmail(text: string): { readonly email: string; readonly key: string } | null {
  const email = text.normalize('NFC').trim();
  return emailForm.test(email) ? { email, key: email.toLowerCase() } : null;
}
