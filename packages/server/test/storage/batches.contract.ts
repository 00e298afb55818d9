import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CreditCommand } from '../../src/credit/index.ts';
import { instant } from '../../src/kernel/clock.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { eur, holdId, noon, placing, posting, releasing, setting } from '../builders/credit.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aUnit } from './units.ts';

export function batchesContract(engine: TestEngine): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await engine.open();
  });
  afterAll(() => store.close());

  async function open(name: string): Promise<TenantId> {
    const tenantId = name as TenantId;
    await store.storage().commit(aUnit([setting({ limitMinor: 1_000_00n })], { tenantId }));
    return tenantId;
  }
  const commitAll = (tenantId: TenantId, commands: readonly CreditCommand[]) =>
    Promise.all(commands.map((command) => store.storage().commit(aUnit([command], { tenantId }))));

  test('calls that wait for a commit go together into the next one', async () => {
    const tenantId = await open('together');
    const outcomes = await commitAll(
      tenantId,
      Array.from({ length: 60 }, (_, index) =>
        placing({ holdId: holdId(`h${index}`), amount: eur(1_00n) }),
      ),
    );
    // A batch has one instant.
    const batches = new Set(outcomes.map(({ at }) => at)).size;
    expect(batches).toBeLessThan(10);
    expect(outcomes.every(({ kind }) => kind === 'done')).toBe(true);
  });

  test('calls of one batch are judged one after the other: the limit is never passed', async () => {
    const tenantId = await open('limit');
    const outcomes = await commitAll(
      tenantId,
      Array.from({ length: 50 }, (_, index) =>
        placing({ holdId: holdId(`l${index}`), amount: eur(30_00n) }),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(33);
    const levels = await store.storage().credit.levels(tenantId, placing().organizationId);
    expect(levels?.[0].heldMinor).toBe(990_00n);
  });

  test('an ERP figure behind a hold in one batch is judged with that hold', async () => {
    const tenantId = await open('figures');
    const [hold, figure] = await commitAll(tenantId, [placing(), posting(100_00n)]);
    expect(hold?.kind).toBe('done');
    expect(figure?.kind).toBe('done');
    const levels = await store.storage().credit.levels(tenantId, placing().organizationId);
    // The figure repeats what we showed after the hold, so it contains it.
    expect(levels?.[0]).toMatchObject({
      postedMinor: 100_00n,
      heldMinor: 100_00n,
      containedMinor: 100_00n,
    });
    expect(await store.storage().verify()).toMatchObject({ difference: null });
  });

  test('a source is free again for the call behind its release', async () => {
    const tenantId = await open('source');
    const source = 'basket:1';
    const outcomes = await commitAll(tenantId, [
      placing({ source }),
      releasing(),
      placing({ source, holdId: holdId('two') }),
      releasing({ holdId: holdId('two') }),
      placing({ source, holdId: holdId('three') }),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(5).fill('done'));
    expect(await store.storage().credit.holdOfSource(tenantId, source)).toMatchObject({
      holdId: holdId('three'),
      state: 'open',
    });
    expect(await store.storage().verify()).toMatchObject({ difference: null });
  });

  test('the trouble of one call is its own', async () => {
    const tenantId = await open('trouble');
    const calls = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      store.storage().commit(
        aUnit([placing({ holdId: holdId(name), amount: eur(1_00n) })], {
          tenantId,
          ifDone: name === 'c' ? [{ op: 'insert', table: 'nowhere', values: { name: 'x' } }] : [],
        }),
      ),
    );
    const results = await Promise.allSettled(calls);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(results[2]).toMatchObject({ reason: { name: 'Fault', outcome: 'none' } });
    expect(await store.storage().credit.hold(tenantId, holdId('c'))).toBeNull();
    expect(await store.storage().verify()).toMatchObject({ difference: null });
  });

  test('a call whose time is over is not begun', async () => {
    const tenantId = await open('late');
    const deadlineAt = instant(store.clock.now() - 1n);
    const call = store.storage().commit(aUnit([placing()], { tenantId, deadlineAt }));
    await expect(call).rejects.toMatchObject({ code: 'deadline.exceeded', outcome: 'none' });
    expect(await store.storage().credit.hold(tenantId, holdId('one'))).toBeNull();
  });

  test('time never stands still between batches, nor goes back with the clock', async () => {
    const tenantId = await open('time');
    store.clock.set(instant(noon + 5_000_000n));
    const first = await store.storage().commit(aUnit([placing()], { tenantId }));
    store.clock.set(noon);
    const second = await store.storage().commit(aUnit([releasing()], { tenantId }));
    expect(second.at).toBeGreaterThan(first.at);
  });
}
