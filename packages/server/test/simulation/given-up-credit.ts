import { plainObject } from '../../src/fulfilment/fulfilment-event.ts';
import {
  type Addon,
  createProviderStepMoves,
  createProviderStepService,
  type GiveBack,
  objectRows,
  type ProviderStep,
  providerStepRow,
  type StepOperation,
  type StepResult,
  type StoredSubscription,
} from '../../src/fulfilment/index.ts';
import type { CommitSteps } from '../../src/fulfilment/provider-step-ports.ts';
import { type Instant, instant, millisecond } from '../../src/kernel/clock.ts';
import type { Ids, ServiceId } from '../../src/kernel/ids.ts';
import { type RowChange, rowsOnly } from '../../src/kernel/unit-of-work.ts';
import { noon, tenantId } from '../builders/credit.ts';
import { anAddon, aSubscription } from '../builders/fulfilment.ts';
import { policy, serviceId } from '../builders/provider-steps.ts';
import { createStepStore } from '../fulfilment/step-store.ts';
import { createRandom } from './random.ts';

export type CreditRun = {
  readonly violations: readonly string[];
  readonly seen: Readonly<Record<string, number>>;
};

/** What is forgotten, so that a run must notice it. */
export type Planted = 'what was captured' | 'the object' | 'the other step';

const roundsMax = 40;
const anna = { tenantId, actor: 'user:anna', key: null, deadlineAt: null } as const;

/**
 * One subscription whose seats and add-ons cost one unit each. The platform changes it, the provider
 * does it, refuses it or says nothing, and people give up what they like, all of them at once as
 * well. When all has ended the customer has what the books say, and it is paid for: never less, and
 * no more than what was delivered, where nothing was reduced.
 */
