import { spend } from '../evaluation.ts';
import type { Program } from './program.ts';

/** Start and end of the match and of each group, as character positions; -1 for a group unused. */
export type Match = readonly number[];

/**
 * The first match from a position on. All ways through the pattern go forward side by side, one
 * character at a time, so the time is at most characters times instructions, whatever the pattern.
 */
export function findMatch(machine: Machine, from: number): Match | null {
  const { program, text } = machine;
  let threads: Thread[] = [];
  let found: Match | null = null;
  machine.stamp += 1;
  for (let at = from; at <= text.length; at += 1) {
    const next: Thread[] = [];
    // A way begun earlier outranks one begun here, so this one goes last.
    if (found === null) addThread(machine, threads, { pc: 0, slots: noSlots(program) }, at);
    if (threads.length === 0 && found !== null) break;
    const code = text[at];
    machine.work += threads.length + 1;
    for (const thread of threads) {
      const instruction = program.code[thread.pc];
      if (instruction?.op === 'match') {
        found = thread.slots;
        break;
      }
      if (instruction?.op === 'char' && code !== undefined && instruction.test(code)) {
        next.push({ pc: thread.pc + 1, slots: thread.slots });
      }
    }
    threads = [];
    machine.stamp += 1;
    for (const thread of next) addThread(machine, threads, thread, at + 1);
    spend((machine.work >> 3) + 1);
    machine.work = 0;
  }
  return found;
}

/** A pattern at work on a text; one serves for all matches in it. */
export type Machine = {
  readonly program: Program;
  readonly text: readonly number[];
  /** For each instruction, the stamp of the position at which a thread last stood on it. */
  readonly marks: Int32Array;
  stamp: number;
  work: number;
};

export function createMachine(program: Program, text: readonly number[]): Machine {
  return { program, text, marks: new Int32Array(program.code.length), stamp: 0, work: 0 };
}

type Thread = { readonly pc: number; readonly slots: readonly number[] };

function noSlots(program: Program): readonly number[] {
  return new Array<number>((program.groups + 1) * 2).fill(-1);
}

/** Follows what consumes no character; of two threads on one instruction the first one counts. */
function addThread(machine: Machine, threads: Thread[], start: Thread, at: number): void {
  const stack: Thread[] = [start];
  for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
    const { pc, slots } = thread;
    if (machine.marks[pc] === machine.stamp) continue;
    machine.marks[pc] = machine.stamp;
    machine.work += 1;
    const instruction = machine.program.code[pc];
    if (instruction === undefined) continue;
    switch (instruction.op) {
      case 'jump':
        stack.push({ pc: instruction.to, slots });
        break;
      case 'fork':
        stack.push({ pc: instruction.second, slots }, { pc: instruction.first, slots });
        break;
      case 'save': {
        const saved = slots.slice();
        saved[instruction.slot] = at;
        stack.push({ pc: pc + 1, slots: saved });
        break;
      }
      case 'start':
        if (isAtStart(machine, at)) stack.push({ pc: pc + 1, slots });
        break;
      case 'end':
        if (isAtEnd(machine, at)) stack.push({ pc: pc + 1, slots });
        break;
      default:
        threads.push(thread);
    }
  }
}

function isAtStart({ program, text }: Machine, at: number): boolean {
  if (at === 0) return true;
  return program.multiline && at < text.length && text[at - 1] === 10;
}

function isAtEnd({ program, text }: Machine, at: number): boolean {
  return at === text.length || (program.multiline && text[at] === 10);
}
