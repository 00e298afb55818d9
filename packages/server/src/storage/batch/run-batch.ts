import {
  applyCommand,
  type CreditOutcome,
  type CreditResult,
  type CreditUnit,
} from '../../credit/index.ts';
import { assert, Defect } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { BatchIo, FilledRow, StoredKey } from './batch-io.ts';
import { createCounting } from './counting.ts';
import { fillRows } from './fill-rows.ts';
import { repeatedOutcome, toOutcomeText } from './outcome-text.ts';
import { keyName, planOf } from './plan.ts';
import { BatchSplit, createWorkingSet, type WorkingSet } from './working-set.ts';

/** An outcome, with its text where one was made to be kept with the caller's key. */
export type Answer = { readonly outcome: CreditOutcome; readonly text?: string };

/**
 * Runs units in one transaction, in their order within each tenant, and gives an outcome for each.
 * `null` marks units that must go into a next batch, because they need facts that this one changes.
 * Throws what the engine throws, after a rollback: then nothing was committed, unless the commit
 * itself failed without an answer.
 */
export async function runBatch(
  io: BatchIo,
  units: readonly CreditUnit[],
): Promise<readonly (Answer | null)[]> {
  const answers: (Answer | null)[] = units.map(() => null);
  try {
    const at = await io.begin();
    for (const [tenantId, indexes] of byTenant(units)) {
      await runTenant(io, tenantId, units, indexes, at, answers);
    }
  } catch (error) {
    await io.rollback();
    throw error;
  }
  await io.commit();
  return answers;
}

async function runTenant(
  io: BatchIo,
  tenantId: TenantId,
  units: readonly CreditUnit[],
  indexes: readonly number[],
  begunAt: Instant,
  answers: (Answer | null)[],
): Promise<void> {
  const own = indexes.map((index) => units[index] as CreditUnit);
  const plan = planOf(own);
  const loaded = await io.load(tenantId, plan);
  const counting = createCounting(loaded.sequences);
  const at = counting.notBefore(loaded.at ?? begunAt);
  const ledger = createWorkingSet(plan, loaded);
  const keys = new Map(loaded.keys.map((key) => [keyName(key), key]));
  const newKeys: StoredKey[] = [];
  const rows: FilledRow[] = [];
  for (const [position, unit] of own.entries()) {
    const earlier = unit.key === null ? undefined : keys.get(keyName(unit.key));
    let outcome: CreditOutcome;
    let text: string | undefined;
    if (earlier !== undefined && unit.key !== null) {
      outcome =
        earlier.fingerprint === unit.key.fingerprint
          ? repeatedOutcome(earlier.outcome)
          : { kind: 'refused', at, repeated: false, reasons: [{ code: 'key.other_content' }] };
    } else {
      const judged = judge(ledger, unit, at, position === 0);
      if (judged === null) break;
      const own = unit.rows[judged.kind === 'done' ? 'ifDone' : 'ifRefused'];
      const number = own.length === 0 ? null : counting.next(unit.sequence);
      outcome = judged.kind === 'done' && number !== null ? { ...judged, number } : judged;
      rows.push(...fillRows(own, outcome, number));
      if (unit.key !== null) {
        text = toOutcomeText(outcome);
        const key = { ...unit.key, outcome: text };
        keys.set(keyName(key), key);
        newKeys.push(key);
      }
    }
    answers[indexes[position] as number] = text === undefined ? { outcome } : { outcome, text };
  }
  const sequences = counting.counted(at);
  await io.write(tenantId, { at, rows, keys: newKeys, sequences, ...ledger.changes() });
}

/** The unit's commands in their order: all of them, or none. Null: not in this batch. */
function judge(
  ledger: WorkingSet,
  unit: CreditUnit,
  at: Instant,
  isFirst: boolean,
): CreditOutcome | null {
  ledger.checkpoint();
  const results: CreditResult[] = [];
  try {
    for (const command of unit.credit) {
      const applied = applyCommand(unit.tenantId, ledger, command, at);
      if (!applied.ok) {
        ledger.restore();
        return { kind: 'refused', at, repeated: false, reasons: applied.refusal };
      }
      const { effect, result } = applied.value;
      assert(
        !results.some((before) => isInTheWay(before, result)),
        'two commands for one line in a unit',
      );
      ledger.apply(effect);
      results.push(result);
    }
  } catch (error) {
    if (!(error instanceof BatchSplit)) throw error;
    if (isFirst) throw new Defect('a unit needs facts that it changes itself');
    ledger.restore();
    return null;
  }
  ledger.seal();
  const { memo } = unit;
  return { kind: 'done', at, repeated: false, results, ...(memo === undefined ? {} : { memo }) };
}

/**
 * Versions inside a line say when a capture or a figure came: a unit makes one step of a line, or
 * they lie. But steps of several holds are entries of their own, each with its version.
 */
function isInTheWay(before: CreditResult, result: CreditResult): boolean {
  if (!before.changed || !result.changed || before.lineId !== result.lineId) return false;
  const [one, other] = [before.hold, result.hold];
  return one === null || other === null || one.holdId === other.holdId;
}

function byTenant(units: readonly CreditUnit[]): ReadonlyMap<TenantId, readonly number[]> {
  const groups = new Map<TenantId, number[]>();
  for (const [index, { tenantId }] of units.entries()) {
    const group = groups.get(tenantId);
    if (group === undefined) groups.set(tenantId, [index]);
    else group.push(index);
  }
  return groups;
}
