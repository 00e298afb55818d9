import { type StrictJsonCode, StrictJsonError } from './strict-json-error.ts';

/** A document that is being read, and how far. */
export type JsonSource = {
  readonly text: string;
  at: number;
  membersLeft: number;
  readonly keepsInexact: boolean;
  /** Member names of the objects that are open, innermost last, and their hashes. */
  readonly names: string[];
  readonly hashes: number[];
  /** Hash of the name that was read last. */
  hash: number;
};

export const endOfText = -1;

/** Skips white space and returns the character there, or `endOfText`. */
export function nextCode(source: JsonSource): number {
  const { text } = source;
  let { at } = source;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code > 0x20 || (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09)) {
      source.at = at;
      return code;
    }
    at += 1;
  }
  source.at = at;
  return endOfText;
}

export function refusal(code: StrictJsonCode, offset: number): StrictJsonError {
  return new StrictJsonError(code, offset);
}
