import { type CreditUnit, needsOf } from '../../credit/index.ts';
import type { CaptureId, HoldId, LineId, OrganizationId } from '../../kernel/ids.ts';
import type { SequenceName, UnitKey } from '../../kernel/unit-of-work.ts';

/** The rows that a batch of one tenant works on, without repeats and in sorted order. */
export type LoadPlan = {
  readonly keys: readonly UnitKey[];
  readonly organizations: readonly OrganizationId[];
  readonly lines: readonly LineId[];
  readonly holds: readonly HoldId[];
  readonly sources: readonly string[];
  readonly captures: readonly CaptureId[];
  readonly below: readonly OrganizationId[];
  readonly echoes: readonly {
    readonly organizationId: OrganizationId;
    readonly usedMinor: bigint;
  }[];
  readonly sequences: readonly SequenceName[];
};

export function planOf(units: readonly CreditUnit[]): LoadPlan {
  const keys = new Map<string, UnitKey>();
  const organizations = new Set<OrganizationId>();
  const lines = new Set<LineId>();
  const holds = new Set<HoldId>();
  const sources = new Set<string>();
  const captures = new Set<CaptureId>();
  const below = new Set<OrganizationId>();
  const echoes: LoadPlan['echoes'][number][] = [];
  const sequences = new Set<SequenceName>();
  for (const unit of units) {
    if (unit.sequence !== undefined) sequences.add(unit.sequence);
    if (unit.key !== null) keys.set(keyName(unit.key), unit.key);
    for (const command of unit.credit) {
      const needs = needsOf(command);
      for (const id of needs.organizations) organizations.add(id);
      for (const id of needs.lines) lines.add(id);
      for (const id of needs.holds) holds.add(id);
      for (const source of needs.sources) sources.add(source);
      for (const id of needs.captures) captures.add(id);
      for (const id of needs.below) below.add(id);
      echoes.push(...needs.echoes);
    }
  }
  return {
    keys: [...keys.keys()].sort().map((name) => keys.get(name) as UnitKey),
    organizations: [...organizations].sort(),
    lines: [...lines].sort(),
    holds: [...holds].sort(),
    sources: [...sources].sort(),
    captures: [...captures].sort(),
    below: [...below].sort(),
    echoes,
    sequences: [...sequences].sort(),
  };
}

/** One text for a key within its tenant: scope and value cannot run into each other. */
export function keyName(key: Pick<UnitKey, 'scope' | 'value'>): string {
  return `${key.scope}\n${key.value}`;
}
