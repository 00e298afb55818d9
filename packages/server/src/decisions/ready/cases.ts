import { currency } from '../../kernel/currency.ts';
import type { CreditFacts } from '../facts.ts';
import type { RulesetCase } from '../ruleset.ts';

/** A settled company with a line of which nothing is used, asked about by a checkout. */
const check: CreditFacts = {
  purpose: 'credit_check',
  currency: currency('EUR'),
  amount: '1000.00',
  limit: '10000.00',
  headroom: '10000.00',
  utilisation: '0',
  overdueDays: 0,
  overdueAmount: '0.00',
  oldestOpenItemDays: 0,
  companyKnown: true,
  companyActive: true,
  companyAgeMonths: 240,
  legalForm: 'Besloten vennootschap',
  activity: '6201',
  country: 'NL',
  paymentBehaviour: 'prompt',
  earlierApproved: 5,
  earlierRejected: 0,
  extra: {},
};

/** What a checkout knows of a company that is in no register and in no ERP. */
const bareCheck: CreditFacts = {
  ...check,
  overdueDays: null,
  overdueAmount: null,
  oldestOpenItemDays: null,
  companyKnown: false,
  companyActive: null,
  companyAgeMonths: null,
  legalForm: null,
  activity: null,
  country: null,
  paymentBehaviour: null,
  earlierApproved: 0,
};

const application: CreditFacts = {
  ...check,
  purpose: 'application',
  amount: '5000.00',
  limit: null,
  headroom: null,
  utilisation: null,
  overdueDays: null,
  overdueAmount: null,
  oldestOpenItemDays: null,
};

type Expected = RulesetCase['expect'];

const closed: Expected = {
  verdict: 'rejected',
  riskClass: 'E',
  limitAdvice: '0',
  reasons: ['risk_too_high', 'far_above_advice', 'company_closed'],
};

function sound(limitAdvice: string): Expected {
  const reasons = ['within_policy', 'sound'];
  return { verdict: 'approved', riskClass: 'A', limitAdvice, reasons };
}

function high(limitAdvice: string): Expected {
  return { verdict: 'review', riskClass: 'D', limitAdvice };
}

function example(
  name: string,
  facts: CreditFacts,
  changes: Partial<CreditFacts>,
  expect: Expected,
): RulesetCase {
  return { name, facts: { ...facts, ...changes }, expect };
}

export const cautiousCases: readonly RulesetCase[] = [
  example('a sound customer passes', check, {}, sound('25000')),
  example('the whole headroom passes', check, { amount: '10000.00' }, { verdict: 'approved' }),
  example(
    'a cent above the headroom is refused',
    check,
    { amount: '10000.01' },
    { verdict: 'rejected', riskClass: 'A', reasons: ['over_headroom'] },
  ),
  example(
    'nothing known about payments is for a person',
    bareCheck,
    {},
    { verdict: 'review', riskClass: null, reasons: ['fact_missing'] },
  ),
  example(
    'a company in no register passes when nothing is overdue',
    bareCheck,
    { overdueAmount: '0.00' },
    { verdict: 'approved', riskClass: 'B' },
  ),
  example(
    'any amount overdue is for a person',
    check,
    { overdueAmount: '0.01' },
    { verdict: 'review', reasons: ['overdue'] },
  ),
  example(
    'more than 1000 overdue is refused',
    check,
    { overdueAmount: '1000.01' },
    { verdict: 'rejected', reasons: ['much_overdue'] },
  ),
  example(
    'fifteen days overdue is for a person',
    check,
    { overdueDays: 15 },
    { verdict: 'review', riskClass: 'D', reasons: ['risk_high', 'overdue_short'] },
  ),
  example(
    'an application up to the advice passes',
    application,
    { amount: '25000.00' },
    sound('25000'),
  ),
  example(
    'an application above the advice is for a person',
    application,
    { amount: '25001.00' },
    { verdict: 'review', reasons: ['above_advice'] },
  ),
  example(
    'an application far above the advice is refused',
    application,
    { amount: '37501.00' },
    { verdict: 'rejected', reasons: ['far_above_advice'] },
  ),
  example(
    'a company of less than two years gets no advice, and is refused',
    application,
    { companyAgeMonths: 23 },
    {
      verdict: 'rejected',
      riskClass: 'D',
      limitAdvice: '0',
      reasons: ['far_above_advice', 'risk_high', 'company_new'],
    },
  ),
  example('a closed company is refused', application, { companyActive: false }, closed),
  example(
    'an application without a legal form is for a person',
    application,
    { legalForm: null },
    { verdict: 'review', riskClass: null, reasons: ['fact_missing'] },
  ),
];

