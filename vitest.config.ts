import { defineConfig } from 'vitest/config';

// Not `import`: Vitest hands the list to Node, where `require` would then find the ESM build.
const conditions = ['aval-source', 'node'];
const resolution = { resolve: { conditions }, ssr: { resolve: { conditions } } };
/** The bundler writes these; see packages/server/rolldown.config.mjs. */
const define = { __AVAL_VERSION__: JSON.stringify('0.0.0-test'), __AVAL_COMMIT__: 'null' };
const server = 'packages/server';

export default defineConfig({
  test: {
    // The simulation keeps one processor busy for a while; the rest of the suites take the other.
    maxWorkers: '100%',
    projects: [
      project('wire', ['packages/wire/{src,test}/**/*.test.ts']),
      project('dmn', ['packages/dmn/{src,test}/**/*.test.ts']),
      project('rooms', [`${server}/src/**/*.test.ts`]),
      {
        ...resolution,
        define,
        test: {
          name: 'server',
          include: [`${server}/test/**/*.test.ts`],
          exclude: [`${server}/test/*.test.ts`, `${server}/test/{tidy,packed}/**`],
          globalSetup: [
            `${server}/test/storage/worker-setup.ts`,
            `${server}/test/storage/postgres-setup.ts`,
          ],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      project('tidy', [`${server}/test/*.test.ts`, `${server}/test/tidy/**/*.test.ts`]),
      {
        // Measures starts against the clock: alone, after everything else.
        test: {
          name: 'packed',
          include: [`${server}/test/packed/**/*.test.ts`],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

/** Tests of pure code share the modules that they load: nothing in them is kept between files. */
function project(name: string, include: string[]) {
  return { ...resolution, define, test: { name, include, testTimeout: 20_000, isolate: false } };
}
