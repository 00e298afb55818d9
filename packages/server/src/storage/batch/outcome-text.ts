import type { CreditOutcome } from '../../credit/index.ts';
import { fromPlainText } from '../schema/plain-text.ts';

/** An outcome read from a key row is always a repeat. */
export function repeatedOutcome(text: string): CreditOutcome {
  return { ...fromPlainText<CreditOutcome>(text), repeated: true };
}
