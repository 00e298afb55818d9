import { type Clock, type Instant, instant } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Result } from '../kernel/result.ts';
import { createTurns } from '../kernel/turns.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { asksForCredit, softHoldSource } from './ask-credit.ts';
import { type CarryOutDeps, carryOutRows, lateRepeatRows, rememberedCall } from './carry-out.ts';
import { claimOfCreate, createdAsOf, knownAs } from './create-without-id.ts';
import { openBook } from './customer-book.ts';
import { hashOfCall } from './desired-state.ts';
import { findObject } from './find-object.ts';
import type { FulfilmentAnswer, FulfilmentCall } from './fulfilment-call.ts';
import { judgeRules, type RuleDeps } from './judge-rules.ts';
import { findRepeat, type RememberedCall } from './late-repeat.ts';
import type { AddonOperation, AssetOperation, SubscriptionOperation } from './operation.ts';
import type { Plan } from './plan.ts';
import { planAsset } from './plan-asset.ts';
import { planSubscription } from './plan-subscription.ts';
import type { CommitRows, CreditDesk, FulfilmentReader, Purchase } from './ports.ts';
import { priceDifference } from './price-difference.ts';
import type { FulfilmentRefusal } from './refusals.ts';
import { isSubscription, type StoredObject } from './stored-object.ts';
import { type StoredService, toService } from './stored-service.ts';
import type { Asset, ExternalId, Subscription } from './subscription.ts';
import { valueDifference } from './value-difference.ts';

export type FulfilmentDeps = RuleDeps &
  CarryOutDeps & {
    readonly reader: FulfilmentReader;
    readonly credit: CreditDesk;
    readonly commit: CommitRows;
    readonly clock: Clock;
    /** Made so that nobody can guess it. */
    readonly newExternalId: () => ExternalId;
  };

export type FulfilmentService = {
  readonly handle: (call: FulfilmentCall) => Promise<FulfilmentAnswer>;
};

/** How often a call is judged anew because another one changed what it was judged on in between. */
const attemptsMax = 8;

/**
 * Answers the calls of platforms. A pre-check and the real call go the same way: find the object,
 * plan, ask the business rules, ask for credit; the pre-check ends before anything is written, but
 * for the soft hold of a service that is linked to credit lines. Refuses in this order: unknown
 * service, the refusals of the plan, facts that did not come, business rules, no price, credit.
 *
 * What the plan finds in force is answered at once: neither rules nor credit are asked about it.
 *
 * A call that was overtaken is judged anew. Calls of a customer then come one after another here, so
 * that many at once do not overtake each other for ever.
 */
export function createFulfilmentService(deps: FulfilmentDeps): FulfilmentService {
  const turns = createTurns();
  return {
    handle: async (call) => {
      const service = await deps.reader.service(call.tenantId, call.serviceType);
      if (service === null) return { kind: 'service_unknown', serviceType: call.serviceType };
      for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
        const judge = () => answerOnce(deps, call, service);
        const answer = await (attempt === 0 ? judge() : turns.take(customerOf(call), judge));
        if (answer !== 'changed') return answer;
      }
      throw new Fault('storage.overloaded', {
        publicText: 'The object is being changed by other calls. Repeat the call.',
      });
    },
  };
}

type Answer = FulfilmentAnswer | 'changed';

function customerOf(call: FulfilmentCall): string {
  const { tenantId, installation, accountId, externalId, platformId } = call;
  return [tenantId, installation, accountId ?? externalId ?? platformId].join(' ');
}

