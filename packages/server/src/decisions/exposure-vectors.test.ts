import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aLine, placing } from '../../test/builders/credit.ts';
import { aLedger } from '../../test/builders/credit-ledger.ts';
import { present } from '../kernel/assert.ts';
import { day, type Instant, instant, millisecond } from '../kernel/clock.ts';
import { currency } from '../kernel/currency.ts';
import { type Money, parseAmount } from '../kernel/money.ts';
import { isCovered, isWithinGrace } from './approval-validity.ts';
import { type BlockingRule, blockedBy, type RuleException } from './blocking-rules.ts';

type Facts = Readonly<Record<string, unknown>>;
type Vector = {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly settings: Facts;
  readonly given: Facts;
  readonly cases: readonly { readonly when: Facts; readonly expect: Facts }[];
};

const file = join(import.meta.dirname, '../../test/vectors/exposure-vectors.json');
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: readonly Vector[] };

const kinds: Readonly<Record<string, (vector: Vector, when: Facts) => Facts>> = {
  approvalValidity,
  grace,
  blockingRule,
};
const covered = vectors.filter(({ kind }) => kind in kinds);

describe.each(covered)('$id $kind: $title', (vector) => {
  test.each(vector.cases.map((one, index) => [index + 1, one] as const))('case %i', (_, one) => {
    const rule = present(kinds[vector.kind], 'rule of a kind');
    expect(rule(vector, one.when)).toEqual(one.expect);
  });
});

test('all vectors of these kinds are run', () => {
  expect(covered.map(({ id }) => id)).toEqual([
    'V10',
    'V11',
    'V12',
    'V17',
    'V18',
    'V19',
    'W10',
    'W11',
  ]);
});

test('an approval in one currency says nothing of another', () => {
  const approved = { amount: eur('100.00'), at: noonOf('2026-07-01') };
  const policy = { deviationBasisPoints: 0n, validDays: 0 };
  expect(isCovered(approved, approved, policy)).toBe(true);
  const yen = { ...approved.amount, currency: currency('JPY') };
  expect(isCovered(approved, { ...approved, amount: yen }, policy)).toBe(false);
});

test('without days of grace every step is checked, also one on the same day', () => {
  expect(isWithinGrace(noonOf('2026-07-01'), noonOf('2026-07-01'), 0)).toBe(false);
});

test('an exception spares at a more specific level alone, and only below its own value', () => {
  const rule = { ...aRule('daysOverdue', 10n), scope: 'customer' } as const;
  const exception = anException('daysOverdue', 100n);
  const facts = { daysOverdue: 20n, overdueAmount: 500n, toleranceMinor: 0n, isUsed: () => true };
  expect(blockedBy([rule], [exception], facts)).toEqual([rule]);
  expect(blockedBy([{ ...rule, scope: 'all' }], [exception], facts)).toEqual([]);
  const late = { ...facts, daysOverdue: 100n };
  expect(blockedBy([{ ...rule, scope: 'all' }], [exception], late)).toHaveLength(1);
});

test('a value that nobody knows stops nothing here: the gap is named elsewhere', () => {
  const facts = { daysOverdue: null, overdueAmount: null, toleranceMinor: 0n, isUsed: () => true };
  expect(blockedBy([aRule('daysOverdue', 0n), aRule('overdueAmount', 0n)], [], facts)).toEqual([]);
});

function approvalValidity({ settings, given }: Vector, when: Facts): Facts {
  const all = { ...settings, ...when };
  const at = (date: unknown) => noonOf(String(date ?? '2026-07-01'));
  const isStanding = isCovered(
    { amount: eur(given['approvedAmount']), at: at(given['approvedOn']) },
    { amount: eur(when['laterAmount']), at: at(when['laterOn']) },
    {
      deviationBasisPoints: BigInt(Number(all['approval.deviationPercent'] ?? 0) * 100),
      validDays: Number(all['approval.validDays'] ?? 0),
    },
  );
  return { checkedAgain: !isStanding };
}

