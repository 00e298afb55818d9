/** The face of Aval's own API. */

export { problemTexts } from './problem-texts.ts';
export { type ApiProblemCode, apiFault } from './problems.ts';
export { registerApi } from './register-api.ts';
export type { ApiServices } from './services.ts';
