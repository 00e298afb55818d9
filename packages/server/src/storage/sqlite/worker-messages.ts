import type { CreditUnit } from '../../credit/index.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { PlainFault } from '../../kernel/fault.ts';
import { fromOutcomeText, repeatedOutcome, toOutcomeText } from '../batch/outcome-text.ts';
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
  | {
      readonly type: 'forgetKeys';
      readonly id: number;
      readonly usedBefore: Instant;
      readonly atMost: number;
    }
  | { readonly type: 'ask'; readonly firstId: number; readonly questions: readonly unknown[] }
  | { readonly type: 'close' };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'refused'; readonly code: StorageRefusedCode; readonly message: string }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'replies'; readonly id: number; readonly replies: readonly ReplyText[] }
  | { readonly type: 'forgotten'; readonly id: number; readonly count: number }
  | { readonly type: 'notForgotten'; readonly id: number; readonly message: string }
  | {
      readonly type: 'answers';
      readonly ids: readonly number[];
      readonly answers: readonly unknown[];
    }
  | { readonly type: 'notAnswered'; readonly id: number; readonly fault: PlainFault | string }
  | { readonly type: 'fatal'; readonly message: string }
  | { readonly type: 'closed' };

/**
 * A reply on its way: outcomes cross as their texts, which cost the worker a fraction of what it
 * takes to copy their objects.
 */
export type ReplyText = string | { readonly repeated: string } | { readonly fault: PlainFault };

export function toReplyText(reply: UnitReply): ReplyText {
  if ('fault' in reply) return reply;
  const text = reply.text ?? toOutcomeText(reply.outcome);
  return reply.outcome.repeated ? { repeated: text } : text;
}

export function fromReplyText(reply: ReplyText): UnitReply {
  if (typeof reply === 'string') return { outcome: fromOutcomeText(reply) };
  return 'fault' in reply ? reply : { outcome: repeatedOutcome(reply.repeated) };
}
