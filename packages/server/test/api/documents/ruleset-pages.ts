import type { TableBoxed } from '@aval/dmn';
import { factLabels } from '../../../src/decisions/fact-texts.ts';
import { type FactName, factKinds } from '../../../src/decisions/facts.ts';
import type { ReadyRuleset } from '../../../src/decisions/index.ts';

const intros: Readonly<Record<ReadyRuleset['key'], string>> = {
  cautious: `For a desk that would rather ask. Little passes by itself, every amount overdue is looked at by a person, and
what is not known is asked about.`,
  balanced: `For most desks. Sound customers pass by themselves, people see what lies in between, and only clear cases are
refused.`,
  open: `For a desk that wants to sell. Only clear signs of trouble stop an order; most of what is left goes to a person.`,
};

const howTo = `A rule is a row; a cell that is empty asks nothing. **Every rule that matches counts, and the strictest answer stands**:
the worst class in the table of the risk class, the strictest verdict in the table of the verdict. The reasons of the
rules that matched are told to people. Amounts are in the currency of the tenant.`;

/** The page of a ready ruleset, made from what it says. */
export function rulesetPage({ key, name, content, cases }: ReadyRuleset): string {
  const { model, needs, texts } = content;
  const tables = model.decisions.flatMap(({ name: title, expression }) =>
    expression?.type === 'table' ? [`## ${title}\n\n${tableText(expression)}`] : [],
  );
  const counted = model.decisions.flatMap(({ name: title, expression }) =>
    expression?.type === 'literal' ? [`| ${title} | \`${expression.text}\` |`] : [],
  );
  const used = new Set(reasonsOf(model.decisions.map(({ expression }) => expression)));
  const inputs = model.inputs.map(({ name: input }) => {
    const fact = input as FactName;
    const needed = [
      ...(needs.credit_check.includes(fact) ? ['credit check'] : []),
      ...(needs.application.includes(fact) ? ['application'] : []),
    ];
    return `| ${factLabels[fact].en} | \`${fact}\` | ${kinds[factKinds[fact]]} | ${needed.join(', ')} |`;
  });
  const reasons = Object.entries(texts)
    .filter(([code]) => used.has(code))
    .map(([code, { en, nl, de }]) => `| \`${code}\` | ${en} | ${nl} | ${de} |`);
  return `# The ruleset ${name}

${intros[key]}

Made from the ruleset itself (\`"ready": "${key}"\` of \`POST /v1/rulesets\`); a test compares. How rulesets work is told in
[rulesets](../concepts/ruleset.md).

${howTo}

## Inputs

A fact that is needed and not known sends the case to a person.

| input | fact | form | needed for |
| --- | --- | --- | --- |
${inputs.join('\n')}

## What is counted before the tables

| name | how |
| --- | --- |
${counted.join('\n')}

${tables.join('\n\n')}

## Reasons

A word in braces is a fact of the case.

| code | English | Nederlands | Deutsch |
| --- | --- | --- | --- |
${reasons.join('\n')}

## Cases

These are kept with the ruleset, and must come out like this before a changed copy can be published.

| case | verdict | risk class |
| --- | --- | --- |
${cases
  .map(({ name: title, expect }) => `| ${title} | ${expect.verdict} | ${expect.riskClass ?? ''} |`)
  .join('\n')}
`;
}

const kinds = {
  amount: 'amount',
  percent: 'percent',
  count: 'whole number',
  yes_no: 'yes or no',
  text: 'text',
} as const;

function tableText({ inputs, outputs, rules }: TableBoxed): string {
  const heads = [
    '',
    ...inputs.map(({ label, text }) => label ?? text),
    ...outputs.map(({ name }) => `**${name ?? 'amount'}**`),
  ];
  const rows = rules.map((rule, index) =>
    row([String(index + 1), ...rule.tests.map(cellText), ...rule.outputs.map(outputText)]),
  );
  const otherwise = row([
    '',
    ...inputs.map((_, index) => (index === 0 ? 'no rule matches' : '')),
    ...outputs.map(({ fallback }) => outputText(fallback ?? '')),
  ]);
  return [row(heads), row(heads.map(() => '---')), ...rows, otherwise].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A cell as people say it. */
function cellText(cell: string): string {
  if (cell === '-') return '';
  if (cell === 'null') return 'not known';
  if (cell === 'true' || cell === 'false') return cell === 'true' ? 'yes' : 'no';
  const range = /^([[(])(\S+)\.\.(\S+)([\])])$/.exec(cell);
  if (range !== null) {
    const [, open, low = '', high = '', close] = range;
    return `${open === '(' ? 'over ' : ''}${low} to ${close === ')' ? 'under ' : ''}${high}`;
  }
  return cell
    .replace(/^>= (.*)$/, '$1 or more')
    .replace(/^<= (.*)$/, 'up to $1')
    .replace(/^> (.*)$/, 'over $1')
    .replace(/^< (.*)$/, 'under $1')
    .replaceAll('"', '');
}

function outputText(cell: string): string {
  return cell.replaceAll('"', '').replace(/^([a-z]+_[a-z_]+|sound|overdue|abroad)$/, '`$1`');
}

function reasonsOf(expressions: readonly unknown[]): readonly string[] {
  return [...JSON.stringify(expressions).matchAll(/\\"([a-z_]+)\\"/g)].map(([, code = '']) => code);
}
