const lockTimeout = '2s';
const statementTimeout = '15s';
const idleTimeout = '20s';

/**
 * Opens a transaction; all of its settings end with it.
 *
 * - Every wait has an end, and no statement of a few milliseconds is compiled first.
 * - The mark is for the statements that travel behind this one: should it fail, they would not be in
 *   a transaction, and what finds no mark writes nothing.
 */
export const beginText = `begin isolation level read committed read write;
  set local lock_timeout = '${lockTimeout}';
  set local statement_timeout = '${statementTimeout}';
  set local idle_in_transaction_session_timeout = '${idleTimeout}';
  set local jit = off;
  set local aval.is_in_batch = 'yes'`;

/** Holds in a transaction that {@link beginText} has opened, and nowhere else. */
export const isInBatch = `current_setting('aval.is_in_batch', true) = 'yes'`;

/**
 * Before the commit: a wait for a synchronous standby that is cut short would be acknowledged as if
 * the standby had it. The connection's own patience ends that wait, with an unknown outcome.
 */
export const beforeCommitText = 'set local statement_timeout = 0';
