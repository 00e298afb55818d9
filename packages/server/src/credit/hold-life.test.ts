import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  aLine,
  aRate,
  captureId,
  capturing,
  eur,
  expiring,
  extending,
  holdId,
  jpy,
  later,
  lineId,
  organizationId,
  origin,
  placing,
  policy,
  posting,
  releasing,
  resizing,
  reviving,
  seeing,
  setting,
} from '../../test/builders/credit.ts';
import { aLedger, type TestLedger } from '../../test/builders/credit-ledger.ts';
import { present } from '../kernel/assert.ts';
import { hour, minute } from '../kernel/clock.ts';
import type { CreditCommand } from './commands.ts';
import { exposureOf, type LineFigures, noFigures } from './credit-line.ts';
import type { EntryDraft } from './entry.ts';
import { containedPartOf, type Hold } from './hold.ts';

const names = ['own', 'a', 'b', 'group'] as const;
const sources = [null, 'basket:1', 'basket:2'] as const;
const someOf = <const Item>(...items: readonly Item[]) => fc.constantFrom(...items);

/** A step names holds by their place among those made so far, so that it mostly meets one. */
type Walk = readonly { readonly kind: number; readonly pick: number; readonly cents: bigint }[];

const walks: fc.Arbitrary<Walk> = fc.array(
  fc.record({ kind: fc.nat(99), pick: fc.nat(7), cents: fc.bigInt(1n, 80n) }),
  { minLength: 5, maxLength: 60 },
);
const policies = fc
  .record({
    boundary: someOf('atLimitPasses', 'atLimitBlocks'),
    lateCapture: someOf('revive', 'refuse', 'bookAndFlag'),
    captureRemainder: someOf('keep', 'free'),
    sameFigure: someOf('contain', 'countTwice'),
    unlimitedChild: someOf('staysUnlimited', 'boundByParent'),
    mode: someOf('toleranceElseReview', 'refuse', 'bookAndFlag'),
    utilisationCeilingPercent: someOf(100n, 90n),
  })
  .map(({ mode, ...change }) =>
    policy({ ...change, overCapture: { mode, basisPoints: 2_000n, amountMinor: 3n } }),
  );

test('whatever happens on a group, figures, holds and entries agree, and ends are final', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(walks, policies, (walk, settings) => {
      const ledger = aLedger([
        aLine({ name: 'group', limitMinor: 400n, version: 0n }),
        aLine({ name: 'a', limitMinor: 300n, parentLineId: lineId('group'), version: 0n }),
        aLine({ name: 'own', limitMinor: 250n, parentLineId: lineId('a'), version: 0n }),
        aLine({ name: 'b', limitMinor: null, parentLineId: lineId('group'), version: 0n }),
      ]);
      for (const [index, step] of walk.entries()) {
        const command = { ...commandOf(ledger, index, step), policy: settings };
        const before = snapshot(ledger);
        const exposure = sumOfExposures(ledger);
        const result = ledger.run(command, later(BigInt(index) * 20n * minute));
        kinds.add(`${command.type} ${result.ok ? 'done' : 'refused'}`);
        if (!result.ok || !result.value.changed) {
          expect(ledger.rows.entries.length).toBe(before.entries);
          expect([...ledger.rows.holds]).toEqual([...before.holds]);
        }
        const mayGrow = grants.includes(command.type) && sumOfExposures(ledger) > exposure;
        if (mayGrow && result.ok) {
          expect(result.value.headroomMinor ?? 0n).toBeGreaterThanOrEqual(0n);
        }
        checkFigures(ledger);
        checkEnds(before.holds, ledger.rows.holds);
        checkLiveHolds(ledger);
      }
      checkEntries(ledger);
    }),
    { numRuns: 400 },
  );
  // The walk must have met what it is about.
  for (const type of ['placeHold', 'captureHold', 'resizeHold', 'reviveHold', 'setLine']) {
    expect([...kinds]).toEqual(expect.arrayContaining([`${type} done`, `${type} refused`]));
  }
  expect([...kinds]).toEqual(expect.arrayContaining(['postErpFigures done', 'seeCaptures done']));
});

/** What may take more only where it fits. */
const grants: readonly CreditCommand['type'][] = ['placeHold', 'resizeHold', 'reviveHold'];

function sumOfExposures({ rows }: TestLedger): bigint {
  return [...rows.lines.values()].reduce((sum, line) => sum + exposureOf(line), 0n);
}

function checkFigures({ rows }: TestLedger): void {
  for (const line of rows.lines.values()) {
    const holds = [...rows.holds.values()].filter((hold) => hold.lineId === line.lineId);
    const sum = (part: (hold: Hold) => bigint) => holds.reduce((all, hold) => all + part(hold), 0n);
    expect(line.heldMinor).toBe(sum((hold) => hold.heldMinor));
    expect(line.capturedMinor).toBe(sum((hold) => hold.unseenMinor));
    expect(line.containedMinor).toBe(sum((hold) => containedPartOf(hold, line.containment)));
    const children = [...rows.lines.values()].filter((one) => one.parentLineId === line.lineId);
    expect(line.belowMinor).toBe(children.reduce((all, child) => all + exposureOf(child), 0n));
    // Whatever an ERP sends: its last plain figure and all that is open keep counting.
    expect(line.postedMinor - line.containedMinor).toBeGreaterThanOrEqual(
      line.containedMinor > 0n ? line.plainPostedMinor : line.postedMinor,
    );
  }
  for (const hold of rows.holds.values()) {
    const captures = [...rows.captures.values()].filter((one) => one.holdId === hold.holdId);
    const total = captures.reduce((all, { amountMinor }) => all + amountMinor, 0n);
    const excess = captures.reduce((all, { excessMinor }) => all + excessMinor, 0n);
    expect(hold).toMatchObject({ drawnMinor: total - excess, excessMinor: excess });
    expect(hold.drawnMinor + hold.revivedMinor).toBeLessThanOrEqual(hold.amountMinor);
    if (hold.state === 'open') expect(hold.heldMinor + hold.drawnMinor).toBe(hold.amountMinor);
    else expect(hold.heldMinor).toBe(0n);
    expect(hold.endedAt === null).toBe(hold.state === 'open');
    expect(hold.unseenMinor).toBeGreaterThanOrEqual(0n);
  }
}

