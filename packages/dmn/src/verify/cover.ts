import type { Grid } from './grid.ts';

/** A region of the grid: for each column, the pieces it takes in. */
export type Region = readonly (readonly number[])[];

export type CoverQuestion = {
  readonly grid: Grid;
  /** The rules that may do the covering, as bits. */
  readonly rules: bigint;
  /** The region to be covered; the whole grid without. */
  readonly within?: Region;
  /** How many uncovered regions to name at most. */
  readonly regionsMax: number;
  /** Steps after which the search ends unfinished. */
  readonly stepsMax: number;
};

export type CoverAnswer = {
  readonly uncovered: readonly Region[];
  /** False when the search was cut off; then there may be more. */
  readonly isComplete: boolean;
};

/**
 * Looks for what no rule covers, column by column: pieces met by the same rules are taken together,
 * and the same rules in the same column are looked at once.
 */
export function findUncovered(question: CoverQuestion): CoverAnswer {
  const { grid, rules, within, regionsMax, stepsMax } = question;
  const columns = grid.columns.map((_, column) => bandsOf({ grid, within, column, rules }));
  const full = fullFrom(columns);
  const covered = columns.map(() => new Set<bigint>());
  const uncovered: Region[] = [];
  let steps = 0;
  let isComplete = true;

  const search = (column: number, active: bigint, path: Path | null): boolean => {
    if ((active & (full[column] ?? 0n)) !== 0n) return true;
    if (covered[column]?.has(active) === true) return true;
    steps += 1;
    if (steps > stepsMax || uncovered.length >= regionsMax) {
      isComplete = false;
      return false;
    }
    if (active === 0n) {
      uncovered.push([...chosenPieces(path), ...columns.slice(column).map(allPieces)]);
      return false;
    }
    let isCovered = true;
    for (const [next, bands] of groupByMask(columns[column] ?? [], active)) {
      if (search(column + 1, next, { bands, before: path })) continue;
      isCovered = false;
      if (uncovered.length >= regionsMax) break;
    }
    if (isCovered) covered[column]?.add(active);
    return isCovered;
  };

  search(0, rules, null);
  return { uncovered, isComplete: isComplete && uncovered.length < regionsMax };
}

/** Pieces of a column that the same rules cover. */
type Band = { readonly mask: bigint; readonly pieces: readonly number[] };

type BandQuestion = {
  readonly grid: Grid;
  readonly within: Region | undefined;
  readonly column: number;
  readonly rules: bigint;
};

function bandsOf({ grid, within, column, rules }: BandQuestion): readonly Band[] {
  const pieces = piecesAt(grid, within, column);
  const sure = grid.columns[column]?.sure ?? [];
  const single = pieces.map((piece) => ({ mask: sure[piece] ?? 0n, pieces: [piece] }));
  return [...groupByMask(single, rules)].map(([mask, bands]) => ({
    mask,
    pieces: allPieces(bands),
  }));
}

/** The bands on the way to where a search stands, last column first. */
type Path = { readonly bands: readonly Band[]; readonly before: Path | null };

function chosenPieces(path: Path | null): Region {
  const region: (readonly number[])[] = [];
  for (let at = path; at !== null; at = at.before) region.unshift(allPieces(at.bands));
  return region;
}

function groupByMask(bands: readonly Band[], active: bigint): ReadonlyMap<bigint, readonly Band[]> {
  const groups = new Map<bigint, Band[]>();
  for (const band of bands) {
    const common = band.mask & active;
    const group = groups.get(common);
    if (group === undefined) groups.set(common, [band]);
    else group.push(band);
  }
  return groups;
}

function allPieces(bands: readonly Band[]): readonly number[] {
  return bands.flatMap(({ pieces }) => pieces).sort((a, b) => a - b);
}

function piecesAt(grid: Grid, within: Region | undefined, column: number): readonly number[] {
  return within?.[column] ?? (grid.columns[column]?.pieces ?? []).map((_, index) => index);
}

/** For each column, the rules that cover every piece of it and of all columns behind it. */
function fullFrom(columns: readonly (readonly Band[])[]): readonly bigint[] {
  const full: bigint[] = new Array<bigint>(columns.length + 1).fill(-1n);
  for (let column = columns.length - 1; column >= 0; column -= 1) {
    let all = full[column + 1] ?? 0n;
    for (const { mask } of columns[column] ?? []) all &= mask;
    full[column] = all;
  }
  return full;
}
