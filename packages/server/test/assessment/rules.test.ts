import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BillingAnswer, CheckSettings } from '../../src/assessment/index.ts';
import { hour, instant } from '../../src/kernel/clock.ts';
import { eur, noon, posting, setting } from '../builders/credit.ts';
import {
  anOrder,
  basket,
  type DeskRig,
  defaultSettings,
  openDeskRig,
  sqliteDesks,
} from './desk-rig.ts';

/** The rules beside the ledger's own are pure, so that one database is enough here. */
for (const engine of sqliteDesks) {
  const title = engine.missing === null ? engine.name : `${engine.name} (${engine.missing})`;
  describe.skipIf(engine.missing !== null)(`rules in a credit check on ${title}`, () => {
    let rig: DeskRig;
    beforeEach(async () => {
      rig = await openDeskRig(engine);
      await rig.run(setting({ limitMinor: 1_000_00n }));
    });
    afterEach(() => rig.close());

    const rules = (change: Partial<CheckSettings['rules']>) =>
      rig.set({ rules: { ...defaultSettings.rules, ...change } });
    const overdue = (amountMinor: bigint): BillingAnswer => ({
      kind: 'found',
      billing: { overdue: eur(amountMinor) },
    });
    const codes = async () => {
      const answer = await rig.ask();
      return answer.approved ? 'yes' : answer.reasons.map(({ code }) => code);
    };

    test('the platform is asked for billing information only where a rule uses it', async () => {
      await rig.ask();
      expect(rig.platform.asked.billings).toBe(0);
      rules({ overdueMaxMinor: 0n });
      rig.platform.sayBilling(overdue(0n));
      await rig.ask(`${basket.slice(0, -1)}2`);
      expect(rig.platform.asked.billings).toBe(1);
    });

    test('every reason is listed, the main one first, and kept', async () => {
      rules({ overdueMaxMinor: 100_00n, figuresMaxAgeUs: hour });
      rig.platform.sayBilling(overdue(250_00n));
      rig.platform.say(basket, anOrder(eur(1_240_00n)));
      const reasons = ['credit.insufficient', 'assessment.overdue', 'assessment.figures_missing'];
      expect(await codes()).toEqual(reasons);
      const [decision] = await rig.decisions();
      expect(decision?.reasons.map(({ code }) => code)).toEqual(reasons);
      expect(JSON.parse(decision?.facts ?? '')).toMatchObject({
        billing: { kind: 'found', overdue: { amount: '250.00', currency: 'EUR' } },
      });
    });

    test('payments and new figures make it a yes', async () => {
      rules({ overdueMaxMinor: 100_00n, figuresMaxAgeUs: hour });
      rig.platform.sayBilling(overdue(250_00n));
      expect(await codes()).toEqual(['assessment.overdue', 'assessment.figures_missing']);
      rig.platform.sayBilling(overdue(100_00n));
      await rig.run(posting(0n));
      expect(await codes()).toBe('yes');
    });

    test('billing information that does not come is a no with its name, judged anew', async () => {
      rules({ overdueMaxMinor: 100_00n });
      rig.platform.sayBilling({ kind: 'unavailable', reason: 'timeout' });
      expect(await codes()).toEqual(['assessment.billing_unavailable']);
      expect(await codes()).toEqual(['assessment.billing_unavailable']);
      expect(await rig.decisions()).toHaveLength(1);
      rig.platform.sayBilling(overdue(0n));
      expect(await codes()).toBe('yes');
    });

    test('what was granted stays: neither a repeat nor a cheaper basket is asked of them', async () => {
      await rig.ask();
      rules({ overdueMaxMinor: 100_00n, figuresMaxAgeUs: hour });
      rig.platform.sayBilling(overdue(250_00n));
      rig.store.clock.set(instant(noon + 2n * hour));
      expect(await codes()).toBe('yes');
      rig.platform.say(basket, anOrder(eur(100_00n)));
      expect(await codes()).toBe('yes');
      rig.platform.say(basket, anOrder(eur(100_01n)));
      expect(await codes()).toEqual(['assessment.overdue', 'assessment.figures_missing']);
      expect((await rig.holds()).map(({ heldMinor }) => heldMinor)).toEqual([100_00n]);
    });

    test('a basket that costs nothing meets what is overdue, and not the age of figures', async () => {
      rules({ overdueMaxMinor: 100_00n, figuresMaxAgeUs: hour });
      rig.platform.say(basket, anOrder(eur(0n)));
      rig.platform.sayBilling(overdue(250_00n));
      expect(await codes()).toEqual(['assessment.overdue']);
      rig.platform.sayBilling(overdue(0n));
      expect(await codes()).toBe('yes');
    });
  });
}
