import { assert } from '../kernel/assert.ts';
import type { Ids, ProviderStepId } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { bookRow, openBook } from './customer-book.ts';
import { areEqualAttributes } from './desired-state.ts';
import { eventRow, plainObject } from './fulfilment-event.ts';
import { objectRows } from './object-rows.ts';
import type { FulfilmentReader } from './ports.ts';
import type { JsonObject, ProviderStep } from './provider-step.ts';
import type { Booked, ProviderStepReader } from './provider-step-ports.ts';
import { providerStepRow, undoneRow } from './provider-step-rows.ts';
import { isSubscription, type StoredObject } from './stored-object.ts';
import type { Addon, Asset } from './subscription.ts';
import {
  carrierOf,
  chainOf,
  givenUpBefore,
  restsOn,
  stepsLookedAt,
  type Wish,
  worthOf,
} from './undelivered.ts';

type UndoneDeps = {
  readonly reader: Pick<ProviderStepReader, 'stepsOfObject'>;
  readonly objects: Pick<FulfilmentReader, 'subscription' | 'asset' | 'bookMark'>;
  readonly ids: Ids;
};

type Why = { readonly decidedBy: string; readonly reason: string };

type Undone = {
  readonly rows: readonly RowChange[];
  /** What was captured for it and the customer never gets; null where there is nothing. */
  readonly booked: Booked | null;
  /** The step that takes back what the provider may have done all the same. */
  readonly compensatedBy: ProviderStepId | null;
  /** The object is without the change of the step: nothing will ever bring it along. */
  readonly isUndone: boolean;
};

const nothing: Undone = Object.freeze({
  rows: [],
  booked: null,
  compensatedBy: null,
  isUndone: false,
});

/**
 * The end of a change of an object that is given up. A later step brings it along, because it carries
 * the whole object: then it stays. Else the object is again as the provider has it, what was captured
 * for the change goes back, and where the provider may have done it all the same, a step is written
 * that takes it back. Changes that were given up before, and waited for this one, go with it. States
 * stay as they are: suspending, activating and cancelling cost nothing.
 */
export async function undoneChange(
  { reader, objects, ids }: UndoneDeps,
  step: ProviderStep,
  why: Why,
): Promise<Undone> {
  if (step.previous === null) return nothing;
  const { tenantId, object, externalId } = step;
  // Read before the steps: a call that comes in between changes the object, and refuses the unit.
  const current = await objects[object](tenantId, externalId);
  if (current === null) return nothing;
  const ofObject = await reader.stepsOfObject(tenantId, step, stepsLookedAt);
  const carrier = carrierOf(step, ofObject);
  if (carrier !== null) return { ...nothing, rows: restsOn(carrier) };
  const before = givenUpBefore(step, ofObject);
  const gone = [...before.steps, step];
  const guards = restsOn(before.until);
  if (current.state === 'cancelled') {
    return { ...nothing, rows: guards, booked: bookedFor(current, gone, why) };
  }
  const chain = chainOf(gone);
  const previous = chain[0]?.previous ?? step.previous;
  // Somebody has changed it without a step since: that counts on what this one wanted.
  if (worthOf(step.desired) !== worthOf(plainObject(current))) return { ...nothing, rows: guards };
  const after = asBefore(current, previous);
  const booked = bookedFor(current, chain, why);
  const isChanged = worthOf(plainObject(after)) !== worthOf(plainObject(current));
  if (!isChanged && booked === null) return { ...nothing, rows: guards, isUndone: true };

  const book = await openBook(objects, current, { before: current, after, isGuarded: false });
  const [row, ...addons] = objectRows(current, current, after);
  assert(row?.op === 'update', 'an object that is there is updated');
  // No call has changed it: the same call is not late when it comes again.
  const changed = { ...row, set: { ...row.set, changed_at_us: current.changedAt } };
  const eventId = ids.next('fev');
  const event = eventRow({
    ...{ tenantId, eventId, object, externalId, kind: 'given_up' },
    operation: step.operation === 'changePlan' ? 'subscription.change_plan' : `${object}.update`,
    after: plainObject(after),
    actor: why.decidedBy,
    trackId: null,
  });
  const others = chain.slice(0, -1).map(undoneRow);
  const rows = [...guards, ...others, changed, ...addons, event];
  if (book !== null) rows.push(bookRow(book, eventId));
  const unclear = chain.findLast(({ isUnclear }) => isUnclear);
  if (unclear === undefined) return { rows, booked, compensatedBy: null, isUndone: true };
  const compensatedBy = ids.next('step');
  const back = providerStepRow({
    ...step,
    stepId: compensatedBy,
    operation: after.productId === current.productId ? 'update' : 'changePlan',
    objectVersion: current.version + 1n,
    desired: { ...previous, ...plainObject(after) },
    previous: null,
    compensates: unclear.stepId,
  });
  return { rows: [...rows, back], booked, compensatedBy, isUndone: true };
}

/** What was captured with steps of an object; null where nothing was. */
export function bookedFor(
  { tenantId, externalId }: StoredObject,
  steps: readonly ProviderStep[],
  { decidedBy: actor, reason }: Why,
): Booked | null {
  // Without its create there is no object: all that was captured for it goes back.
  const isAll = steps.some(({ operation }) => operation === 'create');
  const captureIds = isAll ? null : steps.flatMap((step) => step.captureIds);
  if (captureIds?.length === 0) return null;
  return { tenantId, externalId, actor, reason, captureIds };
}

/** The object with what it was worth before; an add-on that was not there is cancelled. */
function asBefore(current: StoredObject, previous: JsonObject): StoredObject {
  const { productId, quantity, attributes, isTrial, addons } = previous as unknown as Wish;
  const common: Pick<Asset, 'productId' | 'quantity' | 'attributes'> = {
    ...{ productId, quantity, attributes },
  };
  if (!isSubscription(current)) return { ...current, ...common };
  const had = new Map(addons.map((addon) => [addon.productId, addon]));
  const restored = current.addons.map((addon): Addon => {
    const cancelled = { ...addon, state: 'cancelled', quantity: 0 } as const;
    const wanted = had.get(addon.productId) ?? cancelled;
    const isSame =
      wanted.state === addon.state &&
      wanted.quantity === addon.quantity &&
      areEqualAttributes(wanted.attributes, addon.attributes);
    return isSame ? addon : { ...addon, ...wanted };
  });
  return { ...current, ...common, isTrial, addons: restored };
}
