import { assert } from '../kernel/assert.ts';
import { canonical } from '../kernel/canonical.ts';
import { dateOf, type Instant } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import { accept, refuse } from '../kernel/result.ts';
import type { CloseLine, Expected, SetLine, StopLine } from './commands.ts';
import {
  type CreditLine,
  type Levels,
  type LineBasis,
  type LineTerms,
  levelsMax,
} from './credit-line.ts';
import { book, effectOf, type Ruling, unchanged } from './effect.ts';
import { raisesAbove } from './judge-raise.ts';
import { moveLine } from './move-line.ts';
import { newLine } from './new-line.ts';
import { policyIn } from './policy.ts';
import type { LineRefusal } from './refusals.ts';

/** What a change of a line needs to know beside the line: the group that it is to join. */
export type GroupFacts = {
  /** The new parent and the levels above it; null when there is no such line. */
  readonly parentLevels: Levels | null;
  /** How many levels hang below the line. */
  readonly levelsBelow: number;
};

/**
 * Opens a line, or changes the terms that are given. Nothing that was granted is undone: a limit cut
 * below the exposure leaves a negative headroom. Terms that are in force already change nothing.
 *
 * Refuses with `credit.version_changed`, `credit.line_exists`, `credit.currency_fixed`, a group that
 * does not fit (`credit.group_…`), `credit.second_person_needed`.
 */
export function setLine(
  tenantId: TenantId,
  levels: Levels | null,
  group: GroupFacts | null,
  command: SetLine,
  now: Instant,
): Ruling {
  const known = levels?.[0] ?? null;
  const isAbsent = known === null || known.status === 'closed';
  const line = known ?? newLine(tenantId, command);
  const refusal =
    judgeExpected(known, command.expected) ??
    judgeBasis(known, command.basis) ??
    judgeCurrency(known, command) ??
    (group === null ? null : judgeGroup(line, group));
  if (refusal !== null) return refuse([refusal]);
  const terms: LineTerms = { ...termsOf(line), ...command.terms };
  assertTerms(terms);
  const threshold = policyIn(line.currency, command.policy).secondPersonAboveMinor;
  const before = isAbsent ? noTerms : line;
  if (!command.approved && raisesAbove(threshold, before, terms, dateOf(now))) {
    return refuse([{ code: 'credit.second_person_needed', thresholdMinor: threshold ?? 0n }]);
  }
  const standing: Levels = levels ?? [line];
  const isSame = canonical({ ...terms }) === canonical({ ...termsOf(line) });
  if (!isAbsent && isSame) return accept(unchanged(standing));
  const step = {
    kind: isAbsent ? ('line.opened' as const) : ('line.changed' as const),
    origin: command.origin,
    amountMinor: terms.limitMinor ?? 0n,
    reason: command.reason,
  };
  const settings = { ...terms, status: 'open' as const };
  return terms.parentLineId === line.parentLineId
    ? accept(effectOf(book(standing, {}, step, settings), standing))
    : accept(moveLine(standing, group?.parentLevels ?? null, step, settings));
}

/**
 * Closes a line: no limit, nothing new. Holds live on until they end and keep counting, also in the
 * generation that follows. Closing a closed line is a success without effect.
 *
 * Refuses with `credit.no_line`, `credit.version_changed`.
 */
export function closeLine(levels: Levels | null, command: CloseLine): Ruling {
  if (levels === null) return refuse([{ code: 'credit.no_line' }]);
  const [line] = levels;
  if (line.status === 'closed') return accept(unchanged(levels));
  const refusal = judgeExpected(line, command.expected);
  if (refusal !== null) return refuse([refusal]);
  const { origin, reason } = command;
  const booking = book(
    levels,
    {},
    { kind: 'line.closed', origin, amountMinor: line.limitMinor ?? 0n, reason },
    {
      ...noTerms,
      parentLineId: line.parentLineId,
      status: 'closed',
      generation: line.generation + 1n,
    },
  );
  return accept(effectOf(booking, levels));
}

