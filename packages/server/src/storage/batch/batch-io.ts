import type { Capture, CreditLine, EntryDraft, ErpEcho, Hold } from '../../credit/index.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { LineId, TenantId } from '../../kernel/ids.ts';
import type { RowValue, SequenceName, UnitKey } from '../../kernel/unit-of-work.ts';
import type { LoadPlan } from './plan.ts';

/** A key that an earlier unit has used, with what it asked for and what came of it. */
export type StoredKey = UnitKey & { readonly outcome: string };

/** How far a tenant has counted in a sequence, and the instant of the last number. */
export type StoredSequence = {
  readonly name: SequenceName;
  readonly lastNumber: bigint;
  readonly lastAt: Instant;
};

/**
 * What stands in the database for a plan, locked until the transaction ends. Lines come with every
 * level above them, holds with their line, with the live hold of their source where they are over,
 * and captures with their hold.
 */
export type Loaded = {
  /**
   * The batch's instant, where the engine reads it only after it has its locks: it stands in for the
   * one of `begin`. Without it a batch that waited for a line would write before its predecessor.
   */
  readonly at?: Instant;
  readonly keys: readonly StoredKey[];
  readonly lines: readonly CreditLine[];
  readonly holds: readonly Hold[];
  readonly captures: readonly Capture[];
  readonly levelsBelow: ReadonlyMap<LineId, number>;
  readonly echoes: readonly {
    readonly lineId: LineId;
    readonly usedMinor: bigint;
    readonly echo: ErpEcho;
  }[];
  /** Those of the plan that have been counted in before, locked behind the lines. */
  readonly sequences: readonly StoredSequence[];
};

/** A finished row change: blanks are filled. */
export type FilledRow =
  | {
      readonly op: 'insert';
      readonly table: string;
      /** One list for all rows of a table that name the same columns in the same order. */
      readonly columns: readonly string[];
      /** One for each column. */
      readonly values: readonly RowValue[];
    }
  | {
      readonly op: 'update';
      readonly table: string;
      readonly set: Readonly<Record<string, RowValue>>;
      readonly where: Readonly<Record<string, RowValue>>;
    }
  | {
      readonly op: 'delete';
      readonly table: string;
      readonly where: Readonly<Record<string, RowValue>>;
    };

/**
 * All that a batch of one tenant writes. New rows are inserted; changed ones carry the version that
 * was loaded, and the update must find it. Entries are in the order in which they happened and get
 * their numbers in the write.
 */
export type ChangeSet = {
  readonly at: Instant;
  readonly newLines: readonly CreditLine[];
  readonly changedLines: readonly { readonly line: CreditLine; readonly loadedVersion: bigint }[];
  readonly newHolds: readonly Hold[];
  readonly changedHolds: readonly { readonly hold: Hold; readonly loadedVersion: bigint }[];
  readonly newCaptures: readonly Capture[];
  readonly seenCaptures: readonly Capture[];
  readonly rows: readonly FilledRow[];
  readonly keys: readonly StoredKey[];
  readonly entries: readonly EntryDraft[];
  /** The sequences in which the batch has counted, as they stand after it. */
  readonly sequences: readonly StoredSequence[];
};

/**
 * One transaction of an engine. The order of locks is the order of these calls: keys, then lines
 * (by their ids, an order that stays when a line moves in its group), then sequences by their names,
 * then rows, and the tenant's counter row last, in the statement that writes the numbered entries.
 */
export type BatchIo = {
  /** Opens the transaction and reads its instant: later than every one before. */
  readonly begin: () => Instant | Promise<Instant>;
  /** Claims the keys first, then loads and locks the rest of the plan. */
  readonly load: (tenantId: TenantId, plan: LoadPlan) => Loaded | Promise<Loaded>;
  /** Throws {@link RowGuardFailed} where a row of `rows` finds its key taken or its row changed. */
  readonly write: (tenantId: TenantId, changes: ChangeSet) => void | Promise<void>;
  readonly commit: () => void | Promise<void>;
  readonly rollback: () => void | Promise<void>;
};

/** A guarded row did not find what it expects. In a batch of one this is the unit's refusal. */
export class RowGuardFailed extends Error {
  override readonly name = 'RowGuardFailed';
  readonly code: 'row.exists' | 'row.changed';
  readonly what: string;

  constructor(code: 'row.exists' | 'row.changed', what: string) {
    super(`${code}: ${what}`);
    this.code = code;
    this.what = what;
  }
}

/**
 * Somebody else changed what the batch had read before it could lock it (a line moved in its group,
 * a deadlock was broken). Nothing is wrong: the batch is run again, a bounded number of times.
 */
export class BatchRetry extends Error {
  override readonly name = 'BatchRetry';
}
