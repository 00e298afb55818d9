import type { CreditOutcome, CreditReader, Ledger } from '../../credit/index.ts';
import { present } from '../../kernel/assert.ts';
import { fromPlainFault } from '../../kernel/fault.ts';
import type { UnitReply } from '../batch/run-units.ts';
import type { LevelsAtHand } from '../reads/basket-reads.ts';
import { createCreditReader } from '../reads/credit-reads.ts';
import type { Reads } from '../reads/reads.ts';
import type { OpenEngine } from './sqlite-engine.ts';

/**
 * What a room is given that works beside the writing connection: reads that see all that is committed
 * on warm pages, and commits whose units cross to no other thread.
 */
export type StorageBeside = {
  readonly db: Reads;
  readonly credit: CreditReader;
  /** Lines as the last commit left them, where the writer has them in memory; else null. */
  readonly levelsAtHand: LevelsAtHand;
  readonly commit: Ledger['commit'];
};

/**
 * Answers questions of the main thread beside the connection. Question and answer are plain data, and
 * so is a `Fault` on its way back.
 */
export type AnswerBeside = (question: unknown) => Promise<unknown>;

export function storageBeside({ db, levelsAtHand, run }: OpenEngine): StorageBeside {
  return {
    db,
    levelsAtHand,
    credit: createCreditReader(db, db),
    commit: (unit) => run([unit]).then(outcomeOf),
  };
}

function outcomeOf([only]: readonly UnitReply[]): CreditOutcome {
  const reply = present(only, 'reply to a unit');
  if ('fault' in reply) throw fromPlainFault(reply.fault);
  return reply.outcome;
}
