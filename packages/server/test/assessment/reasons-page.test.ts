import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applicationReasonTexts } from '../../src/assessment/application-reasons.ts';
import { assessmentRefusalTexts } from '../../src/assessment/refusals.ts';
import { remedyTexts } from '../../src/assessment/remedies.ts';
import { creditRefusalTexts } from '../../src/credit/index.ts';

const page = join(import.meta.dirname, '../../../../docs/reference/decision-reasons.md');

const head = `# Reasons of decisions

What \`/v1/decisions/{decisionId}/why\` says, by its stable code. A word in braces is a fact of the case. Made from the
registries of the code; a test compares.

| code | what it says | what would make it a yes |
| --- | --- | --- |
`;

test('the page of reasons is made from the registries', async () => {
  const texts: Readonly<Record<string, string>> = {
    ...assessmentRefusalTexts,
    ...Object.fromEntries(
      Object.entries(applicationReasonTexts).map(([code, { en }]) => [code, en]),
    ),
    ...Object.fromEntries(
      Object.entries(creditRefusalTexts).map(([code, { text }]) => [code, text]),
    ),
  };
  const rows = Object.entries(remedyTexts).map(
    ([code, remedy]) =>
      `| \`${code}\` | ${texts[code]} | ${remedy ?? 'Nothing: the order is over.'} |`,
  );
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.join()).not.toContain('undefined');
  await expect(`${head}${rows.join('\n')}\n`).toMatchFileSnapshot(page);
});
