export {
  createPlatformClient,
  type PlatformCallOptions,
  type PlatformClient,
  type PlatformClientOptions,
  type PlatformFound,
  type PlatformResult,
} from './client.ts';
export {
  PlatformAccountSchema,
  PlatformBillingInfoSchema,
  PlatformOrderSchema,
  PlatformTokenSchema,
  type PlatformVersions,
  platformPaths,
  platformStatusTypes,
  platformVersionHeader,
  platformVersions,
} from './contract.ts';
export type { PlatformGap } from './find-field.ts';
export { defaultPlatformMapping, type PlatformField, type PlatformMapping } from './mapping.ts';
export {
  type ResolvedAccount,
  type ResolvedBillingInfo,
  type ResolvedLine,
  type ResolvedOrder,
  resolveAccount,
  resolveBillingInfo,
  resolveOrder,
} from './resolve.ts';
export {
  type ResolvedRecurring,
  type ResolvedRecurringLine,
  resolveRecurring,
} from './resolve-recurring.ts';
export type { PlatformFailure, PlatformUnavailable, PlatformUnknown } from './results.ts';
export type { PlatformCredentials } from './token.ts';