/**
 * Sets or lifts a stop, by hand and with a reason. It lasts until it is lifted: closing and opening
 * the line again does not end it. A stop that is set already stays, without effect.
 */
export function stopLine(levels: Levels | null, command: StopLine): Ruling {
  if (levels === null) return refuse([{ code: 'credit.no_line' }]);
  const stopped = command.type === 'stopLine';
  if (levels[0].stopped === stopped) return accept(unchanged(levels));
  const kind = stopped ? 'line.stopped' : 'line.resumed';
  const { origin, reason } = command;
  return accept(
    effectOf(book(levels, {}, { kind, origin, amountMinor: 0n, reason }, { stopped }), levels),
  );
}

const noTerms: LineTerms = {
  limitMinor: 0n,
  unlimited: false,
  toleranceBasisPoints: null,
  toleranceMinor: null,
  temporaryLimits: [],
  parentLineId: null,
};

/** Whoever reads terms from outside has refused these already. */
function assertTerms(terms: LineTerms): void {
  const amounts = [terms.limitMinor, terms.toleranceBasisPoints, terms.toleranceMinor];
  const temporary = terms.temporaryLimits;
  const all = [...amounts, ...temporary.map(({ amountMinor }) => amountMinor)];
  assert(
    all.every((amount) => amount === null || amount >= 0n),
    'terms hold no amount below 0',
  );
  assert(
    temporary.every(({ from, to }) => from <= to),
    'a temporary limit ends after it begins',
  );
}

/** What a line agrees to now; what a proposal is made for. */
export function basisOf(line: CreditLine): LineBasis {
  const { status, generation, stopped } = line;
  return { ...termsOf(line), status, generation, stopped };
}

function judgeBasis(known: CreditLine | null, basis: LineBasis | undefined): LineRefusal | null {
  if (basis === undefined) return null;
  const isSame = known !== null && canonical({ ...basisOf(known) }) === canonical({ ...basis });
  return isSame ? null : { code: 'credit.version_changed', version: known?.version ?? 0n };
}

function termsOf(line: CreditLine): LineTerms {
  return {
    limitMinor: line.limitMinor,
    unlimited: line.unlimited,
    toleranceBasisPoints: line.toleranceBasisPoints,
    toleranceMinor: line.toleranceMinor,
    temporaryLimits: line.temporaryLimits,
    parentLineId: line.parentLineId,
  };
}

/** The version in force against what the caller knows of it. Shared with the ERP's figures. */
export function judgeExpected(known: CreditLine | null, expected: Expected): LineRefusal | null {
  if (expected === null) return null;
  if (expected === 'absent') {
    return known === null || known.status === 'closed' ? null : { code: 'credit.line_exists' };
  }
  if (expected === 'present' && known !== null && known.status === 'open') return null;
  return known?.version === expected
    ? null
    : { code: 'credit.version_changed', version: known?.version ?? 0n };
}

/** A line keeps the currency that it was opened with. Shared with the ERP's figures. */
export function judgeCurrency(
  known: CreditLine | null,
  command: Pick<SetLine, 'currency'>,
): LineRefusal | null {
  if (known === null || known.currency === command.currency) return null;
  return { code: 'credit.currency_fixed', currency: known.currency };
}

function judgeGroup(
  line: CreditLine,
  { parentLevels, levelsBelow }: GroupFacts,
): LineRefusal | null {
  if (parentLevels === null) return { code: 'credit.group_unknown' };
  const [parent] = parentLevels;
  if (parent.currency !== line.currency) {
    return { code: 'credit.group_currency', currency: parent.currency };
  }
  if (parentLevels.some(({ lineId }) => lineId === line.lineId))
    return { code: 'credit.group_cycle' };
  const depth = parentLevels.length + 1 + levelsBelow;
  return depth > levelsMax ? { code: 'credit.group_too_deep' } : null;
}
