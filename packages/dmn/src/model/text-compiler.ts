import type { Code, Scope } from '../feel/scope.ts';
import type { Cell } from '../table/cell.ts';
import type { Type } from '../types/type.ts';
import type { Value } from '../value/value.ts';

/** Something in a model that cannot work. The parts it concerns are null when they run. */
export type ModelProblem = {
  readonly code:
    | 'syntax'
    | 'unknown_name'
    | 'unknown_function'
    | 'unknown_type'
    | 'unknown_reference'
    | 'unknown_import'
    | 'external_function'
    | 'circular_requirement'
    | 'circular_type'
    | 'same_name'
    | 'ragged_rule';
  /** The element, and the part of it, in words: "Verdict, rule 3, input 2". */
  readonly where: string;
  readonly detail: string;
  /** Offset in the text, where there is one. */
  readonly at: number | null;
};

/** Compiles the texts of one model. What cannot be read is reported and compiles to null. */
export type TextCompiler = {
  readonly expression: (text: string, scope: Scope | null, where: string) => Code;
  readonly cell: (text: string, scope: Scope | null, where: string) => Cell;
  /** What a cell says, when it is made of literals alone; else `null`. */
  readonly shape: (text: string) => Cell['shape'];
  /** The literals that a list of values is made of; `null` when it has others or is missing. */
  readonly values: (text: string | null, where: string) => readonly Value[] | null;
  /** `null` when no type is given, or it is not known. */
  readonly type: (typeRef: string | null, where: string) => Type | null;
  readonly report: (problem: ModelProblem) => void;
};