async function answerOnce(
  deps: FulfilmentDeps,
  call: FulfilmentCall,
  service: StoredService,
): Promise<Answer> {
  const now = deps.clock.now();
  let digest: string | null = null;
  const createdAs = () => {
    digest ??= createdAsOf(deps.hash, call);
    return digest;
  };
  // Read before the object: whoever creates it after this look is found out when the rows are written.
  const claim = call.isPreCheck ? null : await claimOfCreate(deps, call, createdAs());
  const current = await findObject(deps.reader, call, createdAs, now);
  const earlier = await earlierCalls(deps, call, current);
  if (current !== null && isLate(deps, call, current, earlier, now)) {
    const rows = lateRepeatRows(deps, call, current);
    return commitAnd(deps, call, rows, doneWith(call, service, current));
  }
  const known = () =>
    current === null ? createdAs() : knownAs(deps.hash, call, current, createdAs());
  // What a pre-check plans anew is never stored: nobody will have to know it again.
  const isForgotten = current === null && call.isPreCheck;
  const of = { service, current, createdAs: isForgotten ? '' : known(), now };
  const planned = planOf(deps, call, of);
  if (!planned.ok) return { kind: 'refused', refusal: planned.refusal };
  const { kind, thing } = planned.value;
  const done = call.isPreCheck ? passed : doneWith(call, service, thing);
  if (kind === 'unchanged') {
    if (!call.isPreCheck) await remember(deps, call, thing.externalId, earlier);
    return done;
  }
  const asks = await deps.rules.asksFor(call.tenantId, service.serviceId, call.operation);
  const change = { before: current, after: thing, isGuarded: asks.others };
  const book = call.isPreCheck ? null : await openBook(deps.reader, call, change);
  const broken = await judgeRules(deps, call, { service, current, asks }, now);
  if (broken !== null) return broken;

  const asked = await askedPurchase(deps, call, { service, current, after: thing });
  if (asked !== null && 'kind' in asked) return asked;
  if (call.isPreCheck) return asked === null ? done : preCheckCredit(deps, service, asked);
  const rows = [
    ...carryOutRows(deps, call, { service, before: current, after: thing, earlier, book }),
    ...(current === null && claim !== null ? [claim] : []),
  ];
  if (asked === null) return commitAnd(deps, call, rows, done);
  const booked = await deps.credit.book(asked, rows);
  if (booked.kind === 'changed') return 'changed';
  return booked.kind === 'passed' ? done : { kind: 'no_credit', reason: booked.reason };
}

const passed: FulfilmentAnswer = Object.freeze({ kind: 'passed' });

/** Real calls of the object that named themselves as this one does. A Create is known by its object. */
async function earlierCalls(
  { reader }: FulfilmentDeps,
  { tenantId, isPreCheck, operation, trackId }: FulfilmentCall,
  current: StoredObject | null,
): Promise<readonly RememberedCall[]> {
  if (isPreCheck || trackId === null || current === null || operation.endsWith('.create'))
    return [];
  return reader.callsOf(tenantId, current.externalId, trackId);
}

/** Whether the call was carried out before, and its object was changed by another one since. */
function isLate(
  { hash }: FulfilmentDeps,
  { operation, trackId, desired }: FulfilmentCall,
  { externalId, changedAt }: StoredObject,
  earlier: readonly RememberedCall[],
  now: Instant,
): boolean {
  if (trackId === null || earlier.length === 0) return false;
  const callHash = hashOfCall(operation, externalId, desired, hash);
  const lastChange = { trackId: '', callHash: '', at: changedAt };
  return findRepeat({ trackId, callHash, at: now }, [...earlier, lastChange]) === 'late';
}

function planOf(
  { newExternalId }: FulfilmentDeps,
  call: FulfilmentCall,
  of: {
    readonly service: StoredService;
    readonly current: StoredObject | null;
    readonly createdAs: string;
    readonly now: Instant;
  },
): Result<Plan<Subscription | Asset>, FulfilmentRefusal> {
  const { operation, desired, platformId } = call;
  const { current, createdAs } = of;
  const asked = {
    desired,
    desiredHash: createdAs,
    platformId,
    accountId: call.accountId ?? '',
    isTrial: call.isTrial ?? false,
  };
  const context = { service: toService(of.service), now: instant(of.now), newId: newExternalId };
  if (operation.startsWith('asset.')) {
    const asset = current !== null && !isSubscription(current) ? current : null;
    return planAsset(operation as AssetOperation, asset, asked, context);
  }
  const subscription = current !== null && isSubscription(current) ? current : null;
  const step = operation as SubscriptionOperation | AddonOperation;
  return planSubscription(step, subscription, asked, context);
}