function grace({ settings, given }: Vector, when: Facts): Facts {
  const dayOf = (count: unknown) => instant(noonOf('2026-07-01') + BigInt(Number(count)) * day);
  const graceDays = Number(settings['checkpoint.graceDays']);
  return {
    checked: !isWithinGrace(dayOf(given['confirmedOnDay']), dayOf(when['day']), graceDays),
  };
}

function blockingRule(vector: Vector, when: Facts): Facts {
  if (vector.given['stop'] === true) return stopOfTheLedger(when);
  const { rules, exceptions } = rulesOf(vector, when);
  const stopping = blockedBy(rules, exceptions, {
    daysOverdue: countOf(when['daysOverdue'] ?? when['oldestDays']),
    overdueAmount: minorOf(when['overdueAmount']),
    toleranceMinor: minorOf(vector.settings['overdue.toleranceAmount']) ?? 0n,
    isUsed: (percent) => {
      const limit = minorOf(vector.given['limit']) ?? 0n;
      return (minorOf(when['exposure']) ?? 0n) * 100n >= limit * percent;
    },
  });
  return { stopped: stopping.length > 0 };
}

/** The stop is a state of the line, and the ledger's own rule refuses: no rule spares from it. */
function stopOfTheLedger(when: Facts): Facts {
  const ledger = aLedger([aLine({ unlimited: true, limitMinor: null, stopped: true })]);
  const result = ledger.run(placing({ amount: eur(when['amount']) }));
  return { stopped: !result.ok && result.refusal[0].code === 'credit.line_stopped' };
}

function rulesOf({ settings, given }: Vector, when: Facts) {
  const rules: BlockingRule[] = [];
  const exceptions: RuleException[] = [];
  for (const one of (given['rules'] ?? []) as readonly Facts[]) {
    const kind = one['kind'] as BlockingRule['kind'];
    if (one['exception'] === true) exceptions.push(anException(kind, limitOf(kind, one)));
    else rules.push(aRule(kind, BigInt(Number(one['stopsAbove']))));
  }
  const exception = when['exception'] as Facts | undefined;
  if (exception !== undefined) {
    const kind = exception['kind'] as BlockingRule['kind'];
    const releasesOrder = exception['releaseOrder'] === true;
    exceptions.push({ ...anException(kind, limitOf(kind, exception)), releasesOrder });
  }
  const days = settings['overdue.maxOldestDays'];
  if (days !== undefined) rules.push(aRule('daysOverdue', BigInt(Number(days))));
  const amount = minorOf(settings['overdue.maxAmount']);
  const needs = settings['overdue.amountRuleNeedsUtilisationPercent'];
  if (amount !== null) {
    const needsUtilisationPercent = needs === undefined ? null : BigInt(Number(needs));
    rules.push({ ...aRule('overdueAmount', amount), needsUtilisationPercent });
  }
  return { rules, exceptions };
}

function limitOf(kind: BlockingRule['kind'], { sparesBelow }: Facts): bigint {
  const value = kind === 'daysOverdue' ? countOf(sparesBelow) : minorOf(sparesBelow);
  return present(value, 'value of an exception');
}

function aRule(kind: BlockingRule['kind'], stopsAbove: bigint): BlockingRule {
  return { kind, scope: 'all', stopsAbove, needsUtilisationPercent: null };
}

function anException(kind: BlockingRule['kind'], sparesBelow: bigint): RuleException {
  return { kind, scope: 'customer', sparesBelow, releasesOrder: false };
}

function countOf(value: unknown): bigint | null {
  return value === undefined ? null : BigInt(Number(value));
}

function minorOf(value: unknown): bigint | null {
  return value === undefined ? null : eur(value).amountMinor;
}

function eur(amount: unknown): Money {
  return present(parseAmount(String(amount), currency('EUR')), `amount ${String(amount)}`);
}

function noonOf(date: string): Instant {
  return instant(BigInt(Date.parse(`${date}T12:00:00Z`)) * millisecond);
}
