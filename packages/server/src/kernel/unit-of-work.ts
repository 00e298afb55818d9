import type { Instant } from './clock.ts';
import type { ChangeContext } from './context.ts';
import type { TenantId } from './ids.ts';

/** The four column kinds that both engines share; yes and no are 1n and 0n. */
export type RowValue = null | string | bigint | Uint8Array;

/**
 * A value that only the transaction knows, filled in by storage from the outcome of the unit's
 * first credit command: which hold stands for the yes, what was left, what was short, which line
 * binds, at which version of the line, `approved` or `refused`, every reason of a no, and when.
 */
export type BlankName =
  | 'verdict'
  | 'holdId'
  | 'headroomMinor'
  | 'shortfallMinor'
  | 'bindingLineId'
  | 'lineVersion'
  | 'reasonCode'
  | 'reasons'
  | 'instant';
export type Blank = { readonly blank: BlankName };

/**
 * The number that the unit takes from its sequence: as it is for a column of whole numbers, as a text
 * behind `prefix` where there is one.
 */
export type NumberBlank = { readonly blank: 'number'; readonly prefix?: string };

/** The ids of all captures that the unit makes, as the JSON text of a list. */
export type CapturesBlank = { readonly blank: 'captureIds' };

export type RowValues = {
  readonly [column: string]: RowValue | Blank | NumberBlank | CapturesBlank;
};

/** What is numbered per tenant: from 1, without a gap, in the order of the commits. */
export type SequenceName = 'application';

/**
 * A finished row of a room, or a guarded change of one. A guard that fails refuses the whole unit:
 * an insert whose key is taken with `row.exists`, an update or a removal that finds no row (or
 * another version) with `row.changed`. `table` and columns are names of the schema, never outside input.
 */
export type RowChange =
  | { readonly op: 'insert'; readonly table: string; readonly values: RowValues }
  | {
      readonly op: 'update';
      readonly table: string;
      readonly set: RowValues;
      readonly where: RowGuard;
    }
  | { readonly op: 'delete'; readonly table: string; readonly where: RowGuard };

/** Names one row by its key, and what must still stand in it. */
export type RowGuard = { readonly [column: string]: Exclude<RowValue, Uint8Array> };

/** The caller's key, with a fingerprint of what it asked for. Scope is the operation. */
export type UnitKey = {
  readonly scope: string;
  readonly value: string;
  readonly fingerprint: string;
};

/**
 * What must be durable together: one message of plain data, one transaction. Either all of it is
 * committed (`ifDone` with the credit commands, or `ifRefused` when one of them says no) or nothing.
 */
export type UnitOfWork<Command> = {
  readonly tenantId: TenantId;
  readonly key: UnitKey | null;
  readonly credit: readonly Command[];
  readonly rows: {
    readonly ifDone: readonly RowChange[];
    readonly ifRefused: readonly RowChange[];
  };
  /** Past this moment the unit is not begun any more; the caller gets a fault with outcome none. */
  readonly deadlineAt: Instant | null;
  /**
   * What the caller wants back with the outcome, also from a repeat: the ids that it made, or the
   * answer that it gave. Kept with the key.
   */
  readonly memo?: string;
  /**
   * The unit takes the next number of this sequence, where it writes rows. The instant of a later
   * number is never earlier. All units of a tenant with one sequence wait for each other.
   */
  readonly sequence?: SequenceName;
};

/** The refusals that rows and keys bring about; the rooms translate them into their own. */
export type RowRefusal =
  | { readonly code: 'row.exists'; readonly what: string }
  | { readonly code: 'row.changed'; readonly what: string }
  | { readonly code: 'key.other_content' };

/**
 * What became of a unit. `repeated` says that this is the stored answer of an earlier unit with the
 * same key, and that nothing was written now.
 */
export type UnitOutcome<CreditResult, CreditRefusal> =
  | {
      readonly kind: 'done';
      readonly at: Instant;
      readonly repeated: boolean;
      readonly results: readonly CreditResult[];
      /** The memo of the unit that was committed; of the first one where this is a repeat. */
      readonly memo?: string;
      /** The number that the unit took; the first one's where this is a repeat. */
      readonly number?: bigint;
    }
  | {
      readonly kind: 'refused';
      readonly at: Instant;
      readonly repeated: boolean;
      /** In order of precedence; the first one is the main reason. */
      readonly reasons: readonly (CreditRefusal | RowRefusal)[];
    };

/** Who asks for a change, for the feed and the audit trail. */
export type Origin = {
  readonly context: ChangeContext;
  /** `key:cred_…`, `user:user_…` or `job:expiry`. */
  readonly actor: string;
};

/** A unit that changes rows alone. */
export function rowsOnly(
  tenantId: TenantId,
  rows: readonly RowChange[],
  key: UnitKey | null = null,
): UnitOfWork<never> {
  return { tenantId, key, credit: [], rows: { ifDone: rows, ifRefused: [] }, deadlineAt: null };
}

/** What became of a key that was used: null for one that never was. */
export type KeyReader = {
  readonly used: (
    tenantId: TenantId,
    key: Pick<UnitKey, 'scope' | 'value'>,
  ) => Promise<{
    readonly fingerprint: string;
    readonly memo: string | null;
    readonly number: bigint | null;
  } | null>;
};
