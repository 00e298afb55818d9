import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readyRulesets } from '../../../src/decisions/index.ts';
import { rulesetPage } from './ruleset-pages.ts';

const folder = join(import.meta.dirname, '../../../../../docs/rulesets');

// `npx vitest run -u` with this file writes the pages anew.
test.each(readyRulesets)(
  'the page of the ruleset $key is made from what it says',
  async (ready) => {
    const page = rulesetPage(ready);
    await expect(page).toMatchFileSnapshot(join(folder, `${ready.key}.md`));
    expect(page).not.toMatch(/undefined|\[object/);
  },
);

test.each(readyRulesets)('the page of $key has every rule and every reason', (ready) => {
  const page = rulesetPage(ready);
  for (const { expression } of ready.content.model.decisions) {
    if (expression?.type !== 'table') continue;
    for (const { outputs } of expression.rules) {
      const reason = outputs[1]?.replaceAll('"', '');
      if (reason !== undefined) expect(page.split(`\`${reason}\``).length).toBeGreaterThan(2);
    }
  }
});
