import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate, day, hour, instant } from '../../src/kernel/clock.ts';
import type { ChangeContext } from '../../src/kernel/context.ts';
import { currency } from '../../src/kernel/currency.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import {
  captureId,
  capturing,
  eur,
  holdId,
  later,
  lineId,
  noon,
  organizationId,
  placing,
  posting,
  releasing,
  setting,
} from '../builders/credit.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aUnit } from './units.ts';

export function readsContract(engine: TestEngine): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await engine.open();
  });
  afterAll(() => store.close());

  const commit = async (tenantId: TenantId, ...commands: Parameters<typeof aUnit>[0]) => {
    for (const command of commands) {
      const outcome = await store.storage().commit(aUnit([command], { tenantId }));
      expect(outcome.kind).toBe('done');
    }
  };
  const credit = () => store.storage().credit;

  describe('pages', () => {
    const tenantId = 'pages' as TenantId;
    const names = ['a', 'b', 'c', 'd', 'e'];
    beforeAll(async () => {
      for (const name of names) {
        const line = name < 'd' ? 'one' : 'two';
        await commit(
          tenantId,
          setting({ limitMinor: 1_000_00n }, { name: line }),
          placing({ holdId: holdId(name), organizationId: organizationId(line), amount: eur(1n) }),
        );
      }
      await commit(tenantId, releasing({ holdId: holdId('b') }));
    });

    async function all<Item>(
      read: (page: { after: string | null; limit: number }) => Promise<{
        readonly items: readonly Item[];
        readonly next: string | null;
      }>,
    ): Promise<readonly Item[]> {
      const found: Item[] = [];
      let after: string | null = null;
      do {
        const page = await read({ after, limit: 2 });
        expect(page.items.length).toBeLessThanOrEqual(2);
        found.push(...page.items);
        after = page.next;
      } while (after !== null);
      return found;
    }
    const namesOf = async (filter: Parameters<ReturnType<typeof credit>['holds']>[1]) =>
      (await all((page) => credit().holds(tenantId, filter, page))).map((hold) => hold.holdId);

    test('give every line once, in the order of the ids', async () => {
      const lines = await all((page) => credit().lines(tenantId, page));
      expect(lines.map((line) => line.lineId)).toEqual([lineId('one'), lineId('two')]);
    });

    test('give every hold once, by organization, by state, by both, or all', async () => {
      const one = organizationId('one');
      const ids = (...of: string[]) => of.map(holdId);
      expect(await namesOf({ organizationId: null, state: null })).toEqual(ids(...names));
      expect(await namesOf({ organizationId: one, state: null })).toEqual(ids('a', 'b', 'c'));
      expect(await namesOf({ organizationId: null, state: 'open' })).toEqual(
        ids('a', 'c', 'd', 'e'),
      );
      expect(await namesOf({ organizationId: one, state: 'open' })).toEqual(ids('a', 'c'));
      expect(await namesOf({ organizationId: one, state: 'expired' })).toEqual([]);
      expect(await namesOf({ organizationId: organizationId('nobody'), state: null })).toEqual([]);
    });

    test('of another tenant are empty', async () => {
      const other = 'pages2' as TenantId;
      const page = { after: null, limit: 10 };
      expect((await credit().lines(other, page)).items).toEqual([]);
      expect(await credit().hold(other, holdId('a'))).toBeNull();
      expect(await credit().levels(other, organizationId('one'))).toBeNull();
      const holds = await credit().holds(other, { organizationId: null, state: null }, page);
      expect(holds).toEqual({ items: [], next: null });
    });
  });

  describe('the feed', () => {
    const tenantId = 'feed' as TenantId;
    const by = (context: ChangeContext) => ({ context, actor: 'key:test' });
    beforeAll(async () => {
      await commit(
        tenantId,
        setting({ limitMinor: 1_000_00n }, { name: 'one', origin: by('BACKOFFICE') }),
        setting({ limitMinor: 1_000_00n }, { name: 'two', origin: by('BACKOFFICE') }),
      );
      for (let index = 0; index < 6; index += 1) {
        await commit(
          tenantId,
          placing({
            holdId: holdId(`f${index}`),
            organizationId: organizationId(index % 2 === 0 ? 'one' : 'two'),
            amount: eur(1_00n),
            origin: by(index < 4 ? 'APPLICATION' : 'INTERNAL'),
          }),
        );
      }
    });
    const read = async (query: Partial<Parameters<ReturnType<typeof credit>['entries']>[1]>) => {
      const full = { from: 1n, limit: 100, contexts: null, organizationId: null, ...query };
      const { entries, next } = await credit().entries(tenantId, full);
      return { numbers: entries.map(({ number }) => number), next };
    };

    test('gives a page and the number after it', async () => {
      expect(await read({ limit: 3 })).toEqual({ numbers: [1n, 2n, 3n], next: 4n });
      expect(await read({ from: 7n, limit: 3 })).toEqual({ numbers: [7n, 8n], next: 9n });
    });

    test('passes over what a filter hides, so that a reader never stands still', async () => {
      const contexts = ['INTERNAL'] as const;
      expect(await read({ contexts })).toEqual({ numbers: [7n, 8n], next: 9n });
      expect(await read({ contexts, limit: 1 })).toEqual({ numbers: [7n], next: 8n });
      expect(await read({ contexts, from: 1n, limit: 2 })).toEqual({ numbers: [7n, 8n], next: 9n });
      expect(await read({ contexts: ['INTEGRATIONS'] })).toEqual({ numbers: [], next: 9n });
    });

    test('of one organization has its entries alone, with the numbers that they have', async () => {
      const own = organizationId('two');
      expect(await read({ organizationId: own })).toEqual({ numbers: [2n, 4n, 6n, 8n], next: 9n });
      expect(await read({ organizationId: own, limit: 2 })).toEqual({
        numbers: [2n, 4n],
        next: 5n,
      });
      expect(await read({ organizationId: own, from: 5n, limit: 1 })).toEqual({
        numbers: [6n],
        next: 7n,
      });
      expect(await read({ organizationId: own, contexts: ['INTERNAL'] })).toEqual({
        numbers: [8n],
        next: 9n,
      });
      const nobody = organizationId('nobody');
      expect(await read({ organizationId: nobody })).toEqual({ numbers: [], next: 9n });
    });

    test('beyond its end is empty and waits there', async () => {
      expect(await read({ from: 9n })).toEqual({ numbers: [], next: 9n });
      expect(await read({ from: 50n })).toEqual({ numbers: [], next: 50n });
    });
  });

  test('a source shows its live hold, else its newest', async () => {
    const tenantId = 'source' as TenantId;
    const source = 'basket:1';
    await commit(tenantId, setting({ limitMinor: 1_000_00n }), placing({ source }));
    expect((await credit().holdOfSource(tenantId, source))?.holdId).toBe(holdId('one'));
    await commit(tenantId, releasing());
    expect((await credit().holdOfSource(tenantId, source))?.state).toBe('released');
    // An id that sorts before the old one.
    await commit(tenantId, placing({ source, holdId: holdId('again') }));
    expect((await credit().holdOfSource(tenantId, source))?.holdId).toBe(holdId('again'));
    expect(await credit().holdOfSource(tenantId, 'basket:2')).toBeNull();
  });

  test('captures are found by their hold, and unseen ones by the reference on them', async () => {
    const tenantId = 'captures' as TenantId;
    const part = (name: string, reference: string | null) =>
      capturing(eur(10_00n), { captureId: captureId(name), reference });
    await commit(tenantId, setting({ limitMinor: 1_000_00n }), placing());
    await commit(tenantId, part('a', 'invoice 1'), part('b', 'invoice 2'), part('c', null));
    const own = await credit().captures(tenantId, holdId('one'));
    expect(own.map((capture) => [capture.captureId, capture.reference])).toEqual([
      [captureId('a'), 'invoice 1'],
      [captureId('b'), 'invoice 2'],
      [captureId('c'), null],
    ]);
    const unseen = (references: readonly string[], of = 'own') =>
      credit().unseenCaptures(tenantId, organizationId(of), references);
    expect((await unseen(['invoice 2', 'invoice 9'])).map((capture) => capture.captureId)).toEqual([
      captureId('b'),
    ]);
    expect(await unseen([])).toEqual([]);
    expect(await unseen(['invoice 2'], 'nobody')).toEqual([]);
    expect(await credit().unseenCaptures(tenantId, null, ['invoice 1', 'invoice 2'])).toEqual(
      await unseen(['invoice 1', 'invoice 2']),
    );
  });

  test('a rate is the last one that is valid on the day', async () => {
    const tenantId = 'rates' as TenantId;
    const ifDone = ['2026-01-01', '2026-02-01', '2026-03-01'].map((validFrom, index) => ({
      op: 'insert' as const,
      table: 'rate',
      values: {
        tenant_id: tenantId,
        rate_id: `rate_${index}`,
        from_currency: 'USD',
        to_currency: 'EUR',
        numerator: BigInt(90 + index),
        scale: 2n,
        valid_from: validFrom,
        created_at_us: noon,
        created_by: 'user:test',
      },
    }));
    await store.storage().commit(aUnit([], { tenantId, ifDone }));
    const rateOn = (date: string, from = 'USD') =>
      credit().rate(tenantId, currency(from), currency('EUR'), calendarDate(date));
    expect(await rateOn('2026-02-28')).toMatchObject({ numerator: 91n, scale: 2, from: 'USD' });
    expect(await rateOn('2026-03-01')).toMatchObject({ numerator: 92n });
    expect(await rateOn('2025-12-31')).toBeNull();
    expect(await rateOn('2026-03-01', 'GBP')).toBeNull();
  });

  test('a sweep finds the open holds that fell due, oldest first, of the kinds it asks for', async () => {
    const tenantId = 'due' as TenantId;
    const due = (name: string, kind: 'native' | 'basket', hours: bigint) =>
      placing({ holdId: holdId(name), kind, amount: eur(1_00n), due: { at: later(hours * hour) } });
    await commit(
      tenantId,
      setting({ limitMinor: 1_000_00n }),
      due('late', 'native', 30n),
      due('soon', 'native', 2n),
      due('sooner', 'native', 1n),
      due('basket', 'basket', 1n),
      due('gone', 'native', 1n),
      releasing({ holdId: holdId('gone') }),
    );
    const found = async (kinds: readonly ('native' | 'basket')[], hours: bigint) =>
      (await store.storage().due.dueHolds(kinds, later(hours * hour), 100))
        .filter((hold) => hold.tenantId === tenantId)
        .map((hold) => hold.holdId);
    expect(await found(['native'], 2n)).toEqual([holdId('sooner'), holdId('soon')]);
    expect(await found(['basket'], 2n)).toEqual([holdId('basket')]);
    expect(await store.storage().due.dueHolds(['native'], later(2n * hour), 1)).toHaveLength(1);
    expect(await found(['native'], 0n)).toEqual([]);
    expect(await found([], 9n)).toEqual([]);
  });

  test('a sweep finds the captures that an ERP figure came after', async () => {
    const tenantId = 'reported' as TenantId;
    const take = (name: string) =>
      capturing(eur(10_00n), { captureId: captureId(name), holdId: holdId('one') });
    await commit(tenantId, setting({ limitMinor: 1_000_00n }), placing(), take('before'));
    const found = async (before: bigint) =>
      (await store.storage().due.reportedCaptures(instant(before), 10))
        .filter((capture) => capture.tenantId === tenantId)
        .map((capture) => [capture.captureId, capture.organizationId]);
    const afterAll = store.clock.now() + day;
    expect(await found(afterAll)).toEqual([]);
    store.clock.set(instant(store.clock.now() + hour));
    await commit(tenantId, posting(500_00n));
    const figureAt = store.clock.now();
    store.clock.set(instant(store.clock.now() + hour));
    await commit(tenantId, take('after'));
    expect(await found(afterAll)).toEqual([[captureId('before'), organizationId('own')]]);
    expect(await found(figureAt - hour)).toEqual([]);
    // The same figure again is the ERP's word too, without an entry.
    store.clock.set(instant(store.clock.now() + hour));
    await commit(tenantId, posting(500_00n));
    expect(await found(afterAll)).toEqual([
      [captureId('before'), organizationId('own')],
      [captureId('after'), organizationId('own')],
    ]);
  });
}
