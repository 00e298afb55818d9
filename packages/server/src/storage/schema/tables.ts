import type { AccessTables } from './tables/access.ts';
import type { AssessmentTables } from './tables/assessment.ts';
import type { CreditTables } from './tables/credit.ts';
import type { DecisionTables } from './tables/decisions.ts';
import type { FulfilmentTables } from './tables/fulfilment.ts';
import type { PartyTables } from './tables/parties.ts';
import type { PlatformTables } from './tables/platform.ts';
import type { TenantTables } from './tables/tenants.ts';

export type * from './tables/access.ts';
export type * from './tables/assessment.ts';
export type * from './tables/credit.ts';
export type * from './tables/decisions.ts';
export type * from './tables/fulfilment.ts';
export type * from './tables/parties.ts';
export type * from './tables/platform.ts';
export type * from './tables/tenants.ts';

/**
 * The rows of the schema as the engines give them: every whole number is a bigint, instants are
 * microseconds, JSON is text, yes and no are 1n and 0n.
 */
export type Tables = TenantTables &
  PartyTables &
  CreditTables &
  AccessTables &
  AssessmentTables &
  DecisionTables &
  FulfilmentTables &
  PlatformTables;
