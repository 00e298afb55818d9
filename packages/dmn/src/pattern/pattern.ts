import { boundedText, spend } from '../evaluation.ts';
import { createMachine, findMatch, type Match } from './match.ts';
import { parseFlags, parsePattern } from './parse-pattern.ts';
import { PatternError } from './pattern-node.ts';
import { makeProgram, type Program } from './program.ts';

/** Whether the pattern is found anywhere in the text; `null` for a pattern that is refused. */
export function matchesPattern(text: string, pattern: string, flags: string): boolean | null {
  const program = programOf(pattern, flags);
  return program === null ? null : findMatch(createMachine(program, codesOf(text)), 0) !== null;
}

/**
 * Replaces every match; `$1` to `$9…` stand for groups, `$0` for the match, `\$` and `\\` for
 * themselves. `null` when pattern or replacement is refused, or the pattern matches nothing at all.
 */
export function replacePattern(
  text: string,
  pattern: string,
  options: { readonly replacement: string; readonly flags: string },
): string | null {
  const program = programOf(pattern, options.flags);
  if (program === null || matchesEmptyText(program)) return null;
  const parts = options.flags.includes('q')
    ? [options.replacement]
    : parseReplacement(options.replacement, program.groups);
  if (parts === null) return null;
  const codes = codesOf(text);
  let result = '';
  let at = 0;
  for (const match of allMatches(program, codes)) {
    result += textOf(codes, at, match[0] ?? 0);
    for (const part of parts) {
      result += typeof part === 'string' ? part : groupText(codes, match, part);
    }
    boundedText(result);
    at = match[1] ?? at;
  }
  return boundedText(result + textOf(codes, at, codes.length));
}

/** The texts between the matches; `null` when the pattern is refused or matches nothing at all. */
export function splitByPattern(text: string, pattern: string): readonly string[] | null {
  const program = programOf(pattern, '');
  if (program === null || matchesEmptyText(program)) return null;
  const codes = codesOf(text);
  const pieces: string[] = [];
  let at = 0;
  for (const match of allMatches(program, codes)) {
    pieces.push(textOf(codes, at, match[0] ?? 0));
    at = match[1] ?? at;
  }
  pieces.push(textOf(codes, at, codes.length));
  return pieces;
}

const programsMax = 200;
const programs = new Map<string, Program | null>();

function programOf(pattern: string, flags: string): Program | null {
  const key = `${flags}/${pattern}`;
  const known = programs.get(key);
  if (known !== undefined) return known;
  const made = compile(pattern, flags);
  if (programs.size >= programsMax) programs.clear();
  programs.set(key, made);
  return made;
}

function compile(pattern: string, flags: string): Program | null {
  spend(pattern.length);
  try {
    const parsed = parseFlags(flags);
    return makeProgram(parsePattern(pattern, parsed), parsed.multiline);
  } catch (error) {
    if (error instanceof PatternError) return null;
    throw error;
  }
}

function matchesEmptyText(program: Program): boolean {
  return findMatch(createMachine(program, []), 0) !== null;
}

function* allMatches(program: Program, codes: readonly number[]): Generator<Match> {
  const machine = createMachine(program, codes);
  let at = 0;
  while (at <= codes.length) {
    const match = findMatch(machine, at);
    if (match === null) return;
    yield match;
    const end = match[1] ?? codes.length;
    // With anchors a match can be empty although the empty text is none: go on behind it.
    at = end > at ? end : at + 1;
  }
}

function codesOf(text: string): readonly number[] {
  spend(text.length >> 3);
  return Array.from(text, (char) => char.codePointAt(0) ?? 0);
}

function textOf(codes: readonly number[], from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCodePoint(codes[at] ?? 0);
  return text;
}

function groupText(codes: readonly number[], match: Match, group: number): string {
  const from = match[group * 2] ?? -1;
  const to = match[group * 2 + 1] ?? -1;
  return from < 0 || to < from ? '' : textOf(codes, from, to);
}

/** Texts and group numbers in turn; a group number takes as many digits as there are groups for. */
function parseReplacement(source: string, groups: number): readonly (string | number)[] | null {
  const parts: (string | number)[] = [];
  let at = 0;
  while (at < source.length) {
    const char = source[at] ?? '';
    const next = source[at + 1] ?? '';
    if (char === '\\') {
      if (next !== '\\' && next !== '$') return null;
      parts.push(next);
      at += 2;
    } else if (char === '$') {
      if (next < '0' || next > '9' || next === '') return null;
      let group = Number(next);
      at += 2;
      while (group > 0 && isDigit(source[at]) && group * 10 + Number(source[at]) <= groups) {
        group = group * 10 + Number(source[at]);
        at += 1;
      }
      parts.push(group <= groups ? group : '');
    } else {
      parts.push(char);
      at += 1;
    }
  }
  return parts;
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}
