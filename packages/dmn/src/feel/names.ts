import { type Token, tokenize } from './lexer.ts';

/**
 * Names that may hold spaces and signs, such as `Full name` or `pre-check`. FEEL cannot be read
 * without knowing them: where one starts, the longest known name that fits is meant.
 */
export type NameSet = {
  /** By first token; each entry is a name and its tokens, longest first. */
  readonly byFirst: Map<string, KnownName[]>;
};

type KnownName = { readonly name: string; readonly parts: readonly string[] };

export function createNameSet(names: Iterable<string> = []): NameSet {
  const set: NameSet = { byFirst: new Map() };
  for (const name of names) addName(set, name);
  return set;
}

/** A name of one token needs no entry but gets one, so that it outranks a longer outer split. */
export function addName(set: NameSet, name: string): void {
  const parts = partsOf(name);
  const first = parts[0];
  if (first === undefined) return;
  const known = set.byFirst.get(first) ?? [];
  if (known.some((entry) => entry.name === name)) return;
  known.push({ name, parts });
  known.sort((a, b) => b.parts.length - a.parts.length);
  set.byFirst.set(first, known);
}

export type NameMatch = { readonly name: string; readonly length: number };

/** The longest name of the set that the tokens from `at` on spell. */
export function matchName(set: NameSet, tokens: readonly Token[], at: number): NameMatch | null {
  const known = set.byFirst.get(tokens[at]?.text ?? '');
  if (known === undefined) return null;
  for (const { name, parts } of known) {
    let length = 1;
    while (length < parts.length && tokens[at + length]?.text === parts[length]) length += 1;
    if (length === parts.length) return { name, length };
  }
  return null;
}

/** One spelling for names that differ in spaces alone. */
export function canonicalName(name: string): string {
  return name.trim().split(/\s+/u).join(' ');
}

/** Joins tokens into a name: as written, with each run of spaces made one. */
export function nameOfTokens(tokens: readonly Token[]): string {
  let name = '';
  let end = -1;
  for (const { text, at } of tokens) {
    name += end >= 0 && at > end ? ` ${text}` : text;
    end = at + text.length;
  }
  return name;
}

/** Keys of context literals in a text: `{full name: …}` makes `.full name` readable elsewhere. */
export function contextKeysOf(source: string): readonly string[] {
  const keys: string[] = [];
  const tokens = partsOrNone(source);
  for (let at = 0; at < tokens.length; at += 1) {
    const text = tokens[at]?.text;
    if (text !== '{' && text !== ',') continue;
    let end = at + 1;
    while (isNameToken(tokens[end]) && end - at < keyTokensMax) end += 1;
    if (tokens[end]?.text === ':' && end > at + 2)
      keys.push(nameOfTokens(tokens.slice(at + 1, end)));
  }
  return keys;
}

export function isNameToken(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.type === 'name' || token.type === 'number') return true;
  return token.type === 'sign' && nameSigns.has(token.text);
}

/** Longest name, in tokens. */
export const keyTokensMax = 64;

const nameSigns = new Set(['.', '/', '-', "'", '+', '*', '**']);

function partsOf(name: string): readonly string[] {
  return partsOrNone(name)
    .map((token) => token.text)
    .filter((text) => text !== '');
}

function partsOrNone(source: string): readonly Token[] {
  try {
    return tokenize(source);
  } catch {
    return [];
  }
}
