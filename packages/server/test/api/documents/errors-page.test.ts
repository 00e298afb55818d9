import { join } from 'node:path';
import { expect, test } from 'vitest';
import { creditRefusalTexts } from '../../../src/credit/index.ts';
import { fulfilmentRefusalTexts } from '../../../src/fulfilment/refusal-texts.ts';
import { errorsPage } from './errors-page.ts';

const page = join(import.meta.dirname, '../../../../../docs/reference/errors.md');

// `npx vitest run -u` with this file writes the page anew.
test('the page of errors is that of the code', async () => {
  await expect(errorsPage()).toMatchFileSnapshot(page);
});

test('the page has every refusal of credit but those that are "not found"', () => {
  const text = errorsPage();
  const missing = Object.keys(creditRefusalTexts).filter((code) => !text.includes(`\`${code}\``));
  expect(missing.sort()).toEqual([
    'credit.capture_unknown',
    'credit.hold_unknown',
    'row.changed',
    'row.exists',
  ]);
});

test('the page has every refusal of a call of a platform, with the number that it is answered with', () => {
  const text = errorsPage();
  const codes = Object.keys(fulfilmentRefusalTexts);
  expect(codes.length).toBeGreaterThan(5);
  for (const code of codes) expect(text).toMatch(new RegExp(`\\| \`${code}\` \\| -\\d+ \\|`));
});
