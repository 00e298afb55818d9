/** The wires of interworks.cloud: the credit check hook, and the platform's own calls. */
export {
  type CreditCheckWireDeps,
  registerCreditCheck,
} from './credit-check/register-credit-check.ts';
export {
  type PlatformApiDeps,
  registerPlatformApi,
} from './platform-api/register-platform-api.ts';
export { registerServiceManager } from './service-manager/register-service-manager.ts';
export type { ServiceManagerDeps } from './service-manager/service-manager-deps.ts';
