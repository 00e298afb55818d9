import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DecisionKind } from '../../src/assessment/index.ts';
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
    await store.storage().commit(aUnit([setting({ limitMinor: 90_000_00n })], { tenantId }));
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

  test('with an open hold, with one that has ended, and with none', async () => {
    const subject = 'basket:one';
    const refused = { subject, verdict: 'refused', hold_id: null };
    const [one, two] = [holdId('one'), holdId('two')];
    await decide('a', refused);
    await decide('b', { subject }, placing({ holdId: one, source: subject, amount: eur(10n) }));
    await decide('c', { subject }, resizing(eur(20n), { holdId: one }));
    await decide('d', { subject }, releasing({ holdId: one }));
    await decide('e', { subject }, placing({ holdId: two, source: subject, amount: eur(10n) }));
    const other = 'basket:other';
    await decide('f', { subject: other }, placing({ holdId: holdId('other'), source: other }));

    expect(await idsAbout(subject)).toEqual(['dec_e', 'dec_d', 'dec_c', 'dec_b', 'dec_a']);
    expect(await idsAbout(other)).toEqual(['dec_f']);
    expect(await idsAbout('basket:nobody')).toEqual([]);
  });

  test.each<DecisionKind>(['application', 'hold_due', 'stand_in', 'executed_outside', 'review'])(
    'of the kind %s by their own subject, whatever their hold is for',
    async (kind) => {
      const subject = `subject of ${kind}`;
      const [withSource, without] = [holdId(`${kind}1`), holdId(`${kind}2`)];
      const source = `source of ${kind}`;
      await decide(`${kind}1`, { kind, subject }, placing({ holdId: withSource, source }));
      await decide(`${kind}2`, { kind, subject }, placing({ holdId: without, source: null }));
      await decide(`${kind}3`, { kind, subject, hold_id: null });
      const names = [3, 2, 1].map((number) => `dec_${kind}${number}`);
      expect(await idsAbout(subject)).toEqual(names);
      expect(await idsAbout(source)).toEqual([]);
    },
  );

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
