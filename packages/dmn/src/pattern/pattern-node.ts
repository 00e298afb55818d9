/** Whether a character (a code point) belongs to a class. */
export type CharTest = (code: number) => boolean;

/** The tree of a pattern. */
export type PatternNode =
  | { readonly type: 'char'; readonly test: CharTest }
  | { readonly type: 'start' | 'end' }
  | { readonly type: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly type: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly type: 'group'; readonly index: number | null; readonly body: PatternNode }
  | {
      readonly type: 'repeat';
      readonly body: PatternNode;
      readonly least: number;
      /** `null` for no upper bound. */
      readonly most: number | null;
      readonly isGreedy: boolean;
    };

/** Why a pattern is refused. FEEL makes null of it. */
export class PatternError extends Error {}

export type PatternFlags = {
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly ignoreCase: boolean;
  readonly ignoreSpace: boolean;
  readonly isLiteral: boolean;
};