export async function runGivenUp(seed: number, planted: Planted | null = null): Promise<CreditRun> {
  const random = createRandom(seed);
  const mayReduce = random.chance(50);
  let now: Instant = noon;
  const clock = { now: () => now };
  const store = createStepStore({ clock });
  const seen: Record<string, number> = {};
  const count = (what: string) => {
    seen[what] = (seen[what] ?? 0) + 1;
  };
  const violations: string[] = [];
  let made = 0;
  const next = (prefix: string) => {
    made += 1;
    return `${prefix}_${String(made).padStart(6, '0')}`;
  };
  const ids = { next } as unknown as Ids;

  let subscription: StoredSubscription | null = null;
  const captures = new Map<string, { readonly units: number; isGivenBack: boolean }>();

  /** Who asks and who writes come in any order. */
  const pause = async (most = 6) => {
    for (let turns = random.below(most); turns > 0; turns -= 1) await Promise.resolve();
  };
  /** Rows of the object as storage would write them, and the steps behind them. */
  const write: CommitSteps = async (unit) => {
    const isCall = unit.key !== null;
    const refused = (code: 'row.changed') =>
      ({ kind: 'refused', at: now, repeated: false, reasons: [{ code }] }) as const;
    let after = subscription;
    const steps: RowChange[] = [];
    for (const row of unit.rows.ifDone) {
      if (row.table === 'provider_step') {
        const isGuard = row.op === 'update' && Object.keys(row.set).length === 1;
        if (!isGuard || planted !== 'the other step') steps.push(row);
      } else if (after !== null && row.op === 'update' && row.table === 'subscription') {
        if (row.where['version'] !== after.version) return refused('row.changed');
        if (isCall || planted !== 'the object') after = withRow(after, row.set);
      } else if (after !== null && row.op === 'update' && row.table === 'subscription_addon') {
        if (isCall || planted !== 'the object') after = withAddonRow(after, row.where, row.set);
      }
    }
    const outcome = await store.commit({ ...unit, rows: { ifDone: steps, ifRefused: [] } });
    if (outcome.kind === 'done') subscription = after;
    return outcome;
  };
  let writing: Promise<unknown> = Promise.resolve();
  const commit: CommitSteps = async (unit) => {
    await pause();
    const written = writing.then(() => write(unit));
    writing = written;
    return written;
  };
  const giveBack: GiveBack = async (booked, unit) => {
    const outcome = await commit(unit);
    if (outcome.kind === 'refused' || planted === 'what was captured') return outcome;
    for (const captureId of booked.captureIds ?? [...captures.keys()]) {
      const capture = captures.get(captureId);
      if (capture === undefined) violations.push(`${captureId} was never made`);
      else capture.isGivenBack = true;
    }
    return outcome;
  };
  const objects = {
    subscription: async () => {
      await pause();
      return subscription;
    },
    asset: async () => null,
    bookMark: async () => null,
  };

  const call = async (operation: StepOperation, after: StoredSubscription) => {
    const before = subscription;
    const units = before === null ? worthOf(after) : growthOf(before, after);
    const captureId = units > 0 && operation !== 'cancel' ? next('cap') : null;
    const step = providerStepRow({
      ...{ tenantId, stepId: ids.next('step'), serviceId, operation, object: 'subscription' },
      externalId: after.externalId,
      objectVersion: (before?.version ?? 0n) + 1n,
      desired: plainObject(after),
      previous: before === null ? null : plainObject(before),
      settings: {},
    });
    if (step.op !== 'insert') throw new Error('a step is written');
    const booked = captureId === null ? '[]' : JSON.stringify([captureId]);
    const filled = { ...step, values: { ...step.values, captures: booked } };
    if (before === null) subscription = { ...after, version: 1n };
    const rows = before === null ? [] : objectRows(before, before, after);
    const key = { scope: 'call', value: next('key'), fingerprint: '' };
    await pause(60);
    const outcome = await commit(rowsOnly(tenantId, [...rows, filled], key));
    count(outcome.kind === 'done' ? operation : 'overtaken');
    if (outcome.kind === 'refused' || captureId === null) return;
    captures.set(captureId, { units, isGivenBack: false });
  };

  const platform = async () => {
    const current = subscription;
    if (current === null || current.state === 'cancelled') return;
    const dice = random.below(100);
    if (dice < 6) {
      const addons = current.addons.map(
        (one): Addon => ({ ...one, state: 'cancelled', quantity: 0 }),
      );
      return call('cancel', { ...current, state: 'cancelled', addons });
    }
    if (dice < 15) {
      const isActive = current.state === 'active';
      const state = isActive ? 'suspended' : 'active';
      return call(isActive ? 'suspend' : 'activate', { ...current, state });
    }
    const quantity = wished(current.quantity);
    const addons = current.addons.map((one): Addon => {
      const seats = wished(one.state === 'active' ? one.quantity : 0);
      return seats === 0 ? one : { ...one, state: 'active', quantity: seats };
    });
    return call('update', { ...current, quantity, addons });
  };
  const wished = (before: number) =>
    mayReduce ? 1 + random.below(9) : before + random.below(3) * random.below(2);

  let delivered = 0;
  let isWell = false;
  const answer = (step: ProviderStep): StepResult => {
    const dice = isWell ? 100 : random.below(100);
    const apply = () => {
      delivered = step.operation === 'cancel' ? 0 : worthOf(step.desired as unknown as Wish);
    };
    if (dice < 25) return { kind: 'failed', reason: 'no', isFinal: true };
    if (dice < 45) {
      if (random.chance(50)) apply();
      return { kind: 'failed', reason: 'silence', isFinal: false, isUnclear: true };
    }
    apply();
    return { kind: 'done' };
  };
  const reader: typeof store.reader = {
    ...store.reader,
    stepsOfObject: async (...query) => {
      const found = await store.reader.stepsOfObject(...query);
      await pause();
      return found;
    },
  };
  const common = { commit, giveBack, objects, reader, clock };
  const service = createProviderStepService({
    ...common,
    driverOf: async () => ({ carryOut: async (step) => answer(step) }),
    nowMs: () => Number(now / millisecond),
    jitter: () => 0,
    policy,
    notify: (news) => {
      if (news.kind === 'fault') violations.push(String(news.error));
    },
  });
  const moves = createProviderStepMoves({ ...common, keys: { used: async () => null }, ids });
  const carryOut = async () => {
    now = instant(now + 3_600_000n * millisecond);
    await service.begin(() => true);
    await service.idle();
  };
  const open = () => store.all().filter(({ endedAt }) => endedAt === null);
  const giveUp = async (step: ProviderStep) => {
    const named = { stepId: step.stepId, version: step.version, reason: 'no use' };
    const given = await moves.giveUp(anna, named);
    count(given.kind === 'done' ? 'given up' : 'not given up');
    if (given.kind === 'done' && given.receipt.compensatedBy !== null) count('taken back');
  };
  /** What takes something back is not given up here: then something stays, and everybody knows it. */
  const persons = async (crowd: number) => {
    const stuck = open().filter(
      ({ operation, compensates }) => operation !== 'cancel' && compensates === null,
    );
    const chosen = Array.from({ length: stuck.length === 0 ? 0 : crowd }, () => random.pick(stuck));
    await Promise.all(chosen.map(giveUp));
  };

  const addons = [anAddon({ state: 'cancelled', quantity: 0 })];
  const stored = { tenantId, installation: 'default', serviceId: serviceId as ServiceId };
  const first = { ...aSubscription({ quantity: 3, addons }), ...stored, changedAt: noon };
  await call('create', { ...first, version: 1n });
  for (let round = 0; round < roundsMax; round += 1) {
    const [isCalled, isDue, crowd] = [random.chance(45), random.chance(45), random.below(4)];
    await Promise.all([
      ...(isCalled ? [platform()] : []),
      ...(isDue ? [carryOut()] : []),
      ...(random.chance(50) ? [persons(crowd)] : []),
    ]);
  }
  isWell = true;
  for (let round = 0; open().length > 0; round += 1) {
    if (round > 200) return { violations: ['it never ends'], seen };
    await carryOut();
    // What is parked is in the way of the rest, but for what takes something back.
    const parked = open().find(({ status }) => status === 'parked');
    if (parked === undefined) continue;
    if (parked.compensates === null && parked.operation !== 'cancel') await giveUp(parked);
    else {
      await moves.retry(anna, { stepId: parked.stepId, version: parked.version });
    }
  }

  const kept = [...captures.values()].reduce(
    (sum, { units, isGivenBack }) => sum + (isGivenBack ? 0 : units),
    0,
  );
  const last = store.all().filter(({ status, operation }) => {
    return status === 'done' && operation !== 'cancel';
  });
  const done = last.length === 0 ? 0 : Math.max(...last.map((step) => worthOf(wishOf(step))));
  const ended = subscription as StoredSubscription | null;
  if (ended !== null && worthOf(ended) !== delivered) {
    violations.push(`the books say ${worthOf(ended)}, and ${delivered} are delivered`);
  }
  if (kept < delivered) violations.push(`${delivered} are delivered, and ${kept} are captured`);
  if (!mayReduce && kept !== done) violations.push(`${done} were done, and ${kept} are captured`);
  return { violations, seen };
}

