/** The whole proof: every check and every suite on both engines, with one line of sums at the end. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, checks, run } from './check.mjs';

/**
 * @typedef {object} Report the part of Vitest's JSON report that is read here
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {readonly { name: string, status: string, assertionResults: readonly { fullName: string, status: string }[] }[]} testResults
 */

const usage = `Usage: node scripts/verify.mjs

Runs the checks of check.mjs and every suite on SQLite and PostgreSQL. The last line is
"N passed, N failed", a check counting as one; the exit code is 0 when nothing failed.`;

process.exitCode = main(process.argv.slice(2));

/**
 * @param {readonly string[]} flags
 * @returns {number} the exit code
 */
function main(flags) {
  if (flags.length > 0) {
    console.log(usage);
    return flags.includes('--help') ? 0 : 2;
  }

  const results = checks.map(run);
  const suites = runSuites();
  const passed = results.filter(Boolean).length + suites.passed;
  const failed = results.filter((ok) => !ok).length + suites.failed;
  for (const name of suites.skipped) console.log(`skipped: ${name}`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** @returns {{ passed: number, failed: number, skipped: readonly string[] }} */
function runSuites() {
  const folder = mkdtempSync(join(tmpdir(), 'aval-verify-'));
  const file = join(folder, 'report.json');
  try {
    const passed = run({
      name: 'suites',
      program: bin('vitest'),
      flags: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    });
    // A run that broke off leaves no report; it must not pass for one without failures.
    if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
    /** @type {Report} */
    const report = JSON.parse(readFileSync(file, 'utf8'));
    // A file that does not load has no tests of its own to fail.
    const broken = report.testResults.filter(
      (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
    ).length;
    const failed = report.numFailedTests + broken;
    return {
      passed: report.numPassedTests,
      failed: passed ? failed : Math.max(failed, 1),
      skipped: report.testResults.flatMap((suite) =>
        suite.assertionResults
          .filter((result) => ['pending', 'skipped', 'todo'].includes(result.status))
          .map((result) => result.fullName),
      ),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
