import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CreditCommand } from '../../src/credit/index.ts';
import { plus, second } from '../../src/kernel/clock.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import type { RowValues } from '../../src/kernel/unit-of-work.ts';
import { createDecisionReader } from '../../src/storage/reads/decision-reads.ts';
import { eur, holdId, placing, releasing, resizing, setting } from '../builders/credit.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aDecision, aUnit } from './units.ts';

/** Decisions are found by what they are about, whether a hold came of them or not. */
export function decisionsContract(engine: TestEngine): void {
  let store: TestStore;
  const tenantId = 'decisions' as TenantId;
  beforeAll(async () => {
    store = await engine.open();
    await store.storage().commit(aUnit([setting({ limitMinor: 1_000_00n })], { tenantId }));
  });
  afterAll(() => store.close());

  const reader = () => createDecisionReader(store.storage().db, store.storage().db);

  async function decide(name: string, values: RowValues, ...credit: readonly CreditCommand[]) {
    const row = aDecision(name, tenantId);
    if (row.op !== 'insert') throw new Error('not a new row');
    const ifDone = [{ ...row, values: { ...row.values, ...values } }];
    const outcome = await store.storage().commit(aUnit(credit, { tenantId, ifDone }));
    expect(outcome.kind).toBe('done');
    store.clock.set(plus(store.clock.now(), second));
  }

  const idsAbout = async (subject: string) => {
    const filter = { organizationId: null, subject, kind: null, verdict: null };
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page = await reader().decisions(tenantId, filter, { after, limit: 2 });
      found.push(...page.items.map(({ decisionId }) => decisionId));
      after = page.next;
    } while (after !== null);
    return found;
  };

  test('with an open hold, with holds that have ended, with none, and of every other kind', async () => {
    const subject = 'basket:one';
    const refused = { subject, verdict: 'refused', hold_id: null };
    const [one, two] = [holdId('one'), holdId('two')];
    await decide('a', refused);
    await decide('b', { subject }, placing({ holdId: one, source: subject, amount: eur(10n) }));
    await decide('c', { subject }, resizing(eur(20n), { holdId: one }));
    await decide('d', { subject, kind: 'hold_due' }, releasing({ holdId: one }));
    await decide('e', { subject }, placing({ holdId: two, source: subject, amount: eur(10n) }));
    await decide('f', { ...refused, kind: 'stand_in' });
    // Neither another basket's, nor a hold's without a source.
    const other = 'basket:other';
    await decide('g', { subject: other }, placing({ holdId: holdId('other'), source: other }));
    await decide('h', { subject: 'hold:x', kind: 'hold_due' }, releasing({ holdId: two }));

    expect(await idsAbout(subject)).toEqual(['dec_f', 'dec_e', 'dec_d', 'dec_c', 'dec_b', 'dec_a']);
    expect(await idsAbout(other)).toEqual(['dec_g']);
    expect(await idsAbout('hold:x')).toEqual(['dec_h']);
    expect(await idsAbout('basket:nobody')).toEqual([]);
  });

  test('the latest check and the latest yes are those of the last moment', async () => {
    const subject = 'basket:latest';
    const live = holdId('live');
    const latest = async () => [
      (await reader().latestCheck(tenantId, subject))?.decisionId,
      (await reader().latestYes(tenantId, subject))?.decisionId,
    ];
    expect(await latest()).toEqual([undefined, undefined]);
    await decide('y', { subject }, placing({ holdId: live, source: subject, amount: eur(10n) }));
    expect(await latest()).toEqual(['dec_y', 'dec_y']);
    // Ids that were made in one moment need not be in the order in which they were written.
    await decide('x', { subject, verdict: 'refused', hold_id: null });
    expect(await latest()).toEqual(['dec_x', 'dec_y']);
    await decide('w', { subject }, releasing({ holdId: live }));
    expect(await latest()).toEqual(['dec_w', 'dec_w']);
    await decide('z', { subject, kind: 'executed_outside', hold_id: null });
    expect(await latest()).toEqual(['dec_w', 'dec_w']);
  });
}
