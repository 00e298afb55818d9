import { assert } from '../kernel/assert.ts';
import type { Ids } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { cancelAddons } from './change-addons.ts';
import { bookRow, openBook } from './customer-book.ts';
import { eventRow, plainObject } from './fulfilment-event.ts';
import { objectRows } from './object-rows.ts';
import type { FulfilmentReader } from './ports.ts';
import type { ProviderStep } from './provider-step.ts';
import type { Booked } from './provider-step-ports.ts';
import { assetTransitions, subscriptionTransitions, transition } from './states.ts';
import { isSubscription, type StoredObject } from './stored-object.ts';

type GoneDeps = {
  readonly objects: Pick<FulfilmentReader, 'subscription' | 'asset' | 'bookMark'>;
  readonly ids: Ids;
};

type Gone = {
  readonly rows: readonly RowChange[];
  /** Null where the object is not known here. */
  readonly booked: Booked | null;
};

/**
 * The end of an object whose create was given up: it was answered as done, and there is nothing. It
 * is cancelled, and a Create of the platform's that comes again is judged anew. One that the platform
 * has cancelled meanwhile stays as it is; what was booked goes back all the same.
 */
export async function goneObject(
  { objects, ids }: GoneDeps,
  { tenantId, object, externalId }: ProviderStep,
  why: { readonly decidedBy: string; readonly reason: string },
): Promise<Gone> {
  const current = await objects[object](tenantId, externalId);
  if (current === null) return { rows: [], booked: null };
  const { decidedBy: actor, reason } = why;
  const booked = { tenantId, externalId, actor, reason, captureIds: null };
  if (current.state === 'cancelled') return { rows: [], booked };
  const after = cancelled(current);
  const book = await openBook(objects, current, { before: current, after, isGuarded: false });
  const [row, ...addons] = objectRows(current, current, after);
  assert(row?.op === 'update', 'an object that is there is updated');
  // Its own Create must not be answered with it again.
  const forgotten = { platform_id: null, created_as: `given_up:${current.createdAs}` };
  const eventId = ids.next('fev');
  const event = eventRow({
    ...{ tenantId, eventId, object, externalId, kind: 'given_up' },
    operation: `${object}.create`,
    after: plainObject(after),
    actor,
    trackId: null,
  });
  const marked = book === null ? [] : [bookRow(book, eventId)];
  const ended = { ...row, set: { ...row.set, ...forgotten } };
  return { rows: [ended, ...addons, event, ...marked], booked };
}

function cancelled(thing: StoredObject): StoredObject {
  if (!isSubscription(thing)) {
    return { ...thing, state: transition(assetTransitions, thing.state, 'cancel') };
  }
  const state = transition(subscriptionTransitions, thing.state, 'cancel');
  return { ...thing, state, addons: cancelAddons(thing.addons) };
}
