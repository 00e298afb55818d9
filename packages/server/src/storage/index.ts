/** The face of the storage room: two engines behind one `Storage`, and each room's reads. */
export { openPostgresStorage, type PostgresStorageOptions } from './postgres/postgres-storage.ts';
export { createAccessReader } from './reads/access-reads.ts';
export { createApplicationReader } from './reads/application-reads.ts';
export { createBasketReader } from './reads/basket-reads.ts';
export { createBusinessRuleReader } from './reads/business-rule-reads.ts';
export { createCompanyReader } from './reads/company-reads.ts';
export { createDecisionReader } from './reads/decision-reads.ts';
export { createEarlierReader } from './reads/earlier-reads.ts';
export { createFulfilmentReader } from './reads/fulfilment-reads.ts';
export { createHookReader } from './reads/hook-reads.ts';
export { createInquiryReader } from './reads/inquiry-reads.ts';
export { createKeyReader } from './reads/key-reads.ts';
export { createPartyReader } from './reads/party-reads.ts';
export { createPaymentBehaviourReader } from './reads/payment-behaviour-reads.ts';
export { createPlatformReader } from './reads/platform-reads.ts';
export { createProposalReader } from './reads/proposal-reads.ts';
export { createProviderStepReader } from './reads/provider-step-reads.ts';
export { createRateReader } from './reads/rate-reads.ts';
export { createReviewReader } from './reads/review-reads.ts';
export { createRulesetReader } from './reads/ruleset-reads.ts';
export { createWatchReader } from './reads/watch-reads.ts';
export { assertSecretMark } from './secret-mark.ts';
export { createStandInSpool, type SpoolAdapter } from './spool/stand-in-spool.ts';
export type { AnswerBeside, StorageBeside } from './sqlite/beside.ts';
export { prepareDataFolder } from './sqlite/data-folder.ts';
export {
  openSqliteStorage,
  readDataFolder,
  type SqliteStorageOptions,
  verifyDataFolder,
} from './sqlite/sqlite-storage.ts';
export type { Storage } from './storage.ts';
export type { VerifyReport } from './verify-report.ts';
