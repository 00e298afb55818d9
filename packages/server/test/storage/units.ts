import type { CreditCommand, CreditOutcome, CreditUnit } from '../../src/credit/index.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import type { RowChange, UnitKey } from '../../src/kernel/unit-of-work.ts';
import { noon, tenantId } from '../builders/credit.ts';

export type UnitChange = {
  readonly tenantId?: TenantId;
  readonly key?: UnitKey | null;
  readonly ifDone?: readonly RowChange[];
  readonly ifRefused?: readonly RowChange[];
  readonly deadlineAt?: CreditUnit['deadlineAt'];
  readonly memo?: string;
};

export function aUnit(credit: readonly CreditCommand[], change: UnitChange = {}): CreditUnit {
  const { ifDone = [], ifRefused = [], key = null, deadlineAt = null, memo } = change;
  return {
    tenantId: change.tenantId ?? tenantId,
    key,
    credit,
    rows: { ifDone, ifRefused },
    deadlineAt,
    ...(memo === undefined ? {} : { memo }),
  };
}

export function aKey(value: string, fingerprint = 'one'): UnitKey {
  return { scope: 'test', value, fingerprint };
}

/** A company's row, by default of the test's own tenant. */
export function aCompany(name: string, tenant: TenantId = tenantId): RowChange {
  return {
    op: 'insert',
    table: 'organization',
    values: {
      tenant_id: tenant,
      organization_id: `org_${name}`,
      name,
      version: 1n,
      created_at_us: noon,
    },
  };
}

/** The row of a decision about a hold, with every blank that there is. */
export function aDecision(name: string, tenant: TenantId = tenantId): RowChange {
  return {
    op: 'insert',
    table: 'decision',
    values: {
      tenant_id: tenant,
      decision_id: `dec_${name}`,
      kind: 'credit_check',
      subject: name,
      organization_id: null,
      verdict: 'approved',
      rules_verdict: 'approved',
      ledger_verdict: null,
      reason_code: { blank: 'reasonCode' },
      reasons: { blank: 'reasons' },
      amount_minor: 1n,
      currency: 'EUR',
      facts: '{}',
      facts_hash: 'facts',
      ruleset_hash: null,
      position: null,
      hold_id: { blank: 'holdId' },
      headroom_minor: { blank: 'headroomMinor' },
      shortfall_minor: { blank: 'shortfallMinor' },
      binding_line_id: { blank: 'bindingLineId' },
      line_version: { blank: 'lineVersion' },
      decided_at_us: { blank: 'instant' },
    },
  };
}

/** The reasons of an outcome; empty when it was done. */
export function reasonsOf(outcome: CreditOutcome): readonly string[] {
  return outcome.kind === 'done' ? [] : outcome.reasons.map(({ code }) => code);
}
