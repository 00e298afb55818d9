import { type DecisionParts, formula } from './build-model.ts';

/**
 * Facts as the tables count them. What is not known about payments counts as nothing overdue, because a
 * shop without an ERP has no such figures; a ruleset that wants them known lists them as needed.
 */
const everything: readonly DecisionParts[] = [
  known('Days overdue', 'overdueDays'),
  known('Amount overdue', 'overdueAmount'),
  known('Oldest item', 'oldestOpenItemDays'),
  known('Limit used', 'utilisation'),
  {
    name: 'Over headroom',
    requires: ['amount', 'headroom'],
    typeRef: 'number',
    expression: formula('if headroom = null then 0 else max(amount - headroom, 0)', 'number'),
  },
  {
    name: 'Payments',
    requires: ['paymentBehaviour'],
    typeRef: 'string',
    expression: formula(
      'if paymentBehaviour = null then "not known" else paymentBehaviour',
      'string',
    ),
  },
  {
    name: 'Form',
    requires: ['legalForm'],
    typeRef: 'string',
    expression: formula(
      'if legalForm = null then "not known" else lower case(legalForm)',
      'string',
    ),
  },
  {
    name: 'Sector',
    requires: ['activity'],
    typeRef: 'string',
    expression: formula(
      'if activity = null then "not known" else substring(activity, 1, 2)',
      'string',
    ),
  },
  {
    name: 'Home',
    requires: ['country'],
    typeRef: 'boolean',
    expression: formula('if country = null then true else country = "NL"', 'boolean'),
  },
  {
    name: 'Closed',
    requires: ['companyActive'],
    typeRef: 'boolean',
    expression: formula('if companyActive = null then false else not(companyActive)', 'boolean'),
  },
];

/** Percent of the limit advice that the amount is; 100 is the whole of it. */
export const shareOfAdvice: DecisionParts = {
  name: 'Share of advice',
  requires: ['amount', 'Limit advice'],
  typeRef: 'number',
  expression: formula(
    'if amount = 0 then 0 else if Limit advice = 0 then 1000 else amount * 100 / Limit advice',
    'number',
  ),
};

/** Tables, and before them the countings that they ask about. */
export function withCounted(tables: readonly DecisionParts[]): readonly DecisionParts[] {
  const asked = new Set(tables.flatMap(({ requires }) => requires));
  return [...everything.filter(({ name }) => asked.has(name)), ...tables];
}

function known(name: string, fact: string): DecisionParts {
  const text = `if ${fact} = null then 0 else ${fact}`;
  return { name, requires: [fact], typeRef: 'number', expression: formula(text, 'number') };
}
