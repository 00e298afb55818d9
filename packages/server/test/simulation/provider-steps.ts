import {
  createProviderStepMoves,
  createProviderStepService,
  type ProviderDriver,
  type ProviderStep,
  type StepOperation,
  type StepResult,
} from '../../src/fulfilment/index.ts';
import { type Instant, instant, millisecond } from '../../src/kernel/clock.ts';
import type { Ids } from '../../src/kernel/ids.ts';
import { noon, tenantId } from '../builders/credit.ts';
import { externalId } from '../builders/fulfilment.ts';
import { aStepRow, policy, stepId } from '../builders/provider-steps.ts';
import { createStepStore, noObjects, type StepStore } from '../fulfilment/step-store.ts';
import { createRandom, type Random } from './random.ts';

export type StepsRun = {
  /** What must never happen, and did. */
  readonly violations: readonly string[];
  readonly seen: Readonly<Record<string, number>>;
};

type Waiting = { readonly server: number; readonly go: (isTimeout: boolean) => void };

const objectsMax = 4;
const roundsMax = 400;

/**
 * Servers that crash at any point, a provider that fails in every way, people who retry and give up,
 * and a platform that goes on ordering: all in an order that the seed decides. At the end the
 * provider is well, and nothing may be left over.
 */
export async function runSteps(
  seed: number,
  planted: { readonly keepsOrder?: boolean; readonly keepsOneUnderWay?: boolean } = {},
): Promise<StepsRun> {
  const random = createRandom(seed);
  let now: Instant = noon;
  const clock = { now: () => now };
  const store = createStepStore({ clock, ...planted });
  const provider = createFakeProvider(random, store);
  const seen: Record<string, number> = {};
  const count = (what: string) => {
    seen[what] = (seen[what] ?? 0) + 1;
  };
  let waiting: Waiting[] = [];
  const dead = new Set<number>();
  const gate = (server: number) =>
    new Promise<boolean>((resolve) => {
      if (!dead.has(server)) waiting.push({ server, go: resolve });
    });

  const startServer = (server: number) => {
    const driver: ProviderDriver = {
      carryOut: async (step) => {
        const end = provider.begin(step, server);
        const isTimeout = await gate(server);
        return end(isTimeout);
      },
    };
    return createProviderStepService({
      reader: {
        ...store.reader,
        dueSteps: async (...query) => {
          const found = await store.reader.dueSteps(...query);
          await gate(server);
          return found;
        },
      },
      ...noObjects,
      commit: async (unit) => {
        await gate(server);
        const outcome = await store.commit(unit);
        // A crash here: committed, and nobody learns it.
        await gate(server);
        return outcome;
      },
      driverOf: async () => driver,
      clock,
      nowMs: () => Number(now / millisecond),
      jitter: () => random.below(1_000) / 1_000,
      policy,
      notify: (news) => count(news.kind),
    });
  };

  let idsMade = 0;
  const ids = {
    next: () => stepId(`z${String(idsMade++).padStart(5, '0')}`),
  } as unknown as Ids;
  const moves = createProviderStepMoves({
    reader: store.reader,
    commit: store.commit,
    ...noObjects,
    keys: { used: async () => null },
    clock,
    ids,
  });
  const call = { tenantId, actor: 'user:anna', key: null, deadlineAt: null };

  let serverCount = 2;
  const servers = new Map([0, 1].map((server) => [server, startServer(server)]));
  const pass = (ms: number) => {
    now = instant(now + BigInt(ms) * millisecond);
  };
  const release = async (isTimeout = false) => {
    const at = random.below(waiting.length);
    const [one] = waiting.splice(at, 1);
    one?.go(isTimeout);
    await flush();
  };
  const releaseAll = async () => {
    while (waiting.length > 0) await release(random.chance(20));
  };
  const crash = async () => {
    const server = random.pick([...servers.keys()]);
    dead.add(server);
    waiting = waiting.filter((one) => one.server !== server);
    servers.delete(server);
    provider.lose(server);
    servers.set(serverCount, startServer(serverCount));
    serverCount += 1;
    count('crash');
  };
  const person = async () => {
    const stuck = store.all().filter(({ status }) => status === 'parked' || status === 'failed');
    if (stuck.length === 0) return;
    const step = random.pick(stuck);
    const named = { stepId: step.stepId, version: step.version };
    // A cancel that is given up leaves something behind, and everybody knows it.
    if (step.operation !== 'cancel' && random.chance(50)) {
      const answer = await moves.giveUp(call, { ...named, reason: 'no use' });
      count(answer.kind === 'done' ? 'given up' : 'not given up');
      if (answer.kind === 'done' && answer.receipt.compensatedBy !== null) count('compensated');
    } else {
      count((await moves.retry(call, named)).kind === 'done' ? 'retried' : 'not retried');
    }
  };
  const order = createPlatform(random, store);
  const begin = async () => {
    await random.pick([...servers.values()]).begin(() => true);
    await flush();
  };

  for (let round = 0; round < roundsMax; round += 1) {
    const dice = random.below(100);
    if (dice < 50 && waiting.length > 0) await release(random.chance(10));
    else if (dice < 70) await begin();
    else if (dice < 76) await order();
    else if (dice < 80) await crash();
    else if (dice < 86) await person();
    else if (provider.underWay() === 0) pass(1_000 + random.below(60_000));
  }
  provider.recover();
  for (let round = 0; store.all().some(({ endedAt }) => endedAt === null); round += 1) {
    if (round > 3_000) return { violations: ['it never ends'], seen };
    await releaseAll();
    if (round % 5 === 0) await person();
    await begin();
    await releaseAll();
    pass(120_000);
  }
  for (const step of store.all()) count(step.status);
  return { violations: [...provider.violations(), ...leftOver(store, provider)], seen };
}

