/**
 * What is known of an operation that failed: `none` means that nothing was committed, `unknown`
 * that a commit may have happened whose answer was lost. Unknown is never reported as a "no": the
 * caller repeats with the same key and learns the outcome.
 */
export type FaultOutcome = 'none' | 'unknown';

export type FaultCode =
  | 'storage.unavailable'
  | 'storage.overloaded'
  | 'storage.closed'
  | 'storage.commit_unknown'
  | 'deadline.exceeded'
  | 'neighbour.unavailable'
  | 'neighbour.unreadable';

type FaultDetails = {
  readonly publicText: string;
  readonly detail?: string;
  readonly cause?: unknown;
  readonly retryable?: boolean;
  readonly outcome?: FaultOutcome;
};

/**
 * The world failed: storage, network, deadline, unreadable answer. `publicText` may go to the
 * caller; `detail` and `cause` go to the log alone.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  readonly publicText: string;
  readonly detail: string;
  readonly retryable: boolean;
  readonly outcome: FaultOutcome;

  constructor(code: FaultCode, details: FaultDetails) {
    super(`${code}: ${details.detail ?? details.publicText}`, { cause: details.cause });
    this.code = code;
    this.publicText = details.publicText;
    this.detail = details.detail ?? '';
    this.retryable = details.retryable ?? true;
    this.outcome = details.outcome ?? 'none';
  }
}

/** A fault as plain data, so that it can cross to another thread. */
export type PlainFault = {
  readonly code: FaultCode;
  readonly publicText: string;
  readonly detail: string;
  readonly retryable: boolean;
  readonly outcome: FaultOutcome;
};

/** Without its cause, which may be anything. */
export function plainFault(fault: Fault): PlainFault {
  const { code, publicText, detail, retryable, outcome } = fault;
  return { code, publicText, detail, retryable, outcome };
}

export function fromPlainFault({ code, ...details }: PlainFault): Fault {
  return new Fault(code, details);
}
