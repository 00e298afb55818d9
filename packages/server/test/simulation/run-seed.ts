import type { CreditOutcome, CreditUnit } from '../../src/credit/index.ts';
import { type Clock, type Instant, instant, minute, second } from '../../src/kernel/clock.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { BatchIo } from '../../src/storage/batch/batch-io.ts';
import { runUnits, type UnitReply } from '../../src/storage/batch/run-units.ts';
import { createGenerator, randomPolicy } from './generate.ts';
import { Broken, check, checkAll, checkLine } from './invariants.ts';
import type { LedgerEngine } from './ledger-engine.ts';
import { createModel, type Model } from './model.ts';
import { predict } from './predict.ts';
import { createRandom, type Random } from './random.ts';

export type Simulation = {
  readonly seed: number;
  readonly operations: number;
  /** Opens an empty ledger that reads this clock. */
  readonly open: (clock: Clock) => Promise<LedgerEngine>;
  /** Most units in one batch. */
  readonly batchMax?: number;
};

/** What a story contained; the suite asserts that the stories together contained everything. */
export type Story = { readonly steps: Map<string, number>; crashes: number; repeats: number };

/** The process was killed here: before anything was committed, or after, with the answer lost. */
class Crash extends Error {
  override readonly name = 'Crash';
}

/**
 * Plays one seed: random commands in random batches, with crashes before and after the commit,
 * beside the paper ledger. After each batch every answer and every line is compared, and all of the
 * books every 20 operations and at the end. Throws {@link Broken} with the seed.
 */
export async function runSeed(simulation: Simulation): Promise<Story> {
  const { seed, operations, batchMax = 5 } = simulation;
  const random = createRandom(seed);
  const time = { now: instant(1_600_000_000n * second) };
  const clock: Clock = {
    now: () => {
      time.now = instant(time.now + 1n);
      return time.now;
    },
  };
  const engine = await simulation.open(clock);
  const model = createModel(randomPolicy(random));
  const story: Story = { steps: new Map(), crashes: 0, repeats: 0 };
  const answers = new Map<string, CreditOutcome>();
  const generator = createGenerator(random, model, () => time.now);
  let done = 0;
  let checkedAt = 0;
  try {
    while (done < operations) {
      time.now = instant(time.now + BigInt(random.below(random.chance(10) ? 600 : 20)) * minute);
      const units = Array.from({ length: 1 + random.below(batchMax) }, () => generator.next());
      const replies = await commit(engine, random, units, story);
      for (const [index, unit] of units.entries()) {
        compare(model, unit, replies[index], answers, story);
      }
      done += units.length;
      for (const name of model.lines.keys()) await checkLine(engine, model, name);
      if (done - checkedAt >= 20) {
        await checkAll(engine, model);
        checkedAt = done;
      }
    }
    await expireAll(engine, model, generator.expire, time, answers, story);
    await checkAll(engine, model);
  } catch (error) {
    const detail = error instanceof Broken ? error.message : error;
    throw new Error(`seed ${seed} after ${done} operations: ${String(detail)}`, { cause: error });
  } finally {
    await engine.close();
  }
  return story;
}

/** Sends a batch until it is answered: a crash is followed by a restart and the same units again. */
async function commit(
  engine: LedgerEngine,
  random: Random,
  units: readonly CreditUnit[],
  story: Story,
): Promise<readonly UnitReply[]> {
  for (;;) {
    const crashAt = random.chance(12) ? random.pick(['load', 'write', 'commit', 'answer']) : null;
    if (crashAt === null) return runUnits(runOn(engine.io()), units);
    story.crashes += 1;
    const replies = await runUnits(runOn(crashing(engine.io(), crashAt)), units);
    check(
      replies.every((reply) => 'fault' in reply),
      'a crash answers nobody',
      () => crashAt,
    );
    await engine.crash();
  }
}

function runOn(io: BatchIo) {
  return { io, pauseBeforeRetry: async () => {} };
}

/** Kills the process at one point of its next transaction, and keeps it dead. */
function crashing(io: BatchIo, crashAt: string): BatchIo {
  const die = () => {
    throw new Fault('storage.commit_unknown', {
      publicText: 'killed',
      cause: new Crash(crashAt),
      outcome: 'unknown',
    });
  };
  return {
    begin: io.begin,
    load: (tenantId, plan) => (crashAt === 'load' ? die() : io.load(tenantId, plan)),
    write: async (tenantId, changes) => {
      await io.write(tenantId, changes);
      if (crashAt === 'write') die();
    },
    commit: async () => {
      if (crashAt === 'commit') die();
      await io.commit();
      die();
    },
    // A dead process takes nothing back; the engine's crash drops what is open.
    rollback: () => {},
  };
}

/** The answer against what the paper ledger expects; a repeated key against its first answer. */
function compare(
  model: Model,
  unit: CreditUnit,
  reply: UnitReply | undefined,
  answers: Map<string, CreditOutcome>,
  story: Story,
): void {
  const [command] = unit.credit;
  if (reply === undefined || 'fault' in reply || command === undefined) {
    throw new Broken(`no answer: ${JSON.stringify(reply)}`);
  }
  const { outcome } = reply;
  const key = unit.key?.value ?? '';
  const earlier = answers.get(key);
  if (earlier !== undefined) {
    story.repeats += 1;
    check(outcome.repeated, 'I4 a repeated key has no second effect', () => key);
    check(textOf(outcome) === textOf(earlier), 'I4 a repeated key has the same answer', () => key);
    return;
  }
  answers.set(key, outcome);
  const expected = predict(model, command, outcome.at);
  const got = outcome.kind === 'done' ? null : (outcome.reasons[0]?.code ?? 'none');
  const step = `${command.type} ${got ?? 'done'}`;
  story.steps.set(step, (story.steps.get(step) ?? 0) + 1);
  check(got === expected, 'I1 the answer is the one that the sums give', () => {
    return `${key} ${command.type}: got ${got}, expected ${expected} ${textOf(unit)}`;
  });
}

/** I7: after the last due time and one sweep, no hold is open. */
async function expireAll(
  engine: LedgerEngine,
  model: Model,
  expire: (holdId: string) => CreditUnit,
  time: { now: Instant },
  answers: Map<string, CreditOutcome>,
  story: Story,
): Promise<void> {
  for (const { due } of model.holds.values()) if (due > time.now) time.now = instant(due);
  const units = [...model.holds.values()]
    .filter(({ state }) => state === 'open')
    .map(({ id }) => expire(id));
  const replies = await runUnits(runOn(engine.io()), units);
  for (const [index, unit] of units.entries()) {
    compare(model, unit, replies[index], answers, story);
  }
  const { holds } = await engine.dump(units[0]?.tenantId ?? ('sim' as CreditUnit['tenantId']));
  const open = holds.filter(({ state }) => state === 'open');
  check(open.length === 0, 'I7 no hold outlives its due time and a sweep', () => `${open.length}`);
}

function textOf(value: object): string {
  return JSON.stringify({ ...value, repeated: null }, (_name, member: unknown) =>
    typeof member === 'bigint' ? `${member}n` : member,
  );
}
