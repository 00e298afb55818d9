/** The face of Aval's own API. */
export { registerApi } from './register-api.ts';
export type { ApiServices } from './services.ts';
