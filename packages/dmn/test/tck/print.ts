import { tableOf } from './report.ts';
import { runKit } from './run-kit.ts';

/** Prints the table of every level, and each case that fails with what came out instead. */
export function printKit(folder: string, levels: readonly string[]): boolean {
  let isClean = true;
  for (const level of levels) {
    const outcomes = runKit(`${folder}/${level}`);
    console.log(`\n${tableOf(level, outcomes)}`);
    for (const { result, status, actual } of outcomes) {
      if (status !== 'failed') continue;
      isClean = false;
      console.log(`failed: ${result.suite} ${result.caseId} ${result.element}: ${actual}`);
    }
  }
  return isClean;
}
