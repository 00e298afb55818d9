/** The face of the storage room in its own thread. */
export { createBasketReader } from './reads/basket-reads.ts';
export { createDecisionReader } from './reads/decision-reads.ts';
export { createReviewReader } from './reads/review-reads.ts';
export { serveStorageWorker } from './sqlite/serve-worker.ts';