type Wish = Pick<StoredSubscription, 'quantity' | 'state' | 'addons'>;

function wishOf({ desired }: ProviderStep): Wish {
  return desired as unknown as Wish;
}

function worthOf({ state, quantity, addons }: Wish): number {
  if (state === 'cancelled') return 0;
  return addons.reduce((sum, addon) => sum + addon.quantity, quantity);
}

/** What grows, each by itself: what shrinks frees nothing. */
function growthOf(before: Wish, after: Wish): number {
  const grown = (from: number, to: number) => Math.max(0, to - from);
  return after.addons.reduce(
    (sum, addon, index) => sum + grown(before.addons[index]?.quantity ?? 0, addon.quantity),
    grown(before.quantity, after.quantity),
  );
}

type Columns = Readonly<Record<string, unknown>>;

function withRow(before: StoredSubscription, set: Columns): StoredSubscription {
  return {
    ...before,
    productId: String(set['product_id']),
    state: set['state'] as StoredSubscription['state'],
    quantity: Number(set['quantity']),
    version: set['version'] as bigint,
  };
}

function withAddonRow(
  before: StoredSubscription,
  where: Columns,
  set: Columns,
): StoredSubscription {
  const addons = before.addons.map((addon): Addon => {
    if (addon.productId !== where['product_id']) return addon;
    const state = set['state'] as Addon['state'];
    return { ...addon, state, quantity: Number(set['quantity']) };
  });
  return { ...before, addons };
}
