/** Set by the bundler (rolldown.config.mjs) and, in tests, by vitest.config.ts. */
declare const __AVAL_VERSION__: string;
/** The commit of the checkout that was built; null for a build without one. */
declare const __AVAL_COMMIT__: string | null;
