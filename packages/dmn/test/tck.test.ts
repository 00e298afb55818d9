import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import floor from './tck/floor.json' with { type: 'json' };
import { tableOf, tallyOf } from './tck/report.ts';
import { runKit } from './tck/run-kit.ts';

// The conformance kit is third-party data beside the project and never part of it.
const kit = join(import.meta.dirname, '../../../../shared/tck');
const isHere = existsSync(kit);
const note = isHere ? '' : ' (skipped: the conformance kit is not at ../shared/tck)';

for (const [level, least] of Object.entries(floor)) {
  test.skipIf(!isHere)(
    `of ${level} at least ${least.passed} of ${least.of} results are right${note}`,
    () => {
      const outcomes = runKit(join(kit, level));
      const { passed, failed, leftOut } = tallyOf(outcomes);
      console.log(tableOf(level, outcomes));
      // Fewer cases run would be a share of something else.
      expect(passed + failed).toBe(least.of);
      expect(leftOut).toBe(least.leftOut);
      // Right answers are only ever added: who makes more of them raises the floor.
      expect(passed).toBe(least.passed);
    },
  );
}
