import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CheckSettings, createPurchaseService } from '../../src/assessment/index.ts';
import type { CreditCommand, CreditPolicy, CreditUnit, Ledger } from '../../src/credit/index.ts';
import { day, minute, plus } from '../../src/kernel/clock.ts';
import { currency } from '../../src/kernel/currency.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Ids, OrganizationId, TenantId } from '../../src/kernel/ids.ts';
import { money } from '../../src/kernel/money.ts';
import {
  eur,
  expiring,
  holdId,
  lineId,
  noon,
  organizationId,
  placing,
  policy,
  releasing,
  setting,
} from '../builders/credit.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aCompany, aUnit } from './units.ts';

/**
 * A purchase of 252.00 of which a person has released 240.00: it stands on two holds, and its rows
 * (here a company's) say that it is delivered.
 */
export function purchasesContract(engine: TestEngine): void {
  let store: TestStore;
  let made = 0;
  beforeAll(async () => {
    store = await engine.open();
  });
  afterAll(() => store.close());

  const own = organizationId('own');
  const source = 'soft:default:subscription:1';
  const released = 'interworks.basket:151/a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f402';

  const commit = (tenantId: TenantId, ...commands: readonly CreditCommand[]) =>
    store.storage().commit(aUnit(commands, { tenantId }));

  async function open(name: string, limitMinor = 300_00n): Promise<TenantId> {
    const tenantId = `purchase_${name}` as TenantId;
    await commit(tenantId, setting({ limitMinor }));
    const id = holdId(`${name}_released`);
    const review = { kind: 'review', source: released, amount: eur(240_00n) } as const;
    const due = { afterUs: 7n * day };
    const outcome = await commit(tenantId, placing({ holdId: id, ...review, due }));
    expect(outcome.kind).toBe('done');
    return tenantId;
  }

  function serviceOn(ledger: Ledger, change: Partial<CreditPolicy> = {}) {
    const ids = {
      next: (prefix: string) => {
        made += 1;
        return `${prefix}_${String(made).padStart(6, '0')}`;
      },
    } as unknown as Ids;
    return createPurchaseService({
      ledger,
      credit: store.storage().credit,
      accounts: { organizationOf: async (): Promise<OrganizationId> => own },
      settings: { settingsOf: async () => ({ policy: policy(change) }) as CheckSettings },
      clock: store.clock,
      ids,
    });
  }

  const aPurchase = (tenantId: TenantId, amountMinor = 252_00n) => ({
    ...{ tenantId, installation: 'default', accountId: '151', amount: eur(amountMinor) },
    ...{ isByHand: true, source, reference: 'sub-1', actor: 'key:cred_test', deadlineAt: null },
  });

  const lineOf = async (tenantId: TenantId) => {
    const levels = await store.storage().credit.levels(tenantId, own);
    return { held: levels?.[0].heldMinor, captured: levels?.[0].capturedMinor };
  };
  const isDelivered = async (tenantId: TenantId) => {
    const where = `tenant_id = '${tenantId}'`;
    return (await store.rows(`select name from organization where ${where}`)).length === 1;
  };

  /** The ledger of a server that dies when so many of its commits have been made. */
  function dyingAfter(commits: number): Ledger {
    let left = commits;
    return {
      commit: async (unit: CreditUnit) => {
        if (left === 0) throw new Fault('storage.unavailable', { publicText: 'It is dead.' });
        left -= 1;
        return store.storage().commit(unit);
      },
    };
  }

  test('a soft hold in another currency than the purchase has by now is let go', async () => {
    const tenantId = await open('currency');
    const service = serviceOn(store.storage());
    expect(await service.reserve(aPurchase(tenantId))).toEqual({ kind: 'passed' });
    expect(await lineOf(tenantId)).toEqual({ held: 252_00n, captured: 0n });
    const inDollars = { ...aPurchase(tenantId), amount: money(12_00n, currency('USD')) };
    const refused = { kind: 'refused', reason: 'not_convertible' };
    expect(await service.judge(inDollars)).toEqual(refused);
    expect(await service.reserve(inDollars)).toEqual(refused);
    expect(await lineOf(tenantId)).toEqual({ held: 240_00n, captured: 0n });
  });

  test('wherever a server dies, what is delivered is booked whole, and what is not is not', async () => {
    const seen = new Set<boolean>();
    for (let commits = 0; commits < 4; commits += 1) {
      const tenantId = await open(`dies_${commits}`);
      const service = serviceOn(dyingAfter(commits));
      const rows = [aCompany(`delivered_${commits}`, tenantId)];
      await service.book(aPurchase(tenantId), rows).catch((error: unknown) => {
        expect(error).toBeInstanceOf(Fault);
      });
      const delivered = await isDelivered(tenantId);
      const { captured } = await lineOf(tenantId);
      expect([commits, delivered, captured]).toEqual([
        commits,
        delivered,
        delivered ? 252_00n : 0n,
      ]);
      seen.add(delivered);
    }
    expect([...seen].sort()).toEqual([false, true]);
    expect((await store.storage().verify()).difference).toBeNull();
  });

  test('an answer that is lost is no second booking', async () => {
    const tenantId = await open('lost');
    let isLost = true;
    const service = serviceOn({
      commit: async (unit) => {
        const outcome = await store.storage().commit(unit);
        if (isLost && unit.rows.ifDone.length > 0) {
          isLost = false;
          throw new Fault('storage.unavailable', { publicText: 'Lost.', outcome: 'unknown' });
        }
        return outcome;
      },
    });
    const rows = [aCompany('lost', tenantId)];
    await expect(service.book(aPurchase(tenantId), rows)).rejects.toThrow();
    expect(await lineOf(tenantId)).toEqual({ held: 0n, captured: 252_00n });
    // The line has 48.00 left, and the repeat asks for less than that.
    const again = await service.book(aPurchase(tenantId, 12_00n), rows);
    expect(again).toEqual({ kind: 'changed' });
    expect(await lineOf(tenantId)).toEqual({ held: 0n, captured: 252_00n });
  });

  test('what is booked together is two steps of the line, and one of a group above it', async () => {
    const tenantId = await open('group', 300_00n);
    await commit(tenantId, setting({ limitMinor: 1_000_00n }, { name: 'root' }));
    await commit(tenantId, setting({ parentLineId: lineId('root') }));
    const versionOf = async () =>
      (await store.storage().credit.levels(tenantId, own))?.map(({ version }) => version);
    const [before = 0n, above = 0n] = (await versionOf()) ?? [];
    const rows = [aCompany('group', tenantId)];
    expect(await serviceOn(store.storage()).book(aPurchase(tenantId), rows)).toEqual({
      kind: 'passed',
    });
    // The soft hold and the two captures; the group only sees the soft hold.
    expect(await versionOf()).toEqual([before + 3n, above + 1n]);
    const captures = await store.storage().credit.unseenCaptures(tenantId, own, ['sub-1']);
    const steps = captures.map(({ amountMinor, capturedVersion }) => [
      amountMinor,
      capturedVersion,
    ]);
    expect(steps.sort()).toEqual([
      [12_00n, before + 3n],
      [240_00n, before + 2n],
    ]);
    expect((await store.storage().verify()).difference).toBeNull();
  });

  test('a soft hold goes when all of its purchase stands on what was released since', async () => {
    const tenantId = `purchase_after` as TenantId;
    await commit(tenantId, setting({ limitMinor: 600_00n }));
    const service = serviceOn(store.storage());
    expect(await service.reserve(aPurchase(tenantId, 100_00n))).toEqual({ kind: 'passed' });
    const review = { kind: 'review', source: released, amount: eur(240_00n) } as const;
    await commit(tenantId, placing({ holdId: holdId('after'), ...review }));
    expect(await service.book(aPurchase(tenantId, 100_00n), [])).toEqual({ kind: 'passed' });
    expect(await lineOf(tenantId)).toEqual({ held: 140_00n, captured: 100_00n });
  });

  test.each([
    ['captured', 'by another call'],
    ['released', 'by a person'],
    ['expired', 'by the sweep'],
  ])('a soft hold that was %s %s meanwhile covers nothing, whatever the policy', async (end) => {
    const tenantId = `purchase_gone_${end}` as TenantId;
    await commit(tenantId, setting({ limitMinor: 100_00n }));
    const booksAll = {
      lateCapture: 'bookAndFlag',
      overCapture: { mode: 'bookAndFlag', basisPoints: 0n, amountMinor: 0n },
    } as const;
    const other = serviceOn(store.storage(), booksAll);
    const endIt = async () => {
      const hold = await store.storage().credit.holdOfSource(tenantId, source);
      const of = { holdId: hold?.holdId ?? holdId('none') };
      if (end === 'captured') await other.book(aPurchase(tenantId, 80_00n), []);
      if (end === 'released') await commit(tenantId, releasing(of));
      if (end !== 'expired') return;
      store.clock.set(plus(noon, 11n * minute));
      await commit(tenantId, expiring(of));
      store.clock.set(noon);
    };
    const rows = [aCompany(`gone_${end}`, tenantId)];
    const late = serviceOn(
      {
        commit: async (unit) => {
          if (unit.rows.ifDone.length > 0) await endIt();
          return store.storage().commit(unit);
        },
      },
      booksAll,
    );
    expect(await late.book(aPurchase(tenantId, 80_00n), rows)).toEqual({ kind: 'changed' });
    const captured = end === 'captured' ? 80_00n : 0n;
    expect(await lineOf(tenantId)).toEqual({ held: 0n, captured });
    expect(await isDelivered(tenantId)).toBe(false);
  });

  test('purchases that race for what was released never take more than that and the line', async () => {
    const tenantId = await open('race');
    const service = serviceOn(store.storage());
    const buy = async (name: string): Promise<string> => {
      const purchase = { ...aPurchase(tenantId, 100_00n), source: `soft:${name}`, reference: name };
      for (let attempt = 0; attempt < 20; attempt += 1) {
        const verdict = await service.book(purchase, []);
        if (verdict.kind !== 'changed') return verdict.kind;
      }
      throw new Error('judged anew again and again');
    };
    const verdicts = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(buy));
    expect(verdicts.sort()).toEqual(['passed', 'passed', 'passed', 'refused', 'refused']);
    expect(await lineOf(tenantId)).toEqual({ held: 0n, captured: 300_00n });
    expect((await store.storage().verify()).difference).toBeNull();
  });
}
