import type { Instant } from '../kernel/clock.ts';
import type { DesiredState } from './desired-state.ts';
import type { Service } from './service.ts';
import type { ExternalId } from './subscription.ts';

/**
 * What a call comes to. `unchanged`: what it wants is in force already, be it a repeat or not; it is
 * answered like the first time and has no effect.
 */
export type Plan<Thing> =
  | { readonly kind: 'unchanged'; readonly thing: Thing }
  | { readonly kind: 'changed'; readonly thing: Thing };

/** A call, as far as it speaks of one subscription or asset. */
export type DesiredCall = {
  readonly desired: DesiredState;
  /** Digest of `desired`. */
  readonly desiredHash: string;
  readonly platformId: string | null;
  /** Of the platform's account; a Create has one. */
  readonly accountId: string;
  readonly isTrial: boolean;
};

export type PlanContext = {
  readonly service: Service;
  readonly now: Instant;
  readonly newId: () => ExternalId;
};
