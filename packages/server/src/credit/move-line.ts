import { type CreditLine, exposureOf, type Levels } from './credit-line.ts';
import { book, type Effect, effectOf, type Step } from './effect.ts';
import type { EntryDraft } from './entry.ts';

/**
 * Puts a line with everything below it under another parent (or under none): its exposure leaves the
 * levels that it leaves and counts on those that it joins. Levels that stay above it do not change.
 */
export function moveLine(
  levels: Levels,
  parentLevels: Levels | null,
  step: Step,
  settings: Partial<CreditLine>,
): Effect {
  const [line, ...left] = levels;
  const joined: readonly CreditLine[] = parentLevels ?? [];
  const exposure = exposureOf(line);
  const own = book([line], {}, step, settings);
  const entries: EntryDraft[] = [...own.entries];
  const shift = (parent: CreditLine, others: readonly CreditLine[], belowMinor: bigint) => {
    if (belowMinor === 0n || others.some(({ lineId }) => lineId === parent.lineId)) return parent;
    const booking = book([parent], { belowMinor }, step);
    entries.push(...booking.entries);
    return booking.levels[0];
  };
  const leftAfter = left.map((parent) => shift(parent, joined, -exposure));
  const joinedAfter = joined.map((parent) => shift(parent, left, exposure));
  const after: Levels = [own.levels[0], ...joinedAfter];
  const effect = effectOf({ levels: after, entries }, levels);
  const changed = [...leftAfter, ...after].filter(
    (candidate) => !levels.includes(candidate) && !joined.includes(candidate),
  );
  return { ...effect, lines: changed };
}
