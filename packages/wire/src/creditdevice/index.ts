export {
  createDmmClient,
  type DmmAbsent,
  type DmmClient,
  type DmmClientOptions,
  type DmmNewOrder,
} from './client.ts';
export {
  type DmmAmountRule,
  DmmErrorSchema,
  type DmmLanguage,
  DmmOrderRequestSchema,
  DmmOrderSchema,
  type DmmProblem,
  type DmmRead,
  DmmRulesetSchema,
  type DmmStatus,
  dmmAmountMax,
  dmmAmountRules,
  dmmIdempotencyHeader,
  dmmLanguages,
  dmmMessages,
  dmmPath,
  dmmProblemText,
  dmmStatuses,
  dmmStatusPath,
} from './contract.ts';
export {
  type DmmOrder,
  type DmmOrderPage,
  type DmmRuleset,
  writeDmmOrder,
  writeDmmOrderPage,
  writeDmmRulesets,
} from './order.ts';
export {
  type DmmExtraField,
  type DmmExtraValue,
  type DmmQuestion,
  dmmReferenceLengthMax,
  readDmmQuestion,
  readDmmRest,
} from './order-request.ts';
export { readDmmOrderId, readDmmPage } from './queries.ts';
export { type DmmActivity, type DmmAddress, type DmmReport, writeDmmReport } from './report.ts';
