import { createJudgePlainBasket } from '../assessment/index.ts';
// Not from the room's face, with which all of its drivers would come along.
import {
  createBasketReader,
  createDecisionReader,
  createReviewReader,
  serveStorageWorker,
} from '../storage/worker.ts';
import { createSystemPorts } from '../system-ports.ts';
import { answerBaskets } from './basket-beside.ts';
import { createBasketBooks } from './basket-books.ts';

/** The storage worker, with the judgement of baskets beside its connection. */
const { clock, ids, hash } = createSystemPorts();

await serveStorageWorker({
  clock,
  answerBeside: ({ db, credit, levelsAtHand, commit }) => {
    const reviews = createReviewReader(db);
    const baskets = createBasketReader(db, { ...credit, ...reviews }, levelsAtHand);
    return answerBaskets(
      createJudgePlainBasket({
        ledger: { commit },
        credit,
        books: createBasketBooks(baskets),
        decisions: createDecisionReader(db, db),
        reviews,
        clock,
        ids,
        hash,
      }),
    );
  },
});
