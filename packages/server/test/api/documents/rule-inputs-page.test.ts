import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkRules } from '../../../src/fulfilment/rules/check-rules.ts';
import { readRuleCases, readRuleContent } from '../../../src/fulfilment/rules/read-rules.ts';
import { ruleInputs } from '../../../src/fulfilment/rules/rule-inputs.ts';
import { ruleInputsPage } from './rule-inputs-page.ts';

const docs = join(import.meta.dirname, '../../../../../docs');

// `npx vitest run -u` with this file writes the page anew.
test('the page of inputs is that of the code', async () => {
  await expect(ruleInputsPage()).toMatchFileSnapshot(
    join(docs, 'reference/business-rule-inputs.md'),
  );
});

test('the page has every input', () => {
  const text = ruleInputsPage();
  for (const name of Object.keys(ruleInputs)) expect(text).toContain(`| \`${name}\` |`);
});

test('the guide of business rules names no input that is not there', () => {
  const guide = readFileSync(join(docs, 'guides/business-rules.md'), 'utf8');
  // Braces in a path are no inputs.
  const named = [...guide.matchAll(/(?<!\/)\{(\w+)\}/g)].map(([, name = '']) => name);
  const unknown = named.filter((name) => !Object.hasOwn(ruleInputs, name));
  expect(unknown).toEqual([]);
  expect(named).toContain('maxQuantity');
});

test('the example of the guide passes the gate with its case', () => {
  const guide = readFileSync(join(docs, 'guides/business-rules.md'), 'utf8');
  const json = /```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const content = readRuleContent(JSON.parse(json));
  if (!content.ok) throw new Error(`${content.refusal.path}: ${content.refusal.expected}`);
  const given = /`(\{"name": "301"[\s\S]*?\})`/.exec(guide)?.[1] ?? '';
  const cases = readRuleCases([JSON.parse(given)]);
  if (!cases.ok) throw new Error(`${cases.refusal.path}: ${cases.refusal.expected}`);
  expect(checkRules(content.value, cases.value, 'en').problems).toEqual([]);
});
