/** The face of the outbound room: the ports that lead out of this server, all by one guarded way. */
export { checkPlatform } from './check-platform.ts';
export { createKvk, type KvkAdapter, type KvkConnection } from './kvk.ts';
export { createPlatform, type PlatformAdapter, type PlatformDeps } from './platform.ts';
export type { PlatformConnection } from './platform-clients.ts';
export { readMapping, readVersions } from './platform-mapping.ts';
export { createProviderModules } from './provider-modules.ts';
export {
  createProviderSystem,
  type ProviderConnection,
  type ProviderSystem,
} from './provider-system.ts';
