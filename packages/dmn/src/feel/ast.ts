import type { RangeValue, Value } from '../value/value.ts';

/** The tree of a FEEL expression. `at` is the offset in the source of what it was read from. */
export type Expr =
  | { readonly type: 'constant'; readonly value: Value; readonly at: number }
  | { readonly type: 'name'; readonly name: string; readonly at: number }
  | { readonly type: 'path'; readonly target: Expr; readonly name: string; readonly at: number }
  | { readonly type: 'filter'; readonly target: Expr; readonly test: Expr; readonly at: number }
  | CallExpr
  | { readonly type: 'negate'; readonly operand: Expr; readonly at: number }
  | BinaryExpr
  | {
      readonly type: 'between';
      readonly operand: Expr;
      readonly low: Expr;
      readonly high: Expr;
      readonly at: number;
    }
  | {
      readonly type: 'in';
      readonly operand: Expr;
      readonly tests: readonly Test[];
      readonly at: number;
    }
  | {
      readonly type: 'instance of';
      readonly operand: Expr;
      readonly of: TypeExpr;
      readonly at: number;
    }
  | {
      readonly type: 'if';
      readonly condition: Expr;
      readonly yes: Expr;
      readonly no: Expr;
      readonly at: number;
    }
  | LoopExpr
  | FunctionExpr
  | { readonly type: 'list'; readonly items: readonly Expr[]; readonly at: number }
  | { readonly type: 'context'; readonly entries: readonly ContextEntry[]; readonly at: number }
  | RangeExpr;

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '**'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'and'
  | 'or';

export type BinaryExpr = {
  readonly type: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
  readonly at: number;
};

export type CallExpr = {
  readonly type: 'call';
  readonly target: Expr;
  readonly args: readonly Expr[];
  /** Parameter names beside `args`, or `null` for a call by position. */
  readonly names: readonly string[] | null;
  readonly at: number;
};

/** `for` gives a list, `some` and `every` a yes or no. */
export type LoopExpr = {
  readonly type: 'for' | 'some' | 'every';
  readonly iterators: readonly LoopIterator[];
  readonly body: Expr;
  readonly at: number;
};

export type LoopIterator = {
  readonly name: string;
  readonly from: Expr;
  /** The end of `for i in 1..10`, else `null` and `from` is a list. */
  readonly to: Expr | null;
};

export type FunctionExpr = {
  readonly type: 'function';
  readonly parameters: readonly { readonly name: string; readonly of: TypeExpr | null }[];
  /** `null` for an external function: there is no way from a rule to the host. */
  readonly body: Expr | null;
  readonly at: number;
};

export type ContextEntry = { readonly key: string; readonly value: Expr };

export type RangeExpr = {
  readonly type: 'range';
  readonly operator: RangeValue['operator'];
  readonly start: Expr | null;
  readonly startIncluded: boolean;
  readonly end: Expr | null;
  readonly endIncluded: boolean;
  readonly at: number;
};

/** One test of a cell or of the right side of `in`. */
export type Test =
  /** An expression that uses `?` or stands for what the input must equal or lie in. */
  { readonly type: 'expression'; readonly expr: Expr; readonly usesInput: boolean };

/** A whole cell: any of the tests, or none of them under `not`. No tests: the dash, always true. */
export type UnaryTests = {
  readonly isAny: boolean;
  readonly isNegated: boolean;
  readonly tests: readonly Test[];
};

export type TypeExpr =
  | { readonly type: 'named'; readonly name: string }
  | { readonly type: 'list' | 'range'; readonly of: TypeExpr }
  | { readonly type: 'context'; readonly fields: readonly (readonly [string, TypeExpr])[] }
  | {
      readonly type: 'function';
      readonly parameters: readonly TypeExpr[];
      readonly result: TypeExpr;
    };
