import { spend } from '../evaluation.ts';
import type { ParsedPattern } from './parse-pattern.ts';
import { type CharTest, PatternError, type PatternNode } from './pattern-node.ts';

/** Steps of a matching machine. A fork tries its first way first. */
export type Instruction =
  | { readonly op: 'char'; readonly test: CharTest }
  | { readonly op: 'start' | 'end' | 'match' }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'fork'; readonly first: number; readonly second: number }
  | { readonly op: 'save'; readonly slot: number };

export type Program = {
  readonly code: readonly Instruction[];
  readonly groups: number;
  readonly multiline: boolean;
};

/** Bounds are written out, so a pattern may grow; this is how far. */
export const instructionsMax = 8000;

export function makeProgram(pattern: ParsedPattern, multiline: boolean): Program {
  const code: Instruction[] = [];
  emit(code, { type: 'group', index: 0, body: pattern.root });
  push(code, { op: 'match' });
  return { code, groups: pattern.groups, multiline };
}

function push(code: Instruction[], instruction: Instruction): number {
  if (code.length >= instructionsMax) throw new PatternError('pattern is too large');
  spend(1);
  return code.push(instruction) - 1;
}

function emit(code: Instruction[], node: PatternNode): void {
  switch (node.type) {
    case 'char':
      push(code, { op: 'char', test: node.test });
      return;
    case 'start':
    case 'end':
      push(code, { op: node.type });
      return;
    case 'sequence':
      for (const part of node.parts) emit(code, part);
      return;
    case 'group':
      if (node.index !== null) push(code, { op: 'save', slot: node.index * 2 });
      emit(code, node.body);
      if (node.index !== null) push(code, { op: 'save', slot: node.index * 2 + 1 });
      return;
    case 'choice':
      emitChoice(code, node.options);
      return;
    case 'repeat':
      for (let times = 0; times < node.least; times += 1) emit(code, node.body);
      if (node.most === null) emitLoop(code, node);
      else emitOptional(code, node, node.most - node.least);
  }
}

type Repeat = Extract<PatternNode, { type: 'repeat' }>;

function emitChoice(code: Instruction[], options: readonly PatternNode[]): void {
  const exits: number[] = [];
  options.forEach((option, index) => {
    if (index === options.length - 1) {
      emit(code, option);
      return;
    }
    const fork = push(code, { op: 'match' });
    emit(code, option);
    exits.push(push(code, { op: 'match' }));
    code[fork] = { op: 'fork', first: fork + 1, second: code.length };
  });
  for (const exit of exits) code[exit] = { op: 'jump', to: code.length };
}

/**
 * `x*` is `(x+)?`: first a round, then the question whether to go on. A round that matches nothing
 * then finds the next one begun at the same place already, and goes out: it ends the loop.
 */
function emitLoop(code: Instruction[], { body, isGreedy }: Repeat): void {
  const enter = push(code, { op: 'match' });
  emit(code, body);
  const again = push(code, { op: 'match' });
  code[again] = forkTo(enter + 1, code.length, isGreedy);
  code[enter] = forkTo(enter + 1, code.length, isGreedy);
}

function emitOptional(code: Instruction[], { body, isGreedy }: Repeat, times: number): void {
  const forks: number[] = [];
  for (let index = 0; index < times; index += 1) {
    forks.push(push(code, { op: 'match' }));
    emit(code, body);
  }
  for (const fork of forks) code[fork] = forkTo(fork + 1, code.length, isGreedy);
}

function forkTo(inside: number, outside: number, isGreedy: boolean): Instruction {
  return isGreedy
    ? { op: 'fork', first: inside, second: outside }
    : { op: 'fork', first: outside, second: inside };
}
