import type { TableBoxed } from '../model/model.ts';
import type { TextCompiler } from '../model/text-compiler.ts';
import type { CellShape } from '../table/cell.ts';
import {
  cutIntoPieces,
  hasTextRange,
  literalsOf,
  mentionsNull,
  nullPiece,
  type Piece,
} from '../table/pieces.ts';
import { resolved, type Type } from '../types/type.ts';
import { type KindName, kindOf, type Value } from '../value/value.ts';

/**
 * A table as boxes in a grid. Each column is cut into pieces; each rule covers some of them. Sets
 * of rules and of pieces are bits of a bigint.
 */
export type Grid = {
  readonly columns: readonly GridColumn[];
  readonly rulesCount: number;
};

export type GridColumn = {
  /** The table's columns that ask about the same thing, from 0. */
  readonly indexes: readonly number[];
  readonly label: string;
  readonly pieces: readonly Piece[];
  /** For each piece, the rules that certainly match it, and those that may. */
  readonly sure: readonly bigint[];
  readonly possible: readonly bigint[];
};

export type ColumnInfo = { readonly type: Type | null };

/** What cells and columns say, before anything is concluded from it. */
export type GridOptions = {
  readonly compiler: TextCompiler;
  /** Types of the columns where they are known. */
  readonly types: readonly (Type | null)[];
  /** Further rows that count as covered: regions that the author has left to `onNoMatch`. */
  readonly extraRows: readonly (readonly string[])[];
};

/** Columns with the same expression are one, as they always have the same value. */
export function makeGrid(table: TableBoxed, options: GridOptions): Grid {
  const rows = [...table.rules.map(({ tests }) => tests), ...options.extraRows];
  const byText = new Map<string, number[]>();
  table.inputs.forEach(({ text }, index) => {
    byText.set(text, [...(byText.get(text) ?? []), index]);
  });
  const columns = [...byText.values()].map((indexes) =>
    makeColumn(table, { indexes, rows, ...options }),
  );
  return { columns, rulesCount: table.rules.length };
}

/** The kind of a column: declared, or that of the literals in it. */
export function kindOfColumn(type: Type | null, shapes: readonly (CellShape | null)[]): KindName {
  const plain = type === null ? null : resolved(type);
  if (plain !== null && plain.kind === 'basic') return plain.name;
  if (plain !== null && plain.kind !== 'any') return 'null';
  const literals = literalsOf(shapes.flatMap((shape) => shape?.values ?? []));
  return literals[0] === undefined ? 'null' : kindOf(literals[0]);
}

type ColumnOptions = GridOptions & {
  readonly indexes: readonly number[];
  readonly rows: readonly (readonly string[])[];
};

function makeColumn(table: TableBoxed, options: ColumnOptions): GridColumn {
  const { indexes, rows, compiler, types } = options;
  const first = indexes[0] ?? 0;
  const input = table.inputs[first];
  const shapes = new Map<string, CellShape | null>();
  const shapeFor = (text: string): CellShape | null => {
    const known = shapes.get(text);
    if (known !== undefined) return known;
    const shape = compiler.shape(text);
    shapes.set(text, shape);
    return shape;
  };
  for (const row of rows) for (const index of indexes) shapeFor(row[index] ?? '-');
  const limits = limitsOf(table, indexes, types);
  for (const text of limits) shapeFor(text);
  const type = types[first] ?? null;
  const kind = kindOfColumn(type, [...shapes.values()]);
  const values = [...shapes.values()].flatMap((shape) => shape?.values ?? []);
  // A range of texts is beyond the pieces that texts are cut into.
  const cut =
    kind === 'string' && hasTextRange(values) ? null : cutIntoPieces(kind, literalsOf(values));
  const allowed = (cut ?? [wholePiece]).filter((piece) =>
    limits.every((text) => shapeFor(text) === null || holds(compiler, text, piece.sample)),
  );
  if (cut !== null && mentionsNull(values)) allowed.push(nullPiece);
  const isOpen = (text: string): boolean => {
    const shape = shapeFor(text);
    return shape === null || (cut === null && !shape.isAny);
  };
  return {
    indexes,
    label: input?.label ?? input?.text ?? '',
    pieces: allowed,
    ...coverage(rows, { indexes, pieces: allowed, compiler, isOpen }),
  };
}

const wholePiece: Piece = { sample: null, text: '-', low: null, high: null, isPoint: false };

/** Unary tests that every value of the column satisfies: its list of values, its type's. */
function limitsOf(
  table: TableBoxed,
  indexes: readonly number[],
  types: readonly (Type | null)[],
): readonly string[] {
  const texts: string[] = [];
  for (const index of indexes) {
    const own = table.inputs[index]?.values ?? null;
    if (own !== null) texts.push(own);
    let type = types[index] ?? null;
    for (let times = 0; times < 20 && type?.kind === 'named'; times += 1) {
      if (type.allowedText !== null) texts.push(type.allowedText);
      type = type.definition();
    }
  }
  return texts;
}

function holds(compiler: TextCompiler, text: string, sample: Value): boolean {
  return compiler.cell(text, null, '').test(sample, { slots: [], up: null }) === true;
}

type CoverageOptions = {
  readonly indexes: readonly number[];
  readonly pieces: readonly Piece[];
  readonly compiler: TextCompiler;
  readonly isOpen: (text: string) => boolean;
};

function coverage(
  rows: readonly (readonly string[])[],
  { indexes, pieces, compiler, isOpen }: CoverageOptions,
): Pick<GridColumn, 'sure' | 'possible'> {
  const sure = pieces.map(() => 0n);
  const possible = pieces.map(() => 0n);
  const masks = new Map<string, readonly boolean[] | null>();
  const maskOf = (text: string): readonly boolean[] | null => {
    const known = masks.get(text);
    if (known !== undefined) return known;
    const mask = isOpen(text) ? null : pieces.map(({ sample }) => holds(compiler, text, sample));
    masks.set(text, mask);
    return mask;
  };
  rows.forEach((row, rule) => {
    const bit = 1n << BigInt(rule);
    const cells = indexes.map((index) => maskOf(row[index] ?? '-'));
    pieces.forEach((_, piece) => {
      if (cells.some((mask) => mask !== null && mask[piece] === false)) return;
      possible[piece] = (possible[piece] ?? 0n) | bit;
      if (cells.every((mask) => mask !== null)) sure[piece] = (sure[piece] ?? 0n) | bit;
    });
  });
  return { sure, possible };
}
