import { assert } from '../kernel/assert.ts';
import type { AddonState, AssetState, SubscriptionState } from './subscription.ts';

/** Where each step leads; a step that is missing is refused. */
export type Transitions<State extends string, Step extends string> = {
  readonly [from in State]: { readonly [step in Step]?: State };
};

export type SubscriptionStep =
  | 'update'
  | 'change_addons'
  | 'change_plan'
  | 'upgrade_to_paid'
  | 'suspend'
  | 'activate'
  | 'cancel';

export const subscriptionTransitions: Transitions<SubscriptionState, SubscriptionStep> = {
  active: {
    update: 'active',
    change_addons: 'active',
    change_plan: 'active',
    upgrade_to_paid: 'active',
    suspend: 'suspended',
    cancel: 'cancelled',
  },
  suspended: {
    update: 'suspended',
    change_addons: 'suspended',
    change_plan: 'suspended',
    upgrade_to_paid: 'suspended',
    activate: 'active',
    cancel: 'cancelled',
  },
  cancelled: {},
};

export type AddonStep = 'change' | 'cancel' | 'provision';

/** An add-on that was cancelled can be bought again, under the id that it had. */
export const addonTransitions: Transitions<AddonState, AddonStep> = {
  active: { change: 'active', cancel: 'cancelled' },
  cancelled: { provision: 'active' },
};

export type AssetStep = 'update' | 'cancel';

export const assetTransitions: Transitions<AssetState, AssetStep> = {
  active: { update: 'active', cancel: 'cancelled' },
  cancelled: {},
};

/**
 * The record of one real call. A refused one ends: the same call again is a new record. One that
 * failed after it was accepted is taken up by its repeat.
 */
export type CallState = 'received' | 'refused' | 'accepted' | 'failed' | 'done';
export type CallStep = 'refuse' | 'accept' | 'fail' | 'finish';

export const callTransitions: Transitions<CallState, CallStep> = {
  received: { refuse: 'refused', accept: 'accepted' },
  refused: {},
  accepted: { finish: 'done', fail: 'failed' },
  failed: { accept: 'accepted' },
  done: {},
};

/** The state after a step, or null where the step is refused. */
export function stateAfter<State extends string, Step extends string>(
  transitions: Transitions<State, Step>,
  state: State,
  step: Step,
): State | null {
  return transitions[state][step] ?? null;
}

/** The state after a step that its rule has allowed; any other is a defect. */
export function transition<State extends string, Step extends string>(
  transitions: Transitions<State, Step>,
  state: State,
  step: Step,
): State {
  const next = stateAfter(transitions, state, step);
  assert(next !== null, `no ${step} of what is ${state}`);
  return next;
}
