/** What a rule that stops an order looks at: days as a count, amounts in minor units. */
export type BlockingKind = 'daysOverdue' | 'overdueAmount';

/** For everybody, or for one customer: the second is the more specific level. */
export type RuleScope = 'all' | 'customer';

export type BlockingRule = {
  readonly kind: BlockingKind;
  readonly scope: RuleScope;
  /** More than this stops; this itself does not. */
  readonly stopsAbove: bigint;
  /** It counts only where so much of the limit is used; null: always. */
  readonly needsUtilisationPercent: bigint | null;
};

/**
 * Spares an order from the rules of its own kind at a less specific level, as long as the value is
 * below its own. One that releases the order spares it from all of them.
 */
export type RuleException = {
  readonly kind: BlockingKind;
  readonly scope: RuleScope;
  readonly sparesBelow: bigint;
  readonly releasesOrder: boolean;
};

export type BlockingFacts = Readonly<Record<BlockingKind, bigint | null>> & {
  /** So little that is overdue does not count, however old it is. */
  readonly toleranceMinor: bigint;
  /** Whether the limit is used so far; asked only where a rule needs it. */
  readonly isUsed: (percent: bigint) => boolean;
};

/** The rules that stop the order, in the order in which they were given; none: it may go on. */
export function blockedBy(
  rules: readonly BlockingRule[],
  exceptions: readonly RuleException[],
  facts: BlockingFacts,
): readonly BlockingRule[] {
  const { overdueAmount, toleranceMinor } = facts;
  if (overdueAmount !== null && overdueAmount <= toleranceMinor) return [];
  const sparing = exceptions.filter(({ kind, sparesBelow }) => {
    const value = facts[kind];
    return value !== null && value < sparesBelow;
  });
  if (sparing.some(({ releasesOrder }) => releasesOrder)) return [];
  return rules.filter(
    (rule) =>
      stops(rule, facts) &&
      !sparing.some(({ kind, scope }) => kind === rule.kind && isNarrower(scope, rule.scope)),
  );
}

function stops({ kind, stopsAbove, needsUtilisationPercent }: BlockingRule, facts: BlockingFacts) {
  const value = facts[kind];
  if (value === null || value <= stopsAbove) return false;
  return needsUtilisationPercent === null || facts.isUsed(needsUtilisationPercent);
}

function isNarrower(scope: RuleScope, than: RuleScope): boolean {
  return scope === 'customer' && than === 'all';
}
