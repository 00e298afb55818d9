export type { OneFeedEvent, OneFeedPage, OneTradeCredit } from './answers.ts';
export {
  createOneTradeCreditClient,
  type OneAbsent,
  type OneFiguresToWrite,
  type OneTradeCreditClient,
  type OneTradeCreditClientOptions,
} from './client.ts';
export { type OneClientId, readOneClientId, writeOneClientId } from './client-id.ts';
export {
  type OneContext,
  OneCreditFiguresSchema,
  type OneError,
  type OneErrorName,
  OneErrorSchema,
  OneFeedPageSchema,
  type OneProblem,
  type OneRead,
  OneTradeCreditSchema,
  oneContexts,
  oneErrorStatus,
  oneHeaders,
  oneSynchronizationSegment,
  oneTradeCreditPath,
} from './contract.ts';
export {
  type OneFeedQuery,
  oneFeedPageSize,
  oneFeedPageSizeMax,
  readOneFeedQuery,
} from './feed.ts';
export { type OneFigures, readOneFigures, writeOneTradeCredit } from './figures.ts';
