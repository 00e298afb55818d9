import type { HitPolicy } from '../model/model.ts';
import { findUncovered, type Region } from './cover.ts';
import type { Grid } from './grid.ts';

/** What one rule gives, to compare it with others: outputs as values or, failing that, as texts. */
export type RuleOutcome = {
  readonly key: string;
  readonly isCertain: boolean;
  readonly rank: number;
};

export type PairFinding = {
  readonly rules: readonly [number, number];
  readonly region: Region;
  readonly isCertain: boolean;
};

/** Pairs of rules that match the same inputs; for the policy Any only those that disagree. */
export function findOverlaps(
  grid: Grid,
  outcomes: readonly RuleOutcome[],
  { disagreeing, pairsMax }: { readonly disagreeing: boolean; readonly pairsMax: number },
): readonly PairFinding[] {
  const found: PairFinding[] = [];
  const possible = outcomes.map((_, rule) => masksOf(grid, rule, 'possible'));
  const sure = outcomes.map((_, rule) => masksOf(grid, rule, 'sure'));
  for (let left = 0; left < outcomes.length; left += 1) {
    for (let right = left + 1; right < outcomes.length; right += 1) {
      const a = outcomes[left];
      const b = outcomes[right];
      if (a === undefined || b === undefined || (disagreeing && a.key === b.key)) continue;
      const common = intersection(sure[left] ?? [], sure[right] ?? []);
      const region = common ?? intersection(possible[left] ?? [], possible[right] ?? []);
      if (region === null) continue;
      const isCertain = common !== null && (!disagreeing || (a.isCertain && b.isCertain));
      found.push({ rules: [left + 1, right + 1], region: region.map(piecesOf), isCertain });
      if (found.length >= pairsMax) return found;
    }
  }
  return found;
}

export type DeadRule = { readonly rule: number; readonly by: readonly number[] };

/** Steps of all searches together, shared out among the rules. */
const stepsOfAll = 600_000;

/** Rules that can match nothing, or, where one rule decides, are always beaten to it. */
export function findUnreachable(
  grid: Grid,
  outcomes: readonly RuleOutcome[],
  policy: HitPolicy,
): { readonly dead: readonly DeadRule[]; readonly isComplete: boolean } {
  const dead: DeadRule[] = [];
  let isComplete = true;
  const stepsMax = Math.ceil(stepsOfAll / Math.max(outcomes.length, 1));
  for (let rule = 0; rule < outcomes.length; rule += 1) {
    const box = boxOf(grid, rule, 'possible');
    if (box.some((pieces) => pieces.length === 0)) {
      dead.push({ rule: rule + 1, by: [] });
      continue;
    }
    const rivals = rivalsOf(rule, outcomes, policy) & touchingMask(grid, box);
    if (rivals === 0n || hasFreePoint(grid, box, rivals)) continue;
    const answer = findUncovered({ grid, rules: rivals, within: box, regionsMax: 1, stepsMax });
    if (answer.uncovered.length === 0 && !answer.isComplete) isComplete = false;
    if (answer.uncovered.length === 0 && answer.isComplete) {
      dead.push({ rule: rule + 1, by: piecesOf(rivals).map((rival) => rival + 1) });
    }
  }
  return { dead, isComplete };
}

/** The pieces that a rule takes in, column by column. */
export function boxOf(grid: Grid, rule: number, certainty: 'sure' | 'possible'): Region {
  const bit = 1n << BigInt(rule);
  return grid.columns.map((column) => {
    const pieces: number[] = [];
    column[certainty].forEach((rules, piece) => {
      if ((rules & bit) !== 0n) pieces.push(piece);
    });
    return pieces;
  });
}

/** Rules that decide in this one's place wherever both match. */
function rivalsOf(rule: number, outcomes: readonly RuleOutcome[], policy: HitPolicy): bigint {
  let rivals = 0n;
  if (policy !== 'F' && policy !== 'P') return rivals;
  const own = outcomes[rule];
  outcomes.forEach((other, index) => {
    if (index === rule || own === undefined) return;
    const isFirst = index < rule;
    const wins =
      policy === 'F' ? isFirst : other.rank < own.rank || (other.rank === own.rank && isFirst);
    if (wins) rivals |= 1n << BigInt(index);
  });
  return rivals;
}

/** The pieces of a rule as bits, column by column. */
function masksOf(grid: Grid, rule: number, certainty: 'sure' | 'possible'): readonly bigint[] {
  return boxOf(grid, rule, certainty).map((pieces) =>
    pieces.reduce((mask, piece) => mask | (1n << BigInt(piece)), 0n),
  );
}

function intersection(left: readonly bigint[], right: readonly bigint[]): readonly bigint[] | null {
  const common: bigint[] = [];
  for (let column = 0; column < left.length; column += 1) {
    const both = (left[column] ?? 0n) & (right[column] ?? 0n);
    if (both === 0n) return null;
    common.push(both);
  }
  return common;
}

/** The numbers of the bits that are set. */
function piecesOf(mask: bigint): readonly number[] {
  const pieces: number[] = [];
  const bits = mask.toString(2);
  for (let at = bits.length - 1; at >= 0; at -= 1) {
    if (bits[at] === '1') pieces.push(bits.length - 1 - at);
  }
  return pieces;
}

const pointsMax = 256;

/** Tries points spread over a box: most rules that are reachable show it at once. */
function hasFreePoint(grid: Grid, box: Region, rivals: bigint): boolean {
  for (let point = 0; point < pointsMax; point += 1) {
    let left = rivals;
    let spread = point * 2_654_435_761;
    for (let column = 0; column < box.length && left !== 0n; column += 1) {
      const pieces = box[column] ?? [];
      const piece = pieces[spread % pieces.length] ?? 0;
      left &= grid.columns[column]?.sure[piece] ?? 0n;
      spread = Math.floor(spread / 7) + column;
    }
    if (left === 0n) return true;
  }
  return false;
}

/** The rules that surely share something with a box in each column. */
function touchingMask(grid: Grid, box: Region): bigint {
  let mask = -1n;
  grid.columns.forEach(({ sure }, column) => {
    let any = 0n;
    for (const piece of box[column] ?? []) any |= sure[piece] ?? 0n;
    mask &= any;
  });
  return mask;
}
