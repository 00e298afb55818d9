import type { Capture, CreditLine, Entry, Hold } from '../../src/credit/index.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import type { BatchIo } from '../../src/storage/batch/batch-io.ts';

/** A database under simulation: it can be cut off at any moment and opened again. */
export type LedgerEngine = {
  /** The way to write, from now until the next crash. */
  readonly io: () => BatchIo;
  /** Drops everything that was not committed, as a killed process does, and opens again. */
  readonly crash: () => Promise<void>;
  readonly line: (tenantId: TenantId, lineId: string) => Promise<CreditLine | null>;
  readonly holdsOfLine: (tenantId: TenantId, lineId: string) => Promise<readonly Hold[]>;
  readonly dump: (tenantId: TenantId) => Promise<LedgerDump>;
  readonly close: () => Promise<void>;
};

export type LedgerDump = {
  readonly lines: readonly CreditLine[];
  readonly holds: readonly Hold[];
  readonly captures: readonly Capture[];
  readonly entries: readonly Entry[];
};
