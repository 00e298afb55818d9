import { unaryTest } from 'feelin';
import { prepareRuleset } from '../src/index.ts';
import { type CreditCase, columns, creditModel, creditRules, otherwise } from './credit-table.ts';

/** Decides a case of the credit table. */
export type Decider = (credit: CreditCase) => string;

/** Ours, as a host uses it; with or without a trace of every rule. */
export function ourDecider(isTracing: boolean): Decider {
  const prepared = prepareRuleset(creditModel(), { onNoMatch: { Verdict: otherwise } });
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.refusals));
  const { ruleset } = prepared;
  const options = { isTracing };
  return (credit) => {
    const decided = ruleset.decide(credit, options);
    if (!decided.ok) throw new Error(decided.error.code);
    if (isTracing && decided.tables[0]?.rules.length !== creditRules.length) {
      throw new Error('a rule is missing in the trace');
    }
    return decided.values.get('Verdict') as string;
  };
}

/** feelin has cells and no tables: the cells are asked rule by rule, and those of any value not at all. */
export function feelinDecider(): Decider {
  const rules = creditRules.map((cells) => ({
    verdict: JSON.parse(cells[columns.length] ?? '') as string,
    tests: columns.flatMap((name, column) => {
      const text = cells[column] ?? '-';
      return text === '-' ? [] : [{ name, text }];
    }),
  }));
  return (credit) => {
    const found = rules.find(({ tests }) =>
      tests.every(({ name, text }) => unaryTest(text, { '?': credit[name] }).value === true),
    );
    return found?.verdict ?? otherwise;
  };
}
