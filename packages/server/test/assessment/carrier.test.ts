import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CheckSettings, OrderFacts } from '../../src/assessment/index.ts';
import { eur, jpy, organizationId, releasing, setting } from '../builders/credit.ts';
import {
  account,
  anOrder,
  basket,
  type DeskRig,
  defaultSettings,
  openDeskRig,
  payer,
  sqliteDesks,
} from './desk-rig.ts';

/** Which line carries an order, which of its totals counts, and in which currency debts are. */
for (const engine of sqliteDesks) {
  const title = engine.missing === null ? engine.name : `${engine.name} (${engine.missing})`;
  describe.skipIf(engine.missing !== null)(`who carries an order on ${title}`, () => {
    let rig: DeskRig;
    beforeEach(async () => {
      rig = await openDeskRig(engine);
      await rig.run(
        setting({ limitMinor: 1_000_00n }),
        setting({ limitMinor: 500_00n }, { name: 'payer' }),
      );
    });
    afterEach(() => rig.close());

    const rules = (change: Partial<CheckSettings['rules']>) =>
      rig.set({ rules: { ...defaultSettings.rules, ...change } });
    const say = (change: Partial<OrderFacts>) => {
      const answer = anOrder(eur(240_00n));
      if (answer.kind !== 'found') throw new Error('no order');
      rig.platform.say(basket, { kind: 'found', order: { ...answer.order, ...change } });
    };
    const held = async () =>
      (await rig.holds()).map(({ organizationId: of, heldMinor }) => [of, heldMinor]);
    const codes = async () => {
      const answer = await rig.ask();
      return answer.approved ? 'yes' : answer.reasons.map(({ code }) => code);
    };

    test('an order is carried by the account that is billed for it', async () => {
      say({ billToAccountId: payer });
      expect(await codes()).toBe('yes');
      expect(await held()).toEqual([[organizationId('payer'), 240_00n]]);
      const [decision] = await rig.decisions();
      expect(decision?.organizationId).toBe(organizationId('payer'));
      expect(JSON.parse(decision?.facts ?? '')).toMatchObject({
        accountId: account,
        order: { billToAccountId: payer },
      });
      // Asked again, it is the same hold.
      expect(await codes()).toBe('yes');
      expect(await held()).toHaveLength(1);
    });

    test('what the payer has left decides, not what the customer has', async () => {
      say({ billToAccountId: payer, total: eur(600_00n) });
      expect(await codes()).toEqual(['credit.insufficient']);
      say({ total: eur(600_00n) });
      expect(await codes()).toBe('yes');
    });

    test('a payer that nobody knows is a no, whoever the customer is', async () => {
      say({ billToAccountId: '999' });
      expect(await codes()).toEqual(['assessment.account_unknown']);
    });

    test('a tenant may let the customer carry what another one is billed for', async () => {
      rules({ carrier: 'soldTo' });
      say({ billToAccountId: payer });
      expect(await codes()).toBe('yes');
      expect(await held()).toEqual([[organizationId('own'), 240_00n]]);
    });

    test('the debts that count are those of the payer', async () => {
      rules({ overdueMaxMinor: 0n });
      rig.platform.sayBilling({ kind: 'found', billing: { overdue: eur(0n) } });
      say({ billToAccountId: payer });
      expect(await codes()).toBe('yes');
      expect(rig.platform.asked.accounts.at(-1)).toBe(payer);
    });

    test('debts that name no currency are in that of the order, and never compared as if in ours', async () => {
      rules({ overdueMaxMinor: 100_00n });
      // 984 yen are some six euro; taken for minor units of euro they would be less than ten.
      rig.platform.sayBilling((orderCurrency) => ({
        kind: 'found',
        billing: { overdue: { amountMinor: 984n, currency: orderCurrency } },
      }));
      say({ total: jpy(1_000n) });
      expect(await codes()).toEqual(['credit.no_rate', 'assessment.overdue_no_rate']);
      say({ total: eur(10_00n) });
      expect(await codes()).toBe('yes');
    });

    test('an account that may not order at the platform is a no, where the tenant wants that', async () => {
      const mayOrder = (is: boolean) => ({ kind: 'found', account: { mayOrder: is } }) as const;
      rig.platform.sayAccount(mayOrder(false));
      expect(await codes()).toBe('yes');
      expect(rig.platform.asked.customers).toEqual([]);
      await rig.run(releasing({ holdId: (await rig.holds())[0]?.holdId ?? ('' as never) }));

      rules({ needsOrdering: true });
      const other = basket.replace('f401', 'f402');
      const asked = async () => {
        const answer = await rig.ask(other);
        return answer.approved ? 'yes' : answer.reasons;
      };
      expect(await asked()).toEqual([{ code: 'assessment.ordering_disabled' }]);
      expect(rig.platform.asked.customers).toEqual([account]);
      rig.platform.say(other, anOrder(eur(0n), other));
      expect(await asked()).toEqual([{ code: 'assessment.ordering_disabled' }]);
      rig.platform.sayAccount({ kind: 'unavailable', reason: 'timeout' });
      expect(await asked()).toEqual([{ code: 'assessment.account_unavailable', cause: 'timeout' }]);
      rig.platform.sayAccount({ kind: 'unknown' });
      expect(await asked()).toEqual([{ code: 'assessment.account_unavailable', cause: 'unknown' }]);
      const gaps = ['account.orderingEnabled'];
      rig.platform.sayAccount({ kind: 'incomplete', gaps });
      expect(await asked()).toEqual([{ code: 'assessment.account_incomplete', gaps }]);
      rig.platform.sayAccount(mayOrder(true));
      expect(await asked()).toBe('yes');
      expect(JSON.parse((await rig.decisions())[0]?.facts ?? '')).toMatchObject({
        account: { kind: 'found', mayOrder: true },
      });
    });

    test('the charges of all periods count where the tenant wants that, and are never guessed', async () => {
      rules({ recurringBase: { months: 3 } });
      const monthly = { gross: eur(100_00n), net: null, periodMonths: 1, termMonths: null };
      say({ recurring: [monthly] });
      expect(await codes()).toBe('yes');
      expect(await held()).toEqual([[organizationId('own'), 440_00n]]);
      expect(JSON.parse((await rig.decisions())[0]?.facts ?? '')).toMatchObject({
        order: {
          total: { amount: '440.00', currency: 'EUR' },
          recurring: [{ gross: '100.00', net: null, periodMonths: 1, termMonths: null }],
        },
      });
      rules({ recurringBase: 'term' });
      expect(await rig.ask()).toMatchObject({
        approved: false,
        reasons: [{ code: 'assessment.order_incomplete', gaps: ['line.termMonths'] }],
      });
      say({});
      expect(await rig.ask()).toMatchObject({
        approved: false,
        reasons: [{ gaps: ['order.lines'] }],
      });
      expect(await held()).toEqual([[organizationId('own'), 440_00n]]);
    });

    test('the total without tax counts where the tenant wants that, and is never guessed', async () => {
      rules({ amountBase: 'net' });
      say({ netTotal: eur(200_00n) });
      expect(await codes()).toBe('yes');
      expect(await held()).toEqual([[organizationId('own'), 200_00n]]);
      say({});
      expect(await rig.ask()).toMatchObject({
        approved: false,
        reasons: [{ code: 'assessment.order_incomplete', gaps: ['order.netTotal'] }],
      });
      expect(await held()).toEqual([[organizationId('own'), 200_00n]]);
    });
  });
}
