import { DatabaseError } from 'pg';
import { Fault } from '../../kernel/fault.ts';
import { BatchRetry, RowGuardFailed } from '../batch/batch-io.ts';

/** Others were in the way: serialization failure, deadlock, lock not available in time. */
const inTheWay = ['40001', '40P01', '55P03'];

/**
 * Two batches created the same row at once: a line of one organization, or the live hold of one
 * source on two lines. The one that came second finds the other's row when it runs again.
 */
const createdAtOnce = [
  'credit_line_key',
  'credit_line_one_per_organization',
  'credit_hold_one_live',
  'credit_entry_one_per_version',
];

const uniqueViolation = '23505';
const foreignKeyViolation = '23503';
const divisionByZero = '22012';

/**
 * What an error means that came before the commit: nothing was committed. Trouble between batches is
 * a retry, a lost server a fault; anything else stays what it is.
 */
export function failureBeforeCommit(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return isOurs(error) ? error : unavailable(error);
  const { code = '', constraint = '' } = error;
  const isInTheWay =
    inTheWay.includes(code) || (code === uniqueViolation && createdAtOnce.includes(constraint));
  if (isInTheWay) return new BatchRetry(`${constraint} ${error.message}`, { cause: error });
  return endsConnection(error) ? unavailable(error) : error;
}

/** What an error says of a row of a room: its key is taken, or what it refers to is not there. */
export function rowGuardOf(error: unknown): RowGuardFailed | null {
  if (!(error instanceof DatabaseError)) return null;
  const { code = '', constraint = '' } = error;
  if (code === uniqueViolation) return new RowGuardFailed('row.exists', constraint);
  return code === foreignKeyViolation ? new RowGuardFailed('row.changed', constraint) : null;
}

/** Whether a guard that is written as a division found another number of rows than it wants. */
export function isGuardFailure(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === divisionByZero;
}

/** Whether the server is there and said no, so that what it was asked has certainly not happened. */
export function isDefiniteNo(error: unknown): boolean {
  return error instanceof DatabaseError && !endsConnection(error);
}

/** The answer to a commit was lost: it may stand. Only a repeat with the same key tells. */
export function commitUnknown(cause: unknown): Fault {
  return new Fault('storage.commit_unknown', {
    publicText:
      'The answer of the ledger was lost. Repeat the request with the same key to learn what happened.',
    detail: messageOf(cause),
    cause,
    retryable: true,
    outcome: 'unknown',
  });
}

export function unavailable(cause: unknown): Fault {
  return new Fault('storage.unavailable', {
    publicText: 'The ledger cannot be reached at the moment. Nothing was changed.',
    detail: messageOf(cause),
    cause,
    retryable: true,
    outcome: 'none',
  });
}

/**
 * Errors after which the server has left or is leaving: shut down, crashed, starting, out of
 * connections, and those of its files, which end the whole server when they meet a commit.
 */
function endsConnection({ code = '' }: DatabaseError): boolean {
  return /^(?:08|57P|53|58|XX)/.test(code);
}

function isOurs(error: unknown): boolean {
  return error instanceof Fault || error instanceof BatchRetry || error instanceof RowGuardFailed;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
