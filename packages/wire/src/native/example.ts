import type { NativeOperationId } from './operations.ts';

/** A call and its answer, as they went over the wire. */
export type NativeExample = {
  readonly operation: NativeOperationId;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  readonly answer: unknown;
};
