import type { Json } from '@aval/dmn';
import { isCurrency } from '../kernel/currency.ts';
import type { Result } from '../kernel/result.ts';
import { type CreditFacts, type FactName, factKinds, factNames } from './facts.ts';
import {
  type ContentProblem,
  fail,
  fieldsOf,
  listOf,
  objectOf,
  reading,
  textOf,
} from './json-reader.ts';
import type { RulesetCase } from './ruleset.ts';

const casesMax = 100;

/** Reads test cases strictly. */
export function readCases(json: Json): Result<readonly RulesetCase[], ContentProblem> {
  return reading(() => {
    const cases = listOf(json, 'cases', casesMax).map(readCase);
    const names = new Set(cases.map(({ name }) => name));
    if (names.size < cases.length) fail('cases', 'cases with different names');
    return cases;
  });
}

/** Reads facts strictly: every fact must be there, null where it is not known. */
export function readFacts(json: Json, path = 'facts'): Result<CreditFacts, ContentProblem> {
  return reading(() => factsAt(json, path));
}

function readCase(json: Json, index: number): RulesetCase {
  const path = `cases.${index}`;
  const { name, facts, expect } = fieldsOf(json, path, ['name', 'facts', 'expect']);
  return {
    name: textOf(name, `${path}.name`, 200),
    facts: factsAt(facts, `${path}.facts`),
    expect: readExpected(expect, `${path}.expect`),
  };
}

function readExpected(json: Json | undefined, path: string): RulesetCase['expect'] {
  const given = objectOf(json, path);
  for (const name of Object.keys(given)) {
    if (!['verdict', 'riskClass', 'limitAdvice', 'reasons'].includes(name)) {
      fail(`${path}.${name.slice(0, 64)}`, 'no such member');
    }
  }
  const { verdict, riskClass, limitAdvice, reasons } = given;
  if (verdict !== 'approved' && verdict !== 'review' && verdict !== 'rejected') {
    fail(`${path}.verdict`, 'approved, review or rejected');
  }
  return {
    verdict,
    ...(riskClass === undefined ? {} : { riskClass: textOrNull(riskClass, `${path}.riskClass`) }),
    ...(limitAdvice === undefined
      ? {}
      : { limitAdvice: textOrNull(limitAdvice, `${path}.limitAdvice`) }),
    ...(reasons === undefined
      ? {}
      : {
          reasons: listOf(reasons, `${path}.reasons`, 100).map((reason) =>
            textOf(reason, `${path}.reasons`, 64),
          ),
        }),
  };
}

function factsAt(json: Json | undefined, path: string): CreditFacts {
  const fields = fieldsOf(json, path, [...factNames, 'extra']);
  for (const name of factNames) readFact(name, fields[name], `${path}.${name}`);
  const { purpose, currency } = fields;
  if (purpose !== 'credit_check' && purpose !== 'application') {
    fail(`${path}.purpose`, 'credit_check or application');
  }
  if (typeof currency !== 'string' || !isCurrency(currency)) fail(`${path}.currency`, 'a currency');
  const extra = Object.entries(objectOf(fields['extra'], `${path}.extra`));
  if (extra.length > 50) fail(`${path}.extra`, 'at most 50 fields');
  for (const [name, value] of extra) {
    const isPlain = typeof value === 'boolean' || typeof value === 'number';
    if (!isPlain) textOf(value, `${path}.extra.${name.slice(0, 64)}`);
  }
  return fields as unknown as CreditFacts;
}

const amountForm = /^-?\d{1,15}(?:\.\d{1,15})?$/;
const needed: readonly FactName[] = [
  'purpose',
  'currency',
  'amount',
  'companyKnown',
  'earlierApproved',
  'earlierRejected',
];

function readFact(name: FactName, value: Json | undefined, path: string): void {
  if (value === null && !needed.includes(name)) return;
  switch (factKinds[name]) {
    case 'yes_no':
      if (typeof value !== 'boolean') fail(path, 'true or false');
      return;
    case 'count':
      if (!Number.isSafeInteger(value)) fail(path, 'a whole number');
      return;
    case 'text':
      textOf(value, path, 200);
      return;
    default:
      if (typeof value !== 'string' || !amountForm.test(value)) fail(path, 'a decimal as text');
  }
}

function textOrNull(json: Json, path: string): string | null {
  return json === null ? null : textOf(json, path, 64);
}
