/** The face of config: the server's settings, and the secret that its hashes hang on. */
export { createKeyring } from './keyring.ts';
export { createPasswordHash } from './password-hash.ts';
export { providerModulePaths } from './provider-modules.ts';
export { type Config, ConfigRefused, type Environment, readConfig } from './read-config.ts';
export { readServerSecret } from './server-secret.ts';
export { settingsPage, showConfig } from './show-config.ts';
