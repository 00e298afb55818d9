import { CommandFailed, exitCodes } from './command-line.ts';

/** Gathers an option that may be given more than once. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** `name=value` pairs as members. */
export function readPairs(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1)
        throw new CommandFailed(exitCodes.unusable, `${pair} is not of the form name=value.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600, d: 86_400 };

/** A length of time such as `90s`, `12h` or `7d`, in seconds. */
export function readSeconds(text: string): number {
  const match = /^(\d{1,7}) ?(s|min|h|d)$/.exec(text);
  if (match === null) {
    throw new CommandFailed(exitCodes.unusable, `${text} is no time such as 12h or 7d.`);
  }
  const [, count = '', unit = ''] = match;
  return Number(count) * (unitSeconds[unit] ?? 0);
}

/** An answer that holds a secret: the rest first, then the secret, with a warning beside it. */
export function secretText(shown: string, secret: string): string {
  return `${shown}\n\nKeep this; it is shown this once:\n${secret}`;
}
