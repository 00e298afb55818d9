import type { Levels } from '../credit/index.ts';
import { formatInstant, type Instant, second } from '../kernel/clock.ts';
import type { AssessmentRefusal } from './refusals.ts';

/**
 * Data age: what the ERP last said of the line may not be older than the tenant allows. Figures that
 * it sent again unchanged are as new as changed ones. No line, no word: the ledger refuses that.
 */
export function judgeFiguresAge(
  levels: Levels | null,
  maxAgeUs: bigint | null,
  now: Instant,
): AssessmentRefusal | null {
  if (maxAgeUs === null || levels === null) return null;
  const [{ postedAt, confirmedAt }] = levels;
  const last = latestOf(postedAt, confirmedAt);
  if (last === null) return { code: 'assessment.figures_missing' };
  if (now - last <= maxAgeUs) return null;
  return {
    code: 'assessment.figures_stale',
    asOf: formatInstant(last),
    maxAgeSeconds: Number(maxAgeUs / second),
  };
}

function latestOf(left: Instant | null, right: Instant | null): Instant | null {
  if (left === null || right === null) return left ?? right;
  return left > right ? left : right;
}
