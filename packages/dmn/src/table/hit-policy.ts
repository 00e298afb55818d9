import { statisticsFunctions } from '../builtins/statistics.ts';
import { smallDecimal } from '../decimal/decimal.ts';
import { recordViolation } from '../evaluation.ts';
import type { HitPolicy } from '../model/model.ts';
import { areEqual } from '../value/compare.ts';
import type { Value } from '../value/value.ts';

/** A rule that matched: its number from 1, its result, and its rank by output values. */
export type Hit = {
  readonly rule: number;
  readonly value: Value;
  readonly rank: readonly number[];
};

/** Policies under which one rule gives the result. */
export function isSingleHit(policy: HitPolicy): boolean {
  return policy === 'U' || policy === 'A' || policy === 'P' || policy === 'F';
}

/** Makes the result of the rules that matched, at least one. */
export function applyHitPolicy(policy: HitPolicy, hits: readonly Hit[], table: string): Value {
  const first = hits[0]?.value ?? null;
  switch (policy) {
    case 'U':
      if (hits.length === 1) return first;
      recordViolation({ code: 'several_rules_match', table, rules: hits.map(({ rule }) => rule) });
      return null;
    case 'A':
      if (hits.every((hit) => areEqual(hit.value, first) === true)) return first;
      recordViolation({ code: 'rules_disagree', table, rules: hits.map(({ rule }) => rule) });
      return null;
    case 'F':
      return first;
    case 'P':
      return byRank(hits)[0]?.value ?? null;
    case 'O':
      return byRank(hits).map((hit) => hit.value);
    case 'R':
    case 'C':
      return hits.map((hit) => hit.value);
    case 'C#':
      return smallDecimal(hits.length, 0);
    default:
      return aggregates[policy]?.call([hits.map((hit) => hit.value)]) ?? null;
  }
}

/** Places in the lists of output values, column by column; a value not listed comes last. */
export function rankOf(
  outputs: readonly Value[],
  orders: readonly (readonly Value[] | null)[],
): readonly number[] {
  return outputs.map((value, column) => {
    const order = orders[column] ?? null;
    if (order === null) return 0;
    const place = order.findIndex((listed) => areEqual(listed, value) === true);
    return place < 0 ? order.length : place;
  });
}

const aggregates = {
  'C+': statisticsFunctions.find(({ name }) => name === 'sum'),
  'C<': statisticsFunctions.find(({ name }) => name === 'min'),
  'C>': statisticsFunctions.find(({ name }) => name === 'max'),
};

/** Equal ranks keep the order of the rules. */
function byRank(hits: readonly Hit[]): readonly Hit[] {
  return [...hits].sort((a, b) => {
    for (let column = 0; column < a.rank.length; column += 1) {
      const difference = (a.rank[column] ?? 0) - (b.rank[column] ?? 0);
      if (difference !== 0) return difference;
    }
    return a.rule - b.rule;
  });
}