/** Everything that was begun by what was released goes on to its next gate. */
async function flush(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

/** Orders for a few objects: a create, then changes, and at last perhaps a cancel. */
function createPlatform(random: Random, store: StepStore) {
  const versions = new Map<string, bigint>();
  const over = new Set<string>();
  let made = 0;
  return async () => {
    const name = `sub-${random.below(objectsMax)}`;
    if (over.has(name)) return;
    const version = (versions.get(name) ?? 0n) + 1n;
    versions.set(name, version);
    const later: readonly StepOperation[] = [
      ...(['update', 'update', 'suspend', 'activate', 'cancel'] as const),
    ];
    const operation = version === 1n ? 'create' : random.pick(later);
    if (operation === 'cancel') over.add(name);
    // Ids are not in the order of the versions: two servers' clocks disagree.
    made += 1;
    const id = stepId(`${random.below(900) + 100}-${made}`);
    const desired = { quantity: Number(version) };
    const row = aStepRow({
      ...{ stepId: id, operation, objectVersion: version, desired },
      externalId: externalId(name),
    });
    const unit = { tenantId, key: null, credit: [], deadlineAt: null };
    await store.commit({ ...unit, rows: { ifDone: [row], ifRefused: [] } });
  };
}

type FakeProvider = ReturnType<typeof createFakeProvider>;

/** A provider's system that does things and does not say so, says no, and checks what reaches it. */
function createFakeProvider(random: Random, store: StepStore) {
  const violations: string[] = [];
  const alive = new Map<string, ProviderStep>();
  const carriedOut = new Set<string>();
  let calls: { readonly step: ProviderStep; readonly server: number }[] = [];
  let isWell = false;

  const apply = (step: ProviderStep): StepResult => {
    const { externalId: name, operation } = step;
    if (operation === 'cancel') alive.delete(name);
    else if (operation !== 'create' && !alive.has(name)) {
      return { kind: 'failed', reason: 'unknown', isFinal: true };
    } else alive.set(name, step);
    carriedOut.add(step.stepId);
    return { kind: 'done' };
  };

  return {
    violations: () => violations,
    alive: () => alive,
    carriedOut: () => carriedOut,
    underWay: () => calls.length,
    recover: () => {
      isWell = true;
    },
    /** Calls of a server that is gone: some of them have reached the provider all the same. */
    lose: (server: number) => {
      for (const lost of calls) if (lost.server === server && random.chance(50)) apply(lost.step);
      calls = calls.filter((other) => other.server !== server);
    },
    begin: (step: ProviderStep, server: number) => {
      const beside = calls.find((other) => other.step.externalId === step.externalId);
      if (beside !== undefined) violations.push(`${step.stepId} beside ${beside.step.stepId}`);
      const isLate = store
        .all()
        .some(
          (other) =>
            other.externalId === step.externalId &&
            other.status === 'done' &&
            other.objectVersion > step.objectVersion,
        );
      if (isLate) violations.push(`${step.stepId} after a later one was done`);
      const call = { step, server };
      calls.push(call);
      return (isTimeout: boolean): StepResult => {
        calls = calls.filter((other) => other !== call);
        if (isWell) return apply(step);
        const dice = random.below(100);
        if (dice < 15) return { kind: 'failed', reason: 'no', isFinal: true };
        if (dice < 30)
          return { kind: 'failed', reason: 'busy', isFinal: false, retryAfterMs: 5_000 };
        const result = dice < 45 ? null : apply(step);
        if (isTimeout || result === null || dice > 85) {
          return { kind: 'failed', reason: 'silence', isFinal: false, isUnclear: true };
        }
        return result;
      };
    },
  };
}

/** What must hold when everything has ended. */
function leftOver(store: StepStore, provider: FakeProvider): readonly string[] {
  const found: string[] = [];
  const steps = store.all();
  for (const step of steps) {
    if (step.status === 'done' && !provider.carriedOut().has(step.stepId)) {
      found.push(`${step.stepId} is done, and the provider never did it`);
    }
  }
  for (const name of provider.alive().keys()) {
    const own = steps.filter((step) => step.externalId === name);
    const isCancelled = own.some(
      ({ operation, status, compensates }) =>
        operation === 'cancel' && status === 'done' && compensates === null,
    );
    const create = own.find(({ operation }) => operation === 'create');
    if (isCancelled) found.push(`${name} is cancelled, and the provider still has it`);
    else if (create?.status === 'given_up') {
      found.push(`${name} was given up, and the provider still has it`);
    }
  }
  return found;
}
