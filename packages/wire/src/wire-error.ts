import type { StrictJsonCode } from './strict-json-error.ts';
import type { TransportFailure } from './transport.ts';

export type WireFault =
  /** No answer came; what the other side did with the call is not known. */
  | { readonly kind: 'no_answer'; readonly failure: TransportFailure }
  /** The other side answered with an error; `code` is its own name for it where it gave one. */
  | { readonly kind: 'status'; readonly status: number; readonly code: string | null }
  /** An answer that does not follow the contract. */
  | {
      readonly kind: 'unreadable';
      readonly status: number;
      readonly json: StrictJsonCode | null;
    };

/** A call that did not come to its documented end. The message repeats nothing of an answer. */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly fault: WireFault;

  constructor(fault: WireFault, options?: { readonly cause?: unknown }) {
    super(textOf(fault), options);
    this.fault = fault;
  }

  get status(): number | null {
    return this.fault.kind === 'no_answer' ? null : this.fault.status;
  }

  /** Whether the same call may succeed later without anybody changing anything. */
  get isRetryable(): boolean {
    const { fault } = this;
    if (fault.kind === 'no_answer') return fault.failure !== 'refused';
    return fault.kind === 'status' && (fault.status === 429 || fault.status >= 500);
  }
}

function textOf(fault: WireFault): string {
  switch (fault.kind) {
    case 'no_answer':
      return `The call had no answer: ${fault.failure}.`;
    case 'status':
      return `The call was answered with status ${fault.status}.`;
    case 'unreadable':
      return `The answer with status ${fault.status} could not be read.`;
  }
}
