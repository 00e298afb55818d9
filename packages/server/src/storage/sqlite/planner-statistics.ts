import type { SqliteConnection } from './driver.ts';

/**
 * What SQLite's planner is told of the tables that grow: how many rows an index has, and how many of
 * them share its first column, its first two, and so on. Without it the planner takes ten rows for a
 * whole tenant, and walks through a million. Fixed numbers, so that no plan changes with the data.
 */
export const plannerStatistics: readonly (readonly [
  table: string,
  index: string,
  counts: string,
])[] = [
  ['organization', 'organization', '10000 10000 1'],
  ['organization_reference', 'organization_reference', '20000 20000 10000 10000 1'],
  ['organization_reference', 'organization_reference_by_owner', '20000 20000 2'],
  ['company', 'company', '100000 100000 1'],
  ['company_number', 'company_number', '200000 200000 100000 1'],
  ['company_number', 'company_number_by_owner', '200000 200000 2'],
  ['payment_behaviour', 'payment_behaviour', '10000 10000 1'],
  ['credit_line', 'credit_line', '10000 10000 1'],
  ['credit_line', 'sqlite_autoindex_credit_line_2', '10000 10000 1'],
  ['credit_line', 'credit_line_by_parent', '1000 1000 10'],
  ['credit_hold', 'credit_hold', '1000000 1000000 1'],
  ['credit_hold', 'credit_hold_by_line', '1000000 1000000 100 50 1'],
  ['credit_hold', 'credit_hold_ended_by_source', '1000000 1000000 2 1'],
  ['credit_hold', 'credit_hold_one_live', '100000 100000 1'],
  ['credit_hold', 'credit_hold_due', '100000 2'],
  ['credit_hold', 'credit_hold_given_up', '100000 2'],
  ['credit_capture', 'credit_capture', '1000000 1000000 1'],
  ['credit_capture', 'credit_capture_by_hold', '1000000 1000000 2'],
  ['credit_capture', 'credit_capture_unseen', '100000 2'],
  ['credit_capture', 'credit_capture_unseen_by_line', '100000 100000 10'],
  ['credit_capture', 'credit_capture_unseen_by_reference', '100000 100000 2'],
  ['credit_entry', 'credit_entry', '1000000 1000000 1'],
  ['credit_entry', 'sqlite_autoindex_credit_entry_2', '1000000 1000000 100 1'],
  ['request_key', 'request_key', '1000000 1000000 500000 1'],
  ['request_key', 'request_key_by_age', '1000000 2'],
  ['erp_report', 'erp_report', '1000000 1000000 100 1'],
  ['decision', 'decision', '1000000 1000000 1'],
  ['decision', 'decision_by_hold', '1000000 1000000 2 1'],
  ['decision', 'decision_by_subject', '100000 100000 2 1'],
  ['decision', 'decision_by_organization', '1000000 1000000 100 1'],
  ['decision', 'decision_not_approved', '100000 100000 1'],
  ['review', 'review', '100000 100000 1'],
  ['review', 'review_one_open', '1000 1000 1'],
  ['review', 'review_queue', '1000 1000 1 1'],
  ['review', 'review_ended', '99000 99000 33000 1'],
  ['review', 'review_by_subject', '100000 100000 2 1'],
  ['review', 'review_by_organization', '100000 100000 50 1'],
  ['subscription', 'subscription', '1000000 1000000 1'],
  ['subscription', 'subscription_platform_id', '1000000 1000000 1000000 1'],
  ['subscription', 'subscription_by_account', '1000000 1000000 10 10 1'],
  ['subscription', 'subscription_nameless', '1000 1000 10 10 1'],
  ['subscription_addon', 'subscription_addon', '1000000 1000000 3 1'],
  ['asset', 'asset', '1000000 1000000 1'],
  ['asset', 'asset_platform_id', '1000000 1000000 1000000 1'],
  ['asset', 'asset_by_account', '1000000 1000000 10 10 1'],
  ['asset', 'asset_nameless', '1000 1000 10 10 1'],
  ['customer_book', 'customer_book', '100000 100000 100000 1'],
  ['fulfilment_event', 'fulfilment_event', '1000000 1000000 1'],
  ['fulfilment_event', 'fulfilment_event_by_object', '1000000 1000000 10 1'],
  ['fulfilment_call', 'fulfilment_call', '1000000 1000000 5 2 1'],
  ['fulfilment_call', 'fulfilment_call_by_age', '1000000 2'],
  ['provider_step', 'provider_step', '1000000 1000000 1'],
  ['provider_step', 'provider_step_one_under_way', '100 100 100 1'],
  ['provider_step', 'provider_step_due', '1000 1000 100 2'],
  ['provider_step', 'provider_step_open', '1000 1000 1000 2 1 1'],
  ['provider_step', 'provider_step_by_object', '1000000 1000000 10 1'],
  ['provider_step', 'provider_step_by_status', '1000000 1000000 100 1'],
  ['provider_step', 'provider_step_by_service', '1000000 1000000 100000 1'],
  ['application', 'application', '1000000 1000000 1'],
  ['application', 'application_pending', '1000 2'],
  ['application', 'application_by_company', '1000000 1000000 100 50 1'],
  ['application', 'application_by_reference', '1000000 1000000 2 1'],
];

/** Puts the numbers where the planner looks for them; connections that open later find them. */
export function applyPlannerStatistics(connection: SqliteConnection): void {
  const read = () =>
    connection.prepare('select tbl, idx, stat from sqlite_stat1 order by tbl, idx').all() as {
      readonly [column: string]: string;
    }[];
  const wanted = plannerStatistics.map((row) => row.join('|')).sort();
  const hasTable = connection
    .prepare(`select 1 from sqlite_schema where name = 'sqlite_stat1'`)
    .get();
  if (hasTable !== undefined) {
    const found = read().map(({ tbl, idx, stat }) => `${tbl}|${idx}|${stat}`);
    if (found.sort().join('\n') === wanted.join('\n')) return;
  }
  // The table cannot be created, only brought about: by looking at a small one.
  connection.exec('analyze schema_migration; begin immediate; delete from sqlite_stat1');
  const insert = connection.prepare('insert into sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)');
  for (const row of plannerStatistics) insert.run(...row);
  // The last statement makes this connection read them.
  connection.exec('commit; analyze sqlite_schema');
}
