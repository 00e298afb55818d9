import type { Value } from '../value/value.ts';

/** One thing that the verifier has to say about a table or model. */
export type Finding = {
  readonly code: /** A cell's literal is not of the column's type, or a rule has too few or too many cells. */
    | 'type_mismatch'
    /** No rule matches the example. */
    | 'gap'
    /** Several rules match the example, and the hit policy promises one. */
    | 'overlap'
    /** Several rules match the example with different results, and the hit policy promises one. */
    | 'conflict'
    /** The rule can never match, or never decide: others are always before it. */
    | 'unreachable'
    /** No rule asks about the input. */
    | 'unused_input'
    /** The cell is no set of literals; what depends on it is left open. */
    | 'not_analysed'
    /** The table is too tangled to be analysed to the end. */
    | 'gave_up'
    /** The model cannot work: see `detail`. */
    | 'model_problem';
  readonly table: string;
  /** Rule numbers from 1. */
  readonly rules: readonly number[];
  /** Column number from 1, inputs first; `null` where it is about whole rules. */
  readonly column: number | null;
  /** False when it hangs on cells that cannot be analysed. */
  readonly isCertain: boolean;
  /** Whether the table must not be published like this, by its hit policy. */
  readonly isBlocking: boolean;
  /** Inputs that show it, column by column; empty where nothing needs to be shown. */
  readonly example: readonly { readonly input: string; readonly value: Value }[];
  /** The whole region that the example stands for, as unary tests, column by column. */
  readonly region: readonly string[];
  readonly detail: string;
};
