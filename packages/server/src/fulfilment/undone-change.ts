import { assert } from '../kernel/assert.ts';
import { canonical, type Plain } from '../kernel/canonical.ts';
import type { Ids, ProviderStepId } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { bookRow, openBook } from './customer-book.ts';
import { areEqualAttributes } from './desired-state.ts';
import { eventRow, plainObject } from './fulfilment-event.ts';
import { objectRows } from './object-rows.ts';
import type { FulfilmentReader } from './ports.ts';
import type { JsonObject, ProviderStep } from './provider-step.ts';
import type { Booked, ProviderStepReader } from './provider-step-ports.ts';
import { providerStepRow } from './provider-step-rows.ts';
import { isSubscription, type StoredObject } from './stored-object.ts';
import type { Addon, Asset, Subscription } from './subscription.ts';
import { carrierOf, chainOf, givenUpBefore, restsOn, stepsLookedAt } from './undelivered.ts';

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
};

const nothing: Undone = Object.freeze({ rows: [], booked: null, compensatedBy: null });

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
  if (step.compensates !== null) return nothing;
  const { tenantId, object, externalId } = step;
  const ofObject = await reader.stepsOfObject(tenantId, step, stepsLookedAt);
  const carrier = carrierOf(step, ofObject);
  if (carrier !== null) return { ...nothing, rows: restsOn(carrier) };
  const current = await objects[object](tenantId, externalId);
  if (current === null) return nothing;
  const before = givenUpBefore(step, ofObject);
  const gone = [...before.steps, step];
  const guards = restsOn(before.until);
  if (current.state === 'cancelled') {
    return { ...nothing, rows: guards, booked: bookedFor(current, gone, why) };
  }
  const chain = chainOf(gone);
  const previous = chain[0]?.previous ?? null;
  // Somebody has changed it without a step since: that counts on what this one wanted.
  if (previous === null || worthOf(step.desired) !== worthOf(plainObject(current))) return nothing;
  const after = asBefore(current, previous);
  const booked = bookedFor(current, chain, why);
  const isChanged = worthOf(plainObject(after)) !== worthOf(plainObject(current));
  if (!isChanged && booked === null) return nothing;

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
  const rows = [...guards, changed, ...addons, event];
  if (book !== null) rows.push(bookRow(book, eventId));
  const unclear = chain.findLast(({ isUnclear }) => isUnclear);
  if (unclear === undefined) return { rows, booked, compensatedBy: null };
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
  return { rows: [...rows, back], booked, compensatedBy };
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

type Wish = Pick<Subscription, 'productId' | 'quantity' | 'attributes' | 'isTrial' | 'addons'>;

/** One text for what an object is worth, without its state. */
function worthOf(object: JsonObject): string {
  const { productId, quantity, attributes, isTrial, addons } = object as unknown as Wish;
  const sorted = addons?.toSorted((left, right) => (left.productId < right.productId ? -1 : 1));
  return canonical({ productId, quantity, attributes, isTrial, addons: sorted } as Plain);
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
