import {
  type CreditLine,
  containedPartOf,
  exposureOf,
  type Hold,
  type LineFigures,
} from '../../src/credit/index.ts';
import { tenantId } from './generate.ts';
import type { LedgerDump, LedgerEngine } from './ledger-engine.ts';
import { heldOf, type Model, openOf, usedOf } from './model.ts';

/** What is wrong, in one sentence; the simulation stops at the first. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

export function check(condition: boolean, invariant: string, facts: () => string): void {
  if (!condition) throw new Broken(`${invariant}: ${facts()}`);
}

/** I1, I2, I4, I12 on one line: the row against the paper ledger and against its own holds. */
export async function checkLine(engine: LedgerEngine, model: Model, name: string): Promise<void> {
  const expected = model.lines.get(name);
  const lineId = name.replace('org_', 'line_');
  const line = await engine.line(tenantId, lineId);
  check(
    (line === null) === (expected === undefined),
    'a line exists when it was opened',
    () => `${name} row ${line !== null} model ${expected !== undefined}`,
  );
  if (line === null || expected === undefined) return;
  checkFigures(line, await engine.holdsOfLine(tenantId, lineId));
  const used = usedOf(model, expected);
  check(exposureOf(line) === used, 'I2/I12 exposure is the sum of what is open', () => {
    return `${name} row ${exposureOf(line)} model ${used}`;
  });
  check(
    line.limitMinor === expected.limit && line.stopped === expected.stopped,
    'I9 limit and stop are those that were set last',
    () => `${name} ${line.limitMinor} ${expected.limit} ${line.stopped} ${expected.stopped}`,
  );
}

function checkFigures(line: CreditLine, holds: readonly Hold[]): void {
  const sums = { held: 0n, unseen: 0n, contained: 0n };
  for (const hold of holds) {
    sums.held += hold.heldMinor;
    sums.unseen += hold.unseenMinor;
    sums.contained += containedPartOf(hold, line.containment);
  }
  check(line.heldMinor === sums.held, 'I2 held is the sum of open holds', () => facts(line, sums));
  check(line.capturedMinor === sums.unseen, 'I2 captured is the sum of unseen captures', () =>
    facts(line, sums),
  );
  check(line.containedMinor === sums.contained, 'I2 contained is the sum of its parts', () =>
    facts(line, sums),
  );
}

function facts(line: CreditLine, sums: object): string {
  const { postedMinor, heldMinor, capturedMinor, containedMinor, belowMinor } = line;
  const shown = { postedMinor, heldMinor, capturedMinor, containedMinor, belowMinor, sums };
  return JSON.stringify(shown, (_name, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

/** Everything: each line, each hold, the feed from its first number, and every fold. */
export async function checkAll(engine: LedgerEngine, model: Model): Promise<void> {
  for (const name of model.lines.keys()) await checkLine(engine, model, name);
  const dump = await engine.dump(tenantId);
  checkHolds(dump, model);
  checkFeed(dump, model);
  checkFolds(dump);
  const open = [...model.holds.values()].filter(({ state, source }) => state === 'open' && source);
  const sources = new Set(open.map(({ source }) => source));
  check(sources.size === open.length, 'I4 one live hold per source', () => String(open.length));
}

/** I3: the state, the parts and the captures of every hold. */
function checkHolds(dump: LedgerDump, model: Model): void {
  check(dump.holds.length === model.holds.size, 'I5 every hold is there once', () => {
    return `${dump.holds.length} rows, ${model.holds.size} in the model`;
  });
  const captured = new Map<string, { drawn: bigint; unseen: bigint }>();
  for (const { holdId, amountMinor, excessMinor, seenAt } of dump.captures) {
    const sum = captured.get(holdId) ?? { drawn: 0n, unseen: 0n };
    sum.drawn += amountMinor - excessMinor;
    if (seenAt === null) sum.unseen += amountMinor;
    captured.set(holdId, sum);
  }
  for (const hold of dump.holds) {
    const expected = model.holds.get(hold.holdId);
    check(expected !== undefined, 'I5 no hold from nowhere', () => hold.holdId);
    if (expected === undefined) continue;
    const isEqual =
      hold.state === expected.state &&
      hold.heldMinor === heldOf(expected) &&
      hold.drawnMinor === expected.drawn &&
      hold.excessMinor === expected.excess &&
      hold.heldMinor + hold.unseenMinor === openOf(expected);
    check(isEqual, 'I3 a hold is what its steps made of it', () => {
      return `${hold.holdId} ${hold.state}/${expected.state} ${hold.heldMinor}/${heldOf(expected)}`;
    });
    const sum = captured.get(hold.holdId) ?? { drawn: 0n, unseen: 0n };
    const isSum = sum.drawn === hold.drawnMinor && sum.unseen === hold.unseenMinor;
    check(isSum, 'I3 a hold is drawn by its captures', () => hold.holdId);
    const isWithin = hold.drawnMinor <= hold.amountMinor;
    check(isWithin, 'I3 captures never exceed what was held', () => hold.holdId);
  }
}

/** I10: dense numbers in order, and one row for each line that a call changed. */
function checkFeed(dump: LedgerDump, model: Model): void {
  for (const [index, entry] of dump.entries.entries()) {
    const isNext = entry.number === BigInt(index + 1);
    check(isNext, 'I10 numbers are dense', () => `${entry.number} at ${index + 1}`);
  }
  check(dump.entries.length === model.entries, 'I10 one entry per call and line', () => {
    return `${dump.entries.length} entries, ${model.entries} in the model`;
  });
}

/** A line is the fold of its entries: versions dense, deltas adding up to the running figures. */
function checkFolds(dump: LedgerDump): void {
  const folded = new Map<string, { figures: LineFigures; version: bigint }>();
  for (const entry of dump.entries) {
    const before = folded.get(entry.lineId);
    const version = (before?.version ?? 0n) + 1n;
    check(entry.lineVersion === version, 'versions of a line are dense', () => entry.lineId);
    for (const name of Object.keys(entry.delta) as (keyof LineFigures)[]) {
      const sum = (before?.figures[name] ?? 0n) + entry.delta[name];
      check(sum === entry.figures[name], 'I2 deltas add up', () => `${entry.number} ${name}`);
    }
    folded.set(entry.lineId, { figures: entry.figures, version });
  }
  for (const line of dump.lines) {
    const fold = folded.get(line.lineId);
    check(fold?.version === line.version, 'a line has the version of its last entry', () => {
      return `${line.lineId} ${line.version} ${fold?.version}`;
    });
    if (fold === undefined) continue;
    for (const name of Object.keys(fold.figures) as (keyof LineFigures)[]) {
      check(fold.figures[name] === line[name], 'I2 a line is the fold of its entries', () => {
        return `${line.lineId} ${name} row ${line[name]} fold ${fold.figures[name]}`;
      });
    }
  }
}
