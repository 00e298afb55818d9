import type { Instant } from '../kernel/clock.ts';
import type { CaptureId, ProviderStepId, ServiceId, TenantId } from '../kernel/ids.ts';
import type { Transitions } from './states.ts';
import type { ExternalId } from './subscription.ts';

export const stepOperations = [
  'create',
  'update',
  'suspend',
  'activate',
  'cancel',
  'changePlan',
] as const;
export type StepOperation = (typeof stepOperations)[number];

/** What of ours has a counterpart in the provider's own system. Add-ons are part of their subscription. */
export type StepObject = 'subscription' | 'asset';

/** Data that goes out as JSON: amounts and instants are texts in it. */
export type JsonData =
  | null
  | boolean
  | number
  | string
  | readonly JsonData[]
  | { readonly [name: string]: JsonData };
export type JsonObject = { readonly [name: string]: JsonData };

/**
 * `waiting`: for its turn. `failed`: tried, and will be tried again. `parked`: failed for good, until
 * a person retries it or gives it up. `given_up`: nobody will carry it out any more.
 */
export type StepStatus = 'waiting' | 'under_way' | 'failed' | 'parked' | 'done' | 'given_up';

/** One thing that the provider's own system has still to do, or has done. */
export type ProviderStep = {
  readonly tenantId: TenantId;
  /** The same in every attempt: the provider's key against doing it twice. */
  readonly stepId: ProviderStepId;
  readonly serviceId: ServiceId;
  readonly operation: StepOperation;
  readonly object: StepObject;
  readonly externalId: ExternalId;
  /** Of the object as this step wants it. Steps of an object are carried out in this order. */
  readonly objectVersion: bigint;
  /** The whole object with its resources, never a difference. */
  readonly desired: JsonObject;
  /** What the platform sent along for the service, but no secret. */
  readonly settings: Readonly<Record<string, string>>;
  /** The step that was given up and may have been done all the same, which this one takes back. */
  readonly compensates: ProviderStepId | null;
  /** The whole object before the change, as long as that can be undone; null where it cannot, or was. */
  readonly previous: JsonObject | null;
  /** What was captured in the unit that wrote the step. */
  readonly captureIds: readonly CaptureId[];
  readonly status: StepStatus;
  /** Since it was written, or since somebody retried it. */
  readonly attempts: number;
  /** An attempt ended without a clear no: the provider may have done it. */
  readonly isUnclear: boolean;
  /** When it is due; while it is under way, when its claim lapses. Null where nobody will try. */
  readonly nextAttemptAt: Instant | null;
  readonly lastError: string | null;
  readonly createdAt: Instant;
  /** Since when it is tried: it was written, or somebody retried it. */
  readonly triedSince: Instant;
  readonly endedAt: Instant | null;
  /** Who retried it last, or gave it up, and why. */
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly version: bigint;
};

/** What one attempt came to. */
export type StepResult =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed';
      /** For people: short, and without secrets. */
      readonly reason: string;
      /** A clear no, which a repeat does not change. */
      readonly isFinal: boolean;
      /** The provider may have done it all the same: no answer, or half of one. */
      readonly isUnclear?: boolean;
      /** How long the provider wants to be left alone. */
      readonly retryAfterMs?: number;
    };

/**
 * The way to a provider's own system. A step may come more than once: with the same `stepId`, and
 * whole each time. Steps of one object come in their order, one at a time.
 */
export type ProviderDriver = {
  readonly carryOut: (step: ProviderStep, deadlineMs: number) => Promise<StepResult>;
};

export type StepMove = 'claim' | 'finish' | 'fail' | 'park' | 'retry' | 'give_up';

export const stepTransitions: Transitions<StepStatus, StepMove> = {
  waiting: { claim: 'under_way', give_up: 'given_up' },
  under_way: { finish: 'done', fail: 'failed', park: 'parked' },
  failed: { claim: 'under_way', retry: 'waiting', give_up: 'given_up' },
  parked: { retry: 'waiting', give_up: 'given_up' },
  done: {},
  given_up: {},
};

/** Nothing will happen with it any more. */
export function isEnded({ status }: Pick<ProviderStep, 'status'>): boolean {
  return status === 'done' || status === 'given_up';
}