/** A hold that has ended stays in its state and keeps its moment. */
function checkEnds(before: ReadonlyMap<unknown, Hold>, after: ReadonlyMap<unknown, Hold>): void {
  for (const [id, hold] of before) {
    if (hold.state === 'open') continue;
    expect(after.get(id)).toMatchObject({ state: hold.state, endedAt: hold.endedAt });
  }
}

function checkLiveHolds({ rows }: TestLedger): void {
  const live = [...rows.holds.values()].filter(
    ({ state, source }) => state === 'open' && source !== null,
  );
  expect(new Set(live.map(({ source }) => source)).size).toBe(live.length);
}

/** Every line is the fold of its entries: dense versions, deltas that add up to the figures. */
function checkEntries({ rows }: TestLedger): void {
  for (const line of rows.lines.values()) {
    const entries = rows.entries.filter((entry) => entry.lineId === line.lineId);
    expect(entries.map(({ lineVersion }) => lineVersion)).toEqual(
      entries.map((_, index) => BigInt(index + 1)),
    );
    let figures = noFigures;
    for (const entry of entries) {
      figures = add(figures, entry);
      expect(entry.figures).toEqual(figures);
    }
    expect(line).toMatchObject({ ...figures, version: BigInt(entries.length) });
  }
}

function add(figures: LineFigures, { delta }: EntryDraft): LineFigures {
  return {
    postedMinor: figures.postedMinor + delta.postedMinor,
    heldMinor: figures.heldMinor + delta.heldMinor,
    capturedMinor: figures.capturedMinor + delta.capturedMinor,
    containedMinor: figures.containedMinor + delta.containedMinor,
    belowMinor: figures.belowMinor + delta.belowMinor,
  };
}

function snapshot({ rows }: TestLedger) {
  return { holds: new Map(rows.holds), entries: rows.entries.length };
}

function commandOf(ledger: TestLedger, index: number, step: Walk[number]): CreditCommand {
  const { kind, pick, cents } = step;
  const name = present(names[pick % names.length], 'name');
  const holds = [...ledger.rows.holds.keys()];
  const recent = holds.at(-1 - (pick % Math.max(1, holds.length))) ?? holdId('none');
  const hold = ledger.rows.holds.get(recent);
  const amount = hold?.askedCurrency === 'JPY' ? jpy(cents) : eur(cents);
  const about = { holdId: recent };
  const fresh = holdId(`h${index}`);
  if (kind < 30) {
    const isForeign = pick === 7;
    return placing({
      holdId: fresh,
      organizationId: organizationId(name),
      amount: isForeign ? jpy(cents) : eur(cents),
      rate: isForeign ? aRate() : null,
      source: sources[pick % sources.length] ?? null,
      ifLive: kind < 15 ? 'resize' : 'refuse',
      due: { afterUs: hour },
    });
  }
  if (kind < 50) {
    return capturing(amount, {
      ...about,
      captureId: captureId(`c${index}`),
      isFinal: kind < 33,
      shippedGoods: kind > 46,
      revivedHoldId: fresh,
    });
  }
  if (kind < 56) return resizing(amount, about);
  if (kind < 60) return releasing(about);
  if (kind < 66) return expiring(about);
  if (kind < 68) return extending(about);
  if (kind < 73) return reviving({ ...about, revivedHoldId: fresh });
  if (kind < 78) {
    const ofLine = [...ledger.rows.captures.values()].filter(
      (capture) => capture.lineId === lineId(name),
    );
    const ids = ofLine.slice(-2).map((capture) => capture.captureId);
    return seeing([...ids, ...ids], { organizationId: organizationId(name), named: kind < 76 });
  }
  if (kind < 90) {
    // Mostly a figure that the line has shown: an echo, or the posting of what is open.
    const shown = ledger.rows.entries.filter((entry) => entry.lineId === lineId(name));
    const entry = shown.at(-1 - pick);
    const used = entry === undefined || kind < 81 ? cents * 2n - 20n : exposureOf(entry.figures);
    return posting(used, { name });
  }
  if (kind < 97) {
    const parents = [...names, null];
    const parent = parents[(pick + index) % parents.length] ?? null;
    return setting(
      {
        limitMinor: kind === 90 ? null : cents * 5n,
        unlimited: kind === 91,
        ...(kind > 93 ? { parentLineId: parent === null ? null : lineId(parent) } : {}),
      },
      { name },
    );
  }
  const common = { origin, policy: policy(), organizationId: organizationId(name) };
  if (kind === 97) return { ...common, type: 'closeLine', expected: null, reason: null };
  const type = kind === 98 ? 'stopLine' : 'resumeLine';
  return { ...common, type, reason: 'walk' };
}
