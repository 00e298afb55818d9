import type { ColumnKinds } from '../schema/column-kinds.ts';
import { accessTables } from './0001-first-schema/access.ts';
import { assessmentTables } from './0001-first-schema/assessment.ts';
import { creditTables } from './0001-first-schema/credit.ts';
import { decisionTables } from './0001-first-schema/decisions.ts';
import { fulfilmentTables } from './0001-first-schema/fulfilment.ts';
import { partyTables } from './0001-first-schema/parties.ts';
import { platformTables } from './0001-first-schema/platform.ts';
import { tenantTables } from './0001-first-schema/tenants.ts';

/**
 * The first schema, room by room. Locks nothing that anybody uses, breaks nothing.
 *
 * Every key starts with the tenant, so that the tables can be sharded by it. Constraint names are
 * part of the program: storage turns them into refusals.
 */
export function firstSchema(kinds: ColumnKinds): readonly string[] {
  return [
    ...tenantTables(kinds),
    ...partyTables(kinds),
    ...creditTables(kinds),
    ...accessTables(kinds),
    ...assessmentTables(kinds),
    ...decisionTables(kinds),
    ...fulfilmentTables(kinds),
    ...platformTables(kinds),
  ];
}