/** What the call has to be given credit for; null where nobody is asked. */
async function askedPurchase(
  { credit }: FulfilmentDeps,
  call: FulfilmentCall,
  of: {
    readonly service: StoredService;
    readonly current: StoredObject | null;
    readonly after: Subscription | Asset;
  },
): Promise<Purchase | FulfilmentAnswer | null> {
  const { service, current, after } = of;
  const { settings, catalogue } = service;
  const { tenantId, installation, requester, actor, deadlineAt } = call;
  if (!settings.isLinkedToCredit || settings.credit === 'never') return null;
  const hasActiveHook = settings.credit === 'auto' && (await credit.hasActiveHook(call));
  const { isLinkedToCredit: isLinked, credit: setting } = settings;
  if (!asksForCredit({ isLinked, setting, hasActiveHook, requester })) return null;
  const priced = priceDifference(call.operation, catalogue, valueDifference(current, after));
  if (priced.kind === 'nothing') return null;
  if (priced.kind === 'unpriced') {
    const { productId } = priced;
    return settings.unpriced === 'pass' ? null : { kind: 'not_priced', productId };
  }
  const { accountId, productId, platformId, externalId } = after;
  return {
    ...{ tenantId, installation, accountId, amount: priced.amount, actor, deadlineAt },
    // Whoever says that it is of no order is not the one that was released.
    isByHand: requester === 'back_office' && call.isFromOrder !== false,
    source: softHoldSource({ connection: installation, platformId, accountId, productId }),
    reference: call.isPreCheck ? null : externalId,
  };
}

async function preCheckCredit(
  { credit }: FulfilmentDeps,
  { settings }: StoredService,
  purchase: Purchase,
): Promise<FulfilmentAnswer> {
  const isBinding = settings.preCheckHold === 'soft';
  const verdict = await (isBinding ? credit.reserve(purchase) : credit.judge(purchase));
  return verdict.kind === 'passed' ? passed : { kind: 'no_credit', reason: verdict.reason };
}

async function commitAnd(
  { commit }: FulfilmentDeps,
  { tenantId, deadlineAt }: FulfilmentCall,
  ifDone: readonly RowChange[],
  answer: FulfilmentAnswer,
): Promise<Answer> {
  const rows = { ifDone, ifRefused: [] };
  const outcome = await commit({ tenantId, key: null, credit: [], rows, deadlineAt });
  return outcome.kind === 'done' ? answer : 'changed';
}

/** What is in force already is remembered by its track id too; once is enough. */
async function remember(
  deps: FulfilmentDeps,
  call: FulfilmentCall,
  externalId: ExternalId,
  earlier: readonly RememberedCall[],
): Promise<void> {
  const { trackId, operation, desired } = call;
  if (trackId === null || operation.endsWith('.create')) return;
  const callHash = hashOfCall(operation, externalId, desired, deps.hash);
  if (earlier.some((one) => one.callHash === callHash)) return;
  // Refused where the same call came twice at once: then it is remembered.
  await commitAnd(deps, call, rememberedCall(deps, call, externalId, earlier), passed);
}

/** Our ids of the object and of the add-ons that the call is about. */
function doneWith(
  { desired }: FulfilmentCall,
  service: StoredService,
  thing: Subscription | Asset,
): FulfilmentAnswer {
  const { externalId } = thing;
  if (!isSubscription(thing)) return { kind: 'done', externalId, addonIds: [] };
  const { addons } = service.catalogue;
  const addonIds = desired.addons.flatMap(({ action, productId, externalId: id }) => {
    if (action === null || action === 'none') return [];
    const ours = addons.find((one) => one.productId === productId || one.platformId === productId);
    const found = thing.addons.find(
      (one) => one.productId === (ours?.productId ?? productId) || one.externalId === id,
    );
    return found === undefined ? [] : [found.externalId];
  });
  return { kind: 'done', externalId, addonIds };
}
