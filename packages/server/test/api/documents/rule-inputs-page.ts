import { exampleRules } from '../../../src/fulfilment/index.ts';
import {
  type RuleInput,
  type RuleInputKind,
  ruleInputs,
} from '../../../src/fulfilment/rules/rule-inputs.ts';

const kinds: Readonly<Record<RuleInputKind, string>> = {
  text: 'text',
  texts: 'list of texts',
  count: 'number',
  amount: 'amount',
  yes_no: 'yes or no',
};

/** What business rules may ask, and the rules that come ready to use, as the code has them. */
export function ruleInputsPage(): string {
  const inputs = Object.entries(ruleInputs).map(([name, input]) => [
    `\`${name}\``,
    kinds[input.kind],
    knownness(input),
    input.kind !== 'yes_no' && input.isForCustomers ? 'yes' : 'no',
    input.meaning,
  ]);
  const rules = exampleRules.map(({ key, code, operations, texts }) => [
    `\`${key}\``,
    String(code),
    operations.map((operation) => `\`${operation}\``).join(', '),
    texts.en,
  ]);
  return [
    '# What business rules may ask',
    'Inputs of the tables of [business rules](../guides/business-rules.md), by name. One that is asked of others is',
    'fetched while the call waits, and only where a rule in force names it; where it does not come in time, the call is',
    'answered with Code -1080 and no rule is asked. The fourth column says whether a text for customers may show it.',
    '',
    ...tableOf(['input', 'kind', 'known', 'in texts for customers', 'meaning'], inputs),
    '## Ready to use',
    'The five examples of the vendor’s pre-check document, as tables. What the catalogue does not bound stops nobody.',
    '',
    ...tableOf(['rule', 'code', 'operations', 'text'], rules),
  ]
    .join('\n')
    .replace(/\n(#+ .*)\n/g, '\n$1\n\n')
    .replace(/^(# .*)\n/, '$1\n\n');
}

function knownness({ isOutside, isOfOthers, isNullable }: RuleInput): string {
  if (isOutside) return 'asked of others';
  if (isOfOthers) return 'unless there are too many';
  return isNullable ? 'may be null' : 'always known';
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}
