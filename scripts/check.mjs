/** The checks that need no server and no database. `verify.mjs` runs them before the suites. */
import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ name: string, program: string, flags: readonly string[] }} Step */

const root = join(import.meta.dirname, '..');

const usage = `Usage: node scripts/check.mjs

Types, format and lint, dead code, the lock file, imports between rooms and the documents.
Every check runs, also after one has failed; the exit code is 0 when all pass.`;

/** @type {readonly Step[]} */
export const checks = [
  { name: 'types', program: bin('tsc'), flags: ['-b'] },
  { name: 'format and lint', program: bin('biome'), flags: ['check', '--error-on-warnings', '.'] },
  {
    name: 'dead code',
    program: bin('knip'),
    flags: ['--no-progress'],
  },
  { name: 'lock file', program: process.execPath, flags: ['scripts/complete-lock.mjs', '--check'] },
];

/** Architecture and documents: also part of the suites, so only `check` by itself runs it here. */
const tidy = {
  name: 'architecture and documents',
  program: bin('vitest'),
  flags: ['run', '--project', 'tidy'],
};

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
  process.exitCode = main(process.argv.slice(2));
}

/**
 * Runs one step with its output shown.
 *
 * @param {Step} step
 * @returns {boolean} whether it passed
 */
export function run({ name, program, flags }) {
  console.log(`\n== ${name}`);
  const result = spawnSync(program, flags, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const passed = result.status === 0;
  const reason = whyNot(result.error) ?? result.signal ?? `exit code ${result.status}`;
  console.log(passed ? `ok: ${name}` : `FAILED: ${name} (${reason})`);
  return passed;
}

/**
 * Why a program could not be started, in words that say what to do.
 *
 * @param {Error | undefined} error
 * @returns {string | null} null where it was started
 */
export function whyNot(error) {
  if (error === undefined) return null;
  const isMissing = 'code' in error && error.code === 'ENOENT';
  return isMissing ? 'the packages are not installed: run `npm ci` first' : error.message;
}

/**
 * A command of a development dependency, also outside an npm script.
 *
 * @param {string} name
 */
export function bin(name) {
  return join(root, 'node_modules', '.bin', name);
}

/**
 * @param {readonly string[]} flags
 * @returns {number} the exit code
 */
function main(flags) {
  if (flags.length > 0) {
    console.log(usage);
    return flags.includes('--help') ? 0 : 2;
  }
  // All of them: two findings in one run are worth more than one.
  const results = [...checks, tidy].map(run);
  return results.every(Boolean) ? 0 : 1;
}
