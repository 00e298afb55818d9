import { canonical, type Plain } from '../kernel/canonical.ts';
import type { Instant } from '../kernel/clock.ts';
import type { OrganizationId } from '../kernel/ids.ts';
import { type CreditLine, type LineFigures, noFigures } from './credit-line.ts';
import { type Entry, type LineState, stateOf } from './entry.ts';

/** What does not agree, in texts for a person: the name of the thing, what it must be, what it is. */
export type Difference = {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
};

/** A line as its entries tell it, up to one of them. */
export type LineFold = {
  readonly organizationId: OrganizationId;
  readonly version: bigint;
  readonly figures: LineFigures;
  readonly state: LineState;
  readonly number: bigint;
  readonly at: Instant;
};

export type Folded =
  | { readonly ok: true; readonly fold: LineFold }
  | { readonly ok: false; readonly difference: Difference };

/** Adds the next entry to what the entries before it tell of the line; null before the first. */
export function foldEntry(before: LineFold | null, entry: Entry): Folded {
  const state = entry.state ?? before?.state ?? null;
  if (state === null) return differ('settings of the first entry', 'present', 'absent');
  const difference =
    unlike('version of the line', (before?.version ?? 0n) + 1n, entry.lineVersion) ??
    unlike('organization', before?.organizationId ?? entry.organizationId, entry.organizationId) ??
    notAfter('number', before?.number, entry.number) ??
    earlier('time', before?.at, entry.at) ??
    unlikeFigures(before?.figures ?? noFigures, entry) ??
    unlike('limit', state.limitMinor, entry.limitMinor) ??
    unlike('status', state.status, entry.status);
  if (difference !== null) return { ok: false, difference };
  const { organizationId, lineVersion: version, figures, number, at } = entry;
  return { ok: true, fold: { organizationId, version, figures, state, number, at } };
}

/**
 * The stored line against the fold of its entries. `confirmedAt` is no part of it: the ERP repeats
 * its figures without an entry.
 */
export function compareLine(fold: LineFold | null, line: CreditLine): Difference | null {
  if (fold === null) return { what: 'entries of the line', expected: 'at least 1', found: '0' };
  return (
    unlike('version of the line', fold.version, line.version) ??
    unlike('organization', fold.organizationId, line.organizationId) ??
    firstUnlike(fold.figures, line, '') ??
    firstUnlike(fold.state, stateOf(line), '')
  );
}

/** Null where both are the same plain data. */
export function unlike(what: string, expected: Plain, found: Plain): Difference | null {
  if (expected === found) return null;
  const [wanted, given] = [canonical(expected), canonical(found)];
  return wanted === given ? null : { what, expected: wanted, found: given };
}

function unlikeFigures(before: LineFigures, { delta, figures }: Entry): Difference | null {
  for (const name of figureNames) {
    const difference = unlike(`${name} after the step`, before[name] + delta[name], figures[name]);
    if (difference !== null) return difference;
  }
  return null;
}

const figureNames = Object.keys(noFigures) as readonly (keyof LineFigures)[];

function firstUnlike(
  expected: { readonly [name: string]: unknown },
  found: object,
  prefix: string,
): Difference | null {
  for (const [name, value] of Object.entries(expected)) {
    const other = (found as Record<string, unknown>)[name];
    const difference = unlike(`${prefix}${name}`, value as Plain, other as Plain);
    if (difference !== null) return difference;
  }
  return null;
}

function notAfter(what: string, before: bigint | undefined, found: bigint): Difference | null {
  if (before === undefined || found > before) return null;
  return { what, expected: `more than ${before}`, found: String(found) };
}

function earlier(what: string, before: bigint | undefined, found: bigint): Difference | null {
  if (before === undefined || found >= before) return null;
  return { what, expected: `at least ${before}`, found: String(found) };
}

function differ(what: string, expected: string, found: string): Folded {
  return { ok: false, difference: { what, expected, found } };
}
