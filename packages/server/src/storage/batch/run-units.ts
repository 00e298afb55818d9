import type { CreditUnit } from '../../credit/index.ts';
import { assert } from '../../kernel/assert.ts';
import { Fault, type PlainFault, plainFault } from '../../kernel/fault.ts';
import { type BatchIo, BatchRetry, RowGuardFailed } from './batch-io.ts';
import { type Answer, runBatch } from './run-batch.ts';

export type UnitReply = Answer | { readonly fault: PlainFault };

export type RunUnits = {
  readonly io: BatchIo;
  /** Waits before a batch is run again because others were in its way; none on SQLite. */
  readonly pauseBeforeRetry: (attempt: number) => Promise<void>;
};

const retriesMax = 6;

/**
 * Runs units and answers each: in as few transactions as possible, and one by one where the whole
 * batch fails, so that one unit's trouble stays its own. A commit that ends without an answer gives
 * every unit of its batch a fault with outcome unknown.
 */
export async function runUnits(
  run: RunUnits,
  units: readonly CreditUnit[],
): Promise<readonly UnitReply[]> {
  const replies = new Array<UnitReply | null>(units.length).fill(null);
  let waiting = units.map((_, index) => index);
  while (waiting.length > 0) {
    const batch = waiting.map((index) => units[index] as CreditUnit);
    const answers = await tryBatch(run, batch);
    waiting = waiting.filter((index, position) => {
      replies[index] = answers[position] ?? null;
      return replies[index] === null;
    });
    assert(waiting.length < batch.length, 'a batch that answers nobody');
  }
  return replies as UnitReply[];
}

async function tryBatch(
  run: RunUnits,
  units: readonly CreditUnit[],
): Promise<readonly (UnitReply | null)[]> {
  try {
    return await withRetries(run, units);
  } catch (error) {
    const fault = toPlainFault(error);
    // An unknown commit may stand: running its units again would be a second effect. Any other
    // fault is the database's, not one unit's: alone they would meet it again, one after another.
    if (error instanceof Fault) return units.map(() => ({ fault }));
    if (units.length === 1) return [await replyAlone(run, error)];
    const replies: UnitReply[] = [];
    for (const unit of units) {
      const [reply] = await tryBatch(run, [unit]);
      replies.push(reply as UnitReply);
    }
    return replies;
  }
}

/** A guard that fails is the unit's refusal: nothing of the unit was written, its rows neither. */
async function replyAlone(run: RunUnits, error: unknown): Promise<UnitReply> {
  if (!(error instanceof RowGuardFailed)) return { fault: toPlainFault(error) };
  const { code, what } = error;
  const at = await instantOf(run);
  return { outcome: { kind: 'refused', at, repeated: false, reasons: [{ code, what }] } };
}

async function instantOf({ io }: RunUnits) {
  const at = await io.begin();
  await io.rollback();
  return at;
}

async function withRetries(
  run: RunUnits,
  units: readonly CreditUnit[],
): Promise<readonly (Answer | null)[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runBatch(run.io, units);
    } catch (error) {
      if (!(error instanceof BatchRetry) || attempt > retriesMax) throw error;
      await run.pauseBeforeRetry(attempt);
    }
  }
}

/** What the caller learns of an error: a fault as it is, anything else as storage that failed. */
export function toPlainFault(error: unknown): PlainFault {
  if (error instanceof Fault) return plainFault(error);
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: 'storage.unavailable',
    publicText: 'The ledger cannot be written at the moment. Nothing was changed.',
    detail,
    retryable: true,
    outcome: 'none',
  };
}
