import type { ColumnKind, Columns } from './column-kinds.ts';
import { accessColumns } from './tables/access.ts';
import { assessmentColumns } from './tables/assessment.ts';
import { creditColumns } from './tables/credit.ts';
import { decisionColumns } from './tables/decisions.ts';
import { fulfilmentColumns } from './tables/fulfilment.ts';
import { partyColumns } from './tables/parties.ts';
import { platformColumns } from './tables/platform.ts';
import { tenantColumns } from './tables/tenants.ts';
import type { Tables } from './tables.ts';

/**
 * Every table and column at run time, in the order of the definitions. Names that reach SQL text
 * are looked up here, so that none is ever taken from outside.
 */
export const tableColumns: Columns<Tables> = {
  ...tenantColumns,
  ...partyColumns,
  ...creditColumns,
  ...accessColumns,
  ...assessmentColumns,
  ...decisionColumns,
  ...fulfilmentColumns,
  ...platformColumns,
};

/** The columns of a table, or null where there is no such table. */
export function columnsOf(table: string): Readonly<Record<string, ColumnKind>> | null {
  return Object.hasOwn(tableColumns, table) ? tableColumns[table as keyof Tables] : null;
}

/** The names of a table's columns in the order of its definition. */
export function columnNames<Table extends keyof Tables>(
  table: Table,
): readonly (keyof Tables[Table] & string)[] {
  return Object.keys(tableColumns[table]) as (keyof Tables[Table] & string)[];
}
