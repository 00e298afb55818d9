import type { CreditPolicy } from '../../src/credit/index.ts';

/**
 * The ledger as one would write it on paper: no running figures, no versions, every sum made anew
 * from the list of holds. It shares nothing with the product but the words.
 */
export type ModelHold = {
  readonly id: string;
  readonly line: ModelLine;
  readonly source: string | null;
  state: 'open' | 'captured' | 'released' | 'expired';
  amount: bigint;
  drawn: bigint;
  excess: bigint;
  unseen: bigint;
  revived: bigint;
  due: bigint;
};

export type ModelLine = {
  readonly organization: string;
  parent: ModelLine | null;
  limit: bigint | null;
  unlimited: boolean;
  isOpen: boolean;
  stopped: boolean;
  posted: bigint;
  hasPosted: boolean;
  postedAt: bigint;
  confirmedAt: bigint;
  plain: bigint;
  /** What the ERP's figure contains of each hold. */
  contained: Map<ModelHold, bigint>;
  /** What was shown after each step since the last plain figure, and what was open then. */
  shown: Moment[];
};

export type Moment = {
  /** How many entries there were. */
  readonly tick: number;
  readonly used: bigint;
  readonly open: ReadonlyMap<ModelHold, bigint>;
};

export type ModelCapture = {
  readonly id: string;
  readonly hold: ModelHold;
  readonly amount: bigint;
  readonly at: bigint;
  /** How many entries there were before the ERP reported it. */
  seenTick: number | null;
};

export type Model = {
  readonly policy: CreditPolicy;
  readonly lines: Map<string, ModelLine>;
  readonly holds: Map<string, ModelHold>;
  readonly captures: Map<string, ModelCapture>;
  /** How many entries there must be. */
  entries: number;
};

export function createModel(policy: CreditPolicy): Model {
  return { policy, lines: new Map(), holds: new Map(), captures: new Map(), entries: 0 };
}

export function heldOf(hold: ModelHold): bigint {
  return hold.state === 'open' ? hold.amount - hold.drawn : 0n;
}

export function openOf(hold: ModelHold): bigint {
  return heldOf(hold) + hold.unseen;
}

export function holdsOf(model: Model, line: ModelLine): readonly ModelHold[] {
  return [...model.holds.values()].filter((hold) => hold.line === line);
}

/** What is used: the ERP's figure, what of each hold it does not contain, and all lines below. */
export function usedOf(model: Model, line: ModelLine): bigint {
  let used = line.posted;
  for (const hold of holdsOf(model, line)) {
    const beyond = openOf(hold) - (line.contained.get(hold) ?? 0n);
    if (beyond > 0n) used += beyond;
  }
  for (const child of model.lines.values()) if (child.parent === line) used += usedOf(model, child);
  return used;
}

export function levelsOf(line: ModelLine): readonly ModelLine[] {
  return line.parent === null ? [line] : [line, ...levelsOf(line.parent)];
}

/** The least headroom of the levels; null where none has a limit. */
export function headroomOf(model: Model, line: ModelLine): bigint | null {
  const { policy } = model;
  let least: bigint | null = null;
  for (const level of levelsOf(line)) {
    if (level.isOpen && level.unlimited) {
      if (policy.unlimitedChild === 'staysUnlimited') return least;
      continue;
    }
    if (level.isOpen && level.limit === null && level.parent !== null) continue;
    const limit = level.isOpen ? (level.limit ?? 0n) : 0n;
    const wide = limit === 0n ? 0n : limit + (limit * policy.toleranceBasisPoints) / 10_000n;
    const headroom = (wide * policy.utilisationCeilingPercent) / 100n - usedOf(model, level);
    if (least === null || headroom < least) least = headroom;
  }
  return least;
}

/** The main reason against so much more, or null. */
export function reasonAgainst(model: Model, line: ModelLine, amount: bigint): string | null {
  if (!line.isOpen) return 'credit.line_closed';
  if (levelsOf(line).some(({ stopped }) => stopped)) return 'credit.line_stopped';
  const headroom = headroomOf(model, line);
  if (headroom === null || amount < headroom) return null;
  const isAtLimit = amount === headroom && model.policy.boundary === 'atLimitPasses';
  return isAtLimit ? null : 'credit.insufficient';
}

/** Notes a step of a line: one entry for it, and one for each level above whose use changed. */
export function step(model: Model, line: ModelLine, change: () => void): void {
  const before = levelsOf(line).map((level) => [level, usedOf(model, level)] as const);
  change();
  for (const [level, used] of before) {
    if (level === line || usedOf(model, level) !== used) note(model, level);
  }
}

export function note(model: Model, line: ModelLine): void {
  model.entries += 1;
  const open = new Map<ModelHold, bigint>();
  for (const hold of holdsOf(model, line)) if (openOf(hold) > 0n) open.set(hold, openOf(hold));
  line.shown.push({ tick: model.entries, used: usedOf(model, line), open });
}
