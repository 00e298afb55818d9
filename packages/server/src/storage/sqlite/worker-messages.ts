import type { CreditUnit } from '../../credit/index.ts';
import type { UnitReply } from '../batch/run-units.ts';
import type { StorageRefusedCode } from '../storage-refused.ts';

/** What the storage worker is started with. All messages are plain data; bigints cross. */
export type WorkerStart = {
  readonly file: string;
  readonly mayMigrate: boolean;
  readonly quickCheck: boolean;
};

export type ToWorker =
  | { readonly type: 'run'; readonly id: number; readonly units: readonly CreditUnit[] }
  | { readonly type: 'close' };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'refused'; readonly code: StorageRefusedCode; readonly message: string }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'replies'; readonly id: number; readonly replies: readonly UnitReply[] }
  | { readonly type: 'fatal'; readonly message: string }
  | { readonly type: 'closed' };
