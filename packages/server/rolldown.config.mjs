import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { thirdPartyNotices } from './third-party-notices.mjs';

const here = import.meta.dirname;
const root = join(here, '..', '..');
const notices = thirdPartyNotices();

/**
 * What Fastify loads for schemas of its own and for its `inject`. The server has no use for either,
 * and reading them would be an eighth of the bundle.
 */
const neverAsked = [
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  'light-my-request',
];

/**
 * One self-contained file per entry: the published package depends on the optional SQLite driver
 * alone, and the command finds its workers beside itself.
 *
 * @type {import('rolldown').RolldownOptions[]}
 */
export default [
  bundle({ entry: 'src/cli/main.ts', file: 'dist/cli.js', plugins: [notices] }),
  bundle({
    entry: 'src/compose/storage-worker.ts',
    file: 'dist/storage-worker.js',
    plugins: [notices],
  }),
  bundle({
    entry: 'src/workers/ruleset-worker.ts',
    file: 'dist/ruleset-worker.js',
    plugins: [notices],
  }),
];

/**
 * @param {{ entry: string, file: string, plugins?: import('rolldown').Plugin[], external?: readonly string[] }} options
 *   paths from this package
 * @returns {import('rolldown').RolldownOptions & { output: import('rolldown').OutputOptions }}
 */
export function bundle({ entry, file, plugins = [], external = [] }) {
  return {
    input: join(here, entry),
    platform: 'node',
    external: ['@photostructure/sqlite', 'pg-native', ...neverAsked, ...external],
    // Not `import`: named here, it would be taken for `require` as well.
    resolve: { conditionNames: ['aval-source', 'node', 'default'] },
    transform: { target: 'node20.19', define: buildConstants() },
    plugins: [recordingsAsText(), asciiOnly(), ...plugins],
    // A warning is a broken bundle in waiting: an import that does not resolve is left as it is.
    onLog(level, log) {
      if (level === 'warn') throw new Error(log.message);
    },
    output: {
      file: join(here, file),
      format: 'es',
      // With this, an `import()` of a module of ours turns all that it shares with the rest of the
      // server into functions that fill variables: more to read at each start, not less.
      codeSplitting: false,
      // Names stay, for the stack traces in a log; doc comments, an eighth of the size, do not.
      comments: { jsdoc: false, annotation: false, legal: true },
    },
  };
}

/**
 * Recordings go into the bundle as one text each, which is read many times faster than code.
 *
 * @returns {import('rolldown').Plugin}
 */
function recordingsAsText() {
  return {
    name: 'recordings-as-text',
    transform: {
      filter: { id: /\/wire\/exchanges\/[^/]+\.json$/ },
      handler: (json) => ({
        code: `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(json)))});`,
        moduleType: 'js',
      }),
    },
  };
}

/**
 * Writes what is not ASCII as escapes. One Greek letter would have V8 keep four megabytes of text with
 * two bytes for each character, and decode them all at each start. In a raw template the escape stays
 * one: our only raw templates are sources of regular expressions, which read it alike.
 *
 * @returns {import('rolldown').Plugin}
 */
function asciiOnly() {
  return {
    name: 'ascii-only',
    generateBundle: (_options, output) => {
      for (const part of Object.values(output)) {
        if (part.type === 'chunk') part.code = part.code.replace(notAscii, escaped);
      }
    },
  };
}

const notAscii = /[\u0080-\uffff]/g;

/** @param {string} character */
function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What the sources know of their own build; declared in src/build-constants.d.ts. */
function buildConstants() {
  const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  return {
    __AVAL_VERSION__: JSON.stringify(version),
    __AVAL_COMMIT__: JSON.stringify(commit()),
  };
}

/** The checkout's commit; null for a source tree without history. */
function commit() {
  if (!existsSync(join(root, '.git'))) return null;
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
