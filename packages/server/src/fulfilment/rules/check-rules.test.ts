import { expect, test } from 'vitest';
import {
  ended,
  forBackOffice,
  forCustomers,
  type SomeRules,
  someRules,
  textsType,
  tooMany,
} from '../../../test/builders/business-rules.ts';
import type { BusinessRuleCase, BusinessRuleContent } from './business-rules.ts';
import { checkRules } from './check-rules.ts';
import { describeRuleProblem } from './rule-problem.ts';

const cases: readonly BusinessRuleCase[] = [
  { name: 'few', facts: { quantityBefore: 10, state: 'active' }, expect: [] },
  { name: 'many', facts: { quantityBefore: 11, state: 'active' }, expect: [tooMany] },
  { name: 'both', facts: { quantityBefore: 11, state: 'cancelled' }, expect: [tooMany, ended] },
];

const codesOf = (content: BusinessRuleContent) =>
  checkRules(content, cases, 'en').problems.map(({ code }) => code);

const table = (cells: readonly string[], more: Partial<SomeRules> = {}) =>
  someRules({
    tables: [{ columns: { quantityBefore: 'number', state: 'string' }, rows: [cells] }],
    ...more,
  });

test('rules with texts, clean tables and cases that pass may be published', () => {
  expect(checkRules(someRules(), cases, 'en').problems).toEqual([]);
});

test('a set with a formula and several tables answers in their order', () => {
  const content = someRules({
    formulas: { many: 'quantityBefore > 10' },
    tables: [
      { columns: { state: 'string' }, rows: [['"cancelled"', '-10000', '"ended"']] },
      { columns: { many: 'boolean' }, rows: [['true', '-81000', '"too_many"']] },
    ],
  });
  const both: BusinessRuleCase = {
    name: 'both',
    facts: { quantityBefore: 11, state: 'cancelled' },
    expect: [ended, tooMany],
  };
  expect(checkRules(content, [both], 'en').problems).toEqual([]);
});

test('a list is asked about under its type, and not under another', () => {
  const parts: SomeRules = {
    inputs: { productsOwned: 'texts' },
    tables: [
      {
        columns: { 'list contains(productsOwned, "SEC")': 'boolean' },
        rows: [['true', '-81000', '"too_many"']],
      },
    ],
  };
  const owned: BusinessRuleCase = {
    name: 'owned',
    facts: { productsOwned: ['SEC', 'STD'] },
    expect: [tooMany],
  };
  const typed = someRules({ ...parts, types: [textsType] });
  expect(checkRules(typed, [owned], 'en').problems).toEqual([]);
  const wrong = someRules({ ...parts, inputs: { productsOwned: 'string' } });
  expect(codesOf(wrong)).toContain('rules.input_ill_typed');
});

test.each<[string, string, BusinessRuleContent]>([
  [
    'input of nobody',
    'rules.input_unknown',
    someRules({ inputs: { quantityBefore: 'number', state: 'string', mood: 'string' } }),
  ],
  [
    'input of the wrong type',
    'rules.input_ill_typed',
    someRules({ inputs: { quantityBefore: 'string', state: 'string' } }),
  ],
  [
    'extra input with the name of a fact',
    'rules.name_taken',
    someRules({}, { extraInputs: [{ name: 'state', from: 'attribute', id: 'x', type: 'string' }] }),
  ],
  ['no table', 'rules.no_table', someRules({ tables: [] })],
  [
    'table with one answer',
    'rules.not_a_rule_table',
    someRules({
      tables: [
        {
          columns: { quantityBefore: 'number' },
          rows: [
            ['> 10', '-81000', '"too_many"'],
            ['<= 10', '-81000', '"too_many"'],
          ],
          hitPolicy: 'U',
        },
      ],
    }),
  ],
  [
    'cell that cannot be read',
    'rules.model_problem',
    table(['> > 1', '-', '-81000', '"too_many"']),
  ],
  ['cell of another type', 'rules.table_unclean', table(['"ten"', '-', '-81000', '"too_many"'])],
  [
    'rule that nothing matches',
    'rules.table_unclean',
    table(['[9..1]', '-', '-81000', '"too_many"']),
  ],
  [
    'code that is worked out',
    'rules.output_not_literal',
    table(['> 10', '-', '-81000 - 1', '"too_many"']),
  ],
  ['code of the product', 'rules.code_not_allowed', table(['> 10', '-', '-80100', '"too_many"'])],
  ['bound of the range', 'rules.code_not_allowed', table(['> 10', '-', '-80000', '"too_many"'])],
  [
    'other bound of the range',
    'rules.code_not_allowed',
    table(['> 10', '-', '-89999', '"too_many"']),
  ],
  ['yes as a code', 'rules.code_not_allowed', table(['> 10', '-', '0', '"too_many"'])],
  ['message of nobody', 'rules.message_unknown', table(['> 10', '-', '-81000', '"lost"'])],
  [
    'customer’s code with a text for the back office',
    'rules.not_for_customers',
    table(['> 10', '-', '-81000', '"ended"']),
  ],
])('a set with an %s is not fit', (_, code, content) => {
  expect(codesOf(content)).toContain(code);
});

test('every message has a text in the default language, and languages without one are noted', () => {
  const content = someRules(
    {},
    {
      messages: {
        too_many: forCustomers('Too many.', { nl: 'Te veel.' }),
        ended: forBackOffice('Ended.'),
      },
    },
  );
  expect(checkRules(content, cases, 'en').problems).toEqual([]);
  expect(checkRules(content, cases, 'nl').problems).toEqual([
    { code: 'rules.text_missing', message: 'ended', language: 'nl' },
  ]);
  expect(checkRules(content, cases, 'en').notes).toContainEqual({
    code: 'rules.text_missing',
    message: 'too_many',
    language: 'pl',
  });
});

