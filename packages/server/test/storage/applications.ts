import type { TenantId } from '../../src/kernel/ids.ts';
import type { RowChange, RowValues } from '../../src/kernel/unit-of-work.ts';
import { aUnit, type UnitChange } from './units.ts';

/** The row of an application in review, numbered by storage. */
export function anApplication(tenantId: TenantId, change: RowValues = {}): RowChange {
  return {
    op: 'insert',
    table: 'application',
    values: {
      tenant_id: tenantId,
      application_id: { blank: 'number' },
      ruleset_id: 1n,
      ruleset_hash: null,
      reg_number: '28092355',
      company_id: null,
      company: null,
      amount: 10_000n,
      currency: 'EUR',
      language: 'nl',
      reference: null,
      extra: '{}',
      status: 'review',
      decision_id: null,
      created_by: 'key:test',
      content_hash: 'hash',
      created_at_us: { blank: 'instant' },
      next_ask_at_us: null,
      decided_at_us: null,
      decided_by: null,
      reason: null,
      version: 1n,
      ...change,
    },
  };
}

/** A unit that takes the next number of the tenant. */
export function numbered(tenantId: TenantId, change: UnitChange = {}) {
  const unit = aUnit([], { tenantId, ifDone: [anApplication(tenantId)], ...change });
  return { ...unit, sequence: 'application' } as const;
}
