import { assert } from '../kernel/assert.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Hold, HoldState } from './hold.ts';

/**
 * The steps of a hold's life. `capture` leaves something to capture and `finish` does not, be it a
 * capture, a release or a resize that ends the hold with a part captured. `exceed` books a capture
 * that comes after the end; `revive` marks an expired hold of which a part is made again, as a new
 * hold.
 */
export type HoldStep =
  | 'resize'
  | 'extend'
  | 'capture'
  | 'finish'
  | 'release'
  | 'expire'
  | 'exceed'
  | 'revive';

/**
 * Where each step leads. A step that is missing is refused by its rule. Every way out of `open` is
 * the one end of the hold, and nothing leads out of an end: amounts booked later leave it as it is.
 */
export const holdTransitions: {
  readonly [State in HoldState]: { readonly [Step in HoldStep]?: HoldState };
} = {
  open: {
    resize: 'open',
    extend: 'open',
    capture: 'open',
    finish: 'captured',
    release: 'released',
    expire: 'expired',
  },
  captured: { exceed: 'captured' },
  released: { exceed: 'released' },
  expired: { exceed: 'expired', revive: 'expired' },
};

export function canTake(state: HoldState, step: HoldStep): boolean {
  return holdTransitions[state][step] !== undefined;
}

/**
 * The hold after a step, with the amounts that the step changes. What ends holds nothing any more
 * and keeps the moment of its end. A step that the state does not allow is a defect: the rule
 * refuses it before.
 */
export function transition(
  hold: Hold,
  step: HoldStep,
  now: Instant,
  amounts: Partial<Hold> = {},
): Hold {
  const state = holdTransitions[hold.state][step];
  assert(state !== undefined, `no ${step} of a hold that is ${hold.state}`);
  const changed: Hold = { ...hold, ...amounts, state, version: hold.version + 1n };
  return state === 'open' ? changed : { ...changed, heldMinor: 0n, endedAt: hold.endedAt ?? now };
}