const withText = (text: string) =>
  codesOf(
    someRules({}, { messages: { too_many: forCustomers(text), ended: forBackOffice('Ended.') } }),
  );

test.each([
  'Your credit is {headroom} short.',
  'You owe {overdueAmount}.',
  'Account {accountId} may not order.',
  'At most 5000 EUR are possible.',
  'At most EUR 5.000,00 are possible.',
  'At most €5000 are possible.',
  'Najwyżej 500 zł.',
  'At most 5000 euro are possible.',
  'Höchstens 5.000 Euro.',
  'Najwyżej 500 złotych.',
  'Έως 5000 ευρώ.',
  'At most eur 5000.',
  'Up to 20 dollars.',
])('a text for customers shows no figure: %s', (text) => {
  expect(withText(text)).toEqual(['rules.figure_in_text']);
});

test('a text for customers may name bounds of the catalogue and numbers that are no money', () => {
  expect(withText('At most {maxQuantity} licences, and within 14 days of PLAN A 2.')).toEqual([]);
  expect(withText('At most {maximum} licences.')).toEqual(['rules.text_name_unknown']);
});

const byHeadroom = {
  inputs: { headroom: 'number', quantityAfter: 'number' },
  formulas: { 'what is left': 'headroom - 100', seats: 'quantityAfter * 2' },
};
const onFigures = (columns: Record<string, string>, row: readonly string[], text: string) =>
  codesOf(
    someRules(
      { ...byHeadroom, tables: [{ columns, rows: [[...row, '-81000', '"too_many"']] }] },
      { messages: { too_many: forCustomers(text) } },
    ),
  );
const lessLeft = 'Less than 500 is left.';

test.each([
  ['a column', { headroom: 'number' }, ['< 500']],
  ['a question', { '(headroom < 500) = true': 'boolean' }, ['true']],
  ['a formula', { 'what is left': 'number' }, ['< 500']],
  ['a cell', { quantityAfter: 'number' }, ['> headroom']],
])(
  'a rule that looks at a customer’s figures in %s tells customers no number',
  (_, columns, row) => {
    const refused = ['rules.figure_in_text'];
    expect(onFigures(columns as never, row, lessLeft)).toEqual(refused);
    expect(onFigures(columns as never, row, 'Λιγότερα από ٥٠٠.')).toEqual(refused);
    const allowed = 'Too little is left for {quantityAfter} licences.';
    expect(onFigures(columns as never, row, allowed)).not.toContain('rules.figure_in_text');
  },
);

test.each([
  [
    'a row that does not look at them',
    { headroom: 'number', quantityAfter: 'number' },
    ['-', '> 300'],
  ],
  ['a question about licences', { 'seats > 600': 'boolean' }, ['true']],
])('numbers of its own stand in the text of %s', (_, columns, row) => {
  const text = 'At most 300 licences are possible for 14 days.';
  expect(onFigures(columns as never, row, text)).not.toContain('rules.figure_in_text');
});

test('the back office may read figures, and nobody a setting', () => {
  const content = (text: string) =>
    someRules(
      {},
      {
        extraInputs: [
          { name: 'secret', from: 'setting', id: 'FieldUsername', type: 'string' },
          { name: 'plan', from: 'attribute', id: 'plan', type: 'string' },
        ],
        messages: { too_many: forCustomers('Too many.'), ended: forBackOffice(text) },
      },
    );
  expect(codesOf(content('Only {headroom} EUR are left of 5000 EUR on plan {plan}.'))).toEqual([]);
  expect(codesOf(content('Signed in as {secret}.'))).toEqual(['rules.text_name_unknown']);
});

test('rules without cases, and with a case that comes out otherwise, are not fit', () => {
  expect(checkRules(someRules(), [], 'en').problems).toEqual([{ code: 'rules.cases_missing' }]);
  const wrong = { name: 'wrong', facts: { quantityBefore: 11, state: 'active' }, expect: [] };
  const [problem] = checkRules(someRules(), [wrong], 'en').problems;
  expect(problem && describeRuleProblem(problem)).toBe(
    'The case "wrong" expects no broken rule and comes to -81000 too_many.',
  );
});

test('a case that does not say what must be known fails, and names it', () => {
  const bare = { name: 'bare', facts: { state: 'active' }, expect: [] };
  const [problem] = checkRules(someRules(), [bare], 'en').problems;
  expect(problem && describeRuleProblem(problem)).toContain('no answer without quantityBefore');
});

test('a rule that no case breaks is noted', () => {
  const { problems, notes } = checkRules(someRules(), cases.slice(0, 2), 'en');
  expect(problems).toEqual([]);
  expect(notes).toContainEqual({ code: 'rules.rule_without_case', table: 'Table 1', rule: 2 });
});

test('a set that would take too long to look at is refused before anybody looks', () => {
  const rows = Array.from({ length: 101 }, (_, index) => [`${index}`, '-', '-81000', '"too_many"']);
  const columns = { quantityBefore: 'number', state: 'string' };
  expect(codesOf(someRules({ tables: [{ columns, rows }] }))).toEqual(['rules.too_large']);
});

test('a table without rows, with a case that expects nothing, takes all rules away', () => {
  const content = someRules({
    tables: [{ columns: { quantityBefore: 'number' }, rows: [] }],
  });
  const nothing = {
    name: 'nothing',
    facts: { quantityBefore: 1_000, state: 'active' },
    expect: [],
  };
  expect(checkRules(content, [nothing], 'en').problems).toEqual([]);
});