export const balancedCases: readonly RulesetCase[] = [
  example('a sound customer passes', check, {}, sound('50000')),
  example('the whole headroom passes', check, { amount: '10000.00' }, { verdict: 'approved' }),
  example(
    'a cent above the headroom is for a person',
    check,
    { amount: '10000.01' },
    { verdict: 'review', reasons: ['over_headroom'] },
  ),
  example(
    'a checkout that knows the line alone passes',
    bareCheck,
    {},
    { verdict: 'approved', riskClass: 'B', reasons: ['within_policy', 'company_age_unknown'] },
  ),
  example('500 overdue still passes', check, { overdueAmount: '500.00' }, { verdict: 'approved' }),
  example(
    'more than 500 overdue is for a person',
    check,
    { overdueAmount: '500.01' },
    { verdict: 'review', reasons: ['overdue'] },
  ),
  example(
    'more than 5000 overdue is refused',
    check,
    { overdueAmount: '5000.01' },
    { verdict: 'rejected', reasons: ['much_overdue'] },
  ),
  example(
    'a month overdue is for a person',
    check,
    { overdueDays: 31 },
    { verdict: 'review', riskClass: 'D', reasons: ['risk_high', 'overdue_long'] },
  ),
  example(
    'two months overdue is refused',
    check,
    { overdueDays: 61 },
    { verdict: 'rejected', riskClass: 'E', reasons: ['risk_too_high', 'overdue_very_long'] },
  ),
  example(
    'an application up to the advice passes',
    application,
    { amount: '50000.00' },
    sound('50000'),
  ),
  example(
    'an application above the advice is for a person',
    application,
    { amount: '50001.00' },
    { verdict: 'review', reasons: ['above_advice'] },
  ),
  example(
    'an application above twice the advice is refused',
    application,
    { amount: '100001.00' },
    { verdict: 'rejected', reasons: ['far_above_advice'] },
  ),
  example('a new company is for a person', application, { companyAgeMonths: 11 }, high('2500')),
  example('a closed company is refused', application, { companyActive: false }, closed),
  example(
    'an unknown company is for a person',
    application,
    { companyKnown: false, companyActive: null, companyAgeMonths: null },
    { verdict: 'review', riskClass: null, reasons: ['fact_missing', 'fact_missing'] },
  ),
];

export const openCases: readonly RulesetCase[] = [
  example('a sound customer passes', check, {}, sound('100000')),
  example(
    'a cent above the headroom is for a person',
    check,
    { amount: '10000.01' },
    { verdict: 'review', reasons: ['over_headroom'] },
  ),
  example(
    'a checkout that knows the line alone passes',
    bareCheck,
    {},
    { verdict: 'approved', riskClass: 'B' },
  ),
  example(
    'more than 25000 overdue is refused',
    check,
    { overdueAmount: '25000.01' },
    { verdict: 'rejected', reasons: ['much_overdue'] },
  ),
  example(
    'two months overdue passes when the amount is small',
    check,
    { overdueDays: 61, overdueAmount: '500.00' },
    { verdict: 'approved', riskClass: 'D', reasons: ['within_policy', 'overdue_long'] },
  ),
  example(
    'three months overdue is refused',
    check,
    { overdueDays: 91 },
    { verdict: 'rejected', riskClass: 'E', reasons: ['risk_too_high', 'overdue_very_long'] },
  ),
  example(
    'a new company passes with an amount to match',
    application,
    { companyAgeMonths: 2 },
    { verdict: 'approved', riskClass: 'C', limitAdvice: '20000' },
  ),
  example(
    'an application above three times the advice is refused',
    application,
    { amount: '300001.00' },
    { verdict: 'rejected', reasons: ['far_above_advice'] },
  ),
  example('a closed company is refused', application, { companyActive: false }, closed),
];
