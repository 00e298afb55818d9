import { Fault } from '../../kernel/fault.ts';

/** A commit, or the thread that was to make it, ended without an answer. */
export function commitUnknownFault(cause: unknown): Fault {
  return new Fault('storage.commit_unknown', {
    publicText:
      'The ledger did not say whether the change stands. Repeat the request with the same key.',
    detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    cause,
    outcome: 'unknown',
  });
}

/** Nothing is begun any more after a failure that leaves the file in doubt. */
export function stoppedFault(cause: Error): Fault {
  return new Fault('storage.unavailable', {
    publicText: 'The ledger cannot be written at the moment. Nothing was changed.',
    detail: `stopped after: ${cause.message}`,
    cause,
  });
}
