import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../src/credit/index.ts';
import { millisecond, plus } from '../../src/kernel/clock.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { createSystemPorts } from '../../src/system-ports.ts';
import { eur, jpy, lineId, placing, releasing, setting, tenantId } from '../builders/credit.ts';
import { anOrder, aRequest, basket, type DeskRig, deskEngines, openDeskRig } from './desk-rig.ts';

for (const engine of deskEngines) {
  const title = engine.missing === null ? engine.name : `${engine.name} (${engine.missing})`;
  describe.skipIf(engine.missing !== null)(`decisions on ${title}`, () => {
    let rig: DeskRig;
    beforeEach(async () => {
      rig = await openDeskRig(engine);
      await rig.run(setting({ limitMinor: 1_000_00n }));
    });
    afterEach(() => rig.close());

    test('a yes keeps both verdicts, the facts with their digest, and where the line stood', async () => {
      const answer = await rig.ask();
      const [decision, ...others] = await rig.decisions();
      expect(others).toEqual([]);
      const [hold] = await rig.holds();
      expect(answer).toEqual({
        approved: true,
        holdId: hold?.holdId,
        decisionId: decision?.decisionId,
      });
      expect(decision).toMatchObject({
        kind: 'credit_check',
        subject: `interworks.basket:151/${basket}`,
        verdict: 'approved',
        rulesVerdict: 'approved',
        ledgerVerdict: 'approved',
        reasons: [],
        amountMinor: 240_00n,
        position: [{ lineId: lineId('own'), version: 1n }],
        lineVersion: 2n,
        headroomMinor: 760_00n,
        holdId: hold?.holdId,
      });
      const { hash } = createSystemPorts();
      expect(decision?.factsHash).toBe(hash.sha256(decision?.facts ?? ''));
      expect(JSON.parse(decision?.facts ?? '')).toMatchObject({
        order: { kind: 'found', total: { amount: '240.00', currency: 'EUR' } },
      });
    });

    test('a living yes is a yes again and leaves nothing behind', async () => {
      const first = await rig.ask();
      expect(await rig.ask()).toMatchObject({ approved: true, decisionId: null });
      expect(first.approved && (await rig.holds()).map(({ holdId }) => holdId)).toEqual([
        first.approved && first.holdId,
      ]);
      expect(await rig.decisions()).toHaveLength(1);
    });

    test('a no that says nothing new is no second decision, and names the first', async () => {
      rig.platform.say(basket, anOrder(eur(1_240_00n)));
      const first = await rig.ask();
      expect(first).toMatchObject({
        approved: false,
        reasons: [{ code: 'credit.insufficient', shortfallMinor: 240_00n }],
      });
      expect(await rig.ask()).toEqual(first);
      const [decision, ...others] = await rig.decisions();
      expect(others).toEqual([]);
      expect(decision).toMatchObject({
        verdict: 'refused',
        rulesVerdict: 'refused',
        ledgerVerdict: null,
        headroomMinor: 1_000_00n,
        shortfallMinor: 240_00n,
        reasons: [{ code: 'credit.insufficient', currency: 'EUR', shortfallMinor: 240_00n }],
      });
    });

    test('other facts, another line or other settings make a new decision', async () => {
      const count = async () => (await rig.decisions()).length;
      rig.platform.say(basket, anOrder(eur(5_000_00n)));
      await rig.ask();
      rig.platform.say(basket, anOrder(eur(5_000_01n)));
      await rig.ask();
      expect(await count()).toBe(2);
      await rig.run(setting({ limitMinor: 2_000_00n }));
      await rig.ask();
      expect(await count()).toBe(3);
      rig.set({ policy: { ...defaultPolicy, toleranceMinor: 1_00n } });
      await rig.ask();
      expect(await count()).toBe(4);
      rig.platform.say(basket, { kind: 'unavailable', reason: 'timeout' });
      await rig.ask();
      await rig.ask();
      expect(await count()).toBe(5);
      // Back to what was said before the last one: the last one counts.
      rig.platform.say(basket, anOrder(eur(5_000_01n)));
      await rig.ask();
      expect(await count()).toBe(6);
    });

    test('a no is judged anew: more credit is a yes', async () => {
      rig.platform.say(basket, anOrder(eur(1_240_00n)));
      expect(await rig.ask()).toMatchObject({ approved: false });
      await rig.run(setting({ limitMinor: 1_240_00n }));
      expect(await rig.ask()).toMatchObject({ approved: true });
    });

    test('the ledger has the last word, and the decision keeps what both said', async () => {
      // The line is read before somebody else takes all of it.
      const { books } = rig.deps;
      const { check } = rig.serviceWith({
        books: {
          basket: async (...of) => {
            const read = await books.basket(...of);
            await rig.run(placing({ amount: eur(900_00n) }));
            return read;
          },
        },
      });
      expect(await check(aRequest(rig.store))).toMatchObject({
        approved: false,
        reasons: [{ code: 'credit.insufficient', shortfallMinor: 140_00n }],
      });
      expect((await rig.decisions())[0]).toMatchObject({
        verdict: 'refused',
        rulesVerdict: 'approved',
        ledgerVerdict: 'refused',
        position: [{ version: 1n }],
        shortfallMinor: 140_00n,
        reasons: [{ code: 'credit.insufficient', shortfallMinor: 140_00n }],
      });
    });

    test('a no that cannot be written is a no', async () => {
      rig.platform.say(basket, anOrder(eur(1_240_00n)));
      const { check } = rig.serviceWith({
        ledger: {
          commit: () => Promise.reject(new Fault('storage.unavailable', { publicText: 'Away.' })),
        },
      });
      expect(await check(aRequest(rig.store))).toMatchObject({ approved: false, decisionId: null });
    });

    test('a total of 0 is a yes without a hold, and says it once', async () => {
      rig.platform.say(basket, anOrder(eur(0n)));
      const first = await rig.ask();
      expect(first).toMatchObject({ approved: true, holdId: null });
      expect(await rig.ask()).toEqual(first);
      await rig.run(placing());
      expect(await rig.ask()).toEqual(first);
      expect(await rig.decisions()).toHaveLength(1);
    });

    test('a basket that costs nothing any more gives its hold back, and may cost again', async () => {
      await rig.ask();
      rig.platform.say(basket, anOrder(eur(0n)));
      expect(await rig.ask()).toMatchObject({ approved: true, holdId: null });
      expect((await rig.holds()).map(({ state }) => state)).toEqual(['released']);
      expect(await rig.ask()).toMatchObject({ approved: true, holdId: null });
      expect(await rig.decisions()).toHaveLength(2);
      // A no in between changes nothing of that.
      rig.platform.say(basket, { kind: 'unavailable', reason: 'timeout' });
      expect(await rig.ask()).toMatchObject({ approved: false });
      rig.platform.say(basket, anOrder(eur(30_00n)));
      expect(await rig.ask()).toMatchObject({ approved: true });
      expect((await rig.holds()).map(({ state }) => state)).toEqual(['released', 'open']);
    });

    test('a basket whose hold somebody released is over', async () => {
      const answer = await rig.ask();
      if (!answer.approved || answer.holdId === null) throw new Error('no hold');
      await rig.run(releasing({ holdId: answer.holdId }));
      for (const total of [eur(240_00n), eur(0n)]) {
        rig.platform.say(basket, anOrder(total));
        expect(await rig.ask()).toMatchObject({
          approved: false,
          reasons: [{ code: 'assessment.basket_settled' }],
        });
      }
    });

    test('a basket that changes its currency keeps its hold and is a no', async () => {
      await rig.ask();
      rig.platform.say(basket, anOrder(jpy(1_000n)));
      expect(await rig.ask()).toMatchObject({
        approved: false,
        reasons: [{ code: 'credit.hold_exists' }],
      });
      expect((await rig.holds()).map(({ heldMinor }) => heldMinor)).toEqual([240_00n]);
    });

    test('a thousand calls at once share one judgement, and the next one is judged anew', async () => {
      const answers = await Promise.all(Array.from({ length: 1_000 }, () => rig.ask()));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ approved: true });
      expect(rig.platform.asked.orders).toBe(1);
      expect(await rig.holds()).toHaveLength(1);
      expect(await rig.decisions()).toHaveLength(1);
      await rig.ask();
      expect(rig.platform.asked.orders).toBe(2);
    });

    test('a thousand calls at once for a basket that is too dear leave one decision', async () => {
      rig.platform.say(basket, anOrder(eur(1_240_00n)));
      const answers = await Promise.all(Array.from({ length: 1_000 }, () => rig.ask()));
      expect(new Set(answers)).toHaveProperty('size', 1);
      expect(await rig.decisions()).toHaveLength(1);
    });

    test('a list of decisions is newest first, goes on, and can be narrowed', async () => {
      const names = ['01', '02', '03', '04'].map((end) => `${basket.slice(0, -2)}${end}`);
      for (const [index, name] of names.entries()) {
        rig.store.clock.set(nextMillisecond(rig));
        rig.platform.say(name, anOrder(eur(index % 2 === 0 ? 10_00n : 9_000_00n), name));
        await rig.ask(name);
      }
      const list = async (
        change: Partial<Parameters<typeof rig.reader.decisions>[1]>,
        after: string | null = null,
        limit = 10,
      ) => {
        const none = { organizationId: null, subject: null, kind: null, verdict: null };
        return rig.reader.decisions(tenantId, { ...none, ...change }, { after, limit });
      };
      const subjects = (page: Awaited<ReturnType<typeof list>>) =>
        page.items.map(({ subject }) => subject.slice(-2));
      expect(subjects(await list({}))).toEqual(['04', '03', '02', '01']);
      expect(subjects(await list({ verdict: 'refused' }))).toEqual(['04', '02']);
      expect(subjects(await list({ verdict: 'approved' }))).toEqual(['03', '01']);
      expect(subjects(await list({ kind: 'hold_due' }))).toEqual([]);
      const first = await list({}, null, 3);
      expect(subjects(first)).toEqual(['04', '03', '02']);
      expect(subjects(await list({}, first.next, 3))).toEqual(['01']);
      const [{ decisionId } = { decisionId: null }] = first.items;
      if (decisionId === null) throw new Error('no decision');
      expect(await rig.reader.decision(tenantId, decisionId)).toEqual(first.items[0]);
      expect(await rig.reader.decision('second' as typeof tenantId, decisionId)).toBeNull();
    });
  });
}

function nextMillisecond({ store }: DeskRig) {
  return plus(store.clock.now(), millisecond);
}
