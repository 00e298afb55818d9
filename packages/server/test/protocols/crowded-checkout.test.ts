import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orderRow } from '../../src/commerce/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { rowsOnly } from '../../src/kernel/unit-of-work.ts';
import { engines, type TestStore } from '../storage/engines.ts';
import { demo, fixture, ok, orderOf, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDeskOn } from './open-desk.ts';

/**
 * Many customers press "order" at the same moment. Each asks over HTTP, the desk asks the platform
 * over HTTP for each, and the ledger decides who was first.
 */
describe.each(engines)('on $name', ({ missing, open }) => {
  describe.skipIf(missing !== null)(missing ?? 'the wires', () => {
    let store: TestStore;
    let desk: Omit<OpenDesk, 'clock'>;

    beforeAll(async () => {
      store = await open();
      const storage = { ...store.storage(), close: async () => {} };
      desk = await openDeskOn(storage, store.clock);
      await seedFixture(desk);
      // How long a busy machine takes is not the question here.
      const settings = { 'hook.deadline': '30 s' };
      ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
    });

    afterAll(async () => {
      await desk.close();
      await store.close();
    });

    test('a thousand parallel calls for one basket get one yes and leave one hold', async () => {
      const basket = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';
      const answers = await Promise.all(Array.from({ length: 1_000 }, () => ask(151, basket)));
      expect(new Set(answers)).toEqual(new Set(['true']));
      expect(await heldOf('151')).toEqual([240_00n]);
    }, 90_000);

    test('of a thousand baskets for a line that fits a hundred, exactly a hundred are a yes', async () => {
      const like = present(fixture.platformOrders[0], 'order');
      const baskets = Array.from({ length: 1_000 }, (_, index) => ({
        ...like,
        id: `b4d0c9e2-5b71-4f38-8e6a-${String(index).padStart(12, '0')}`,
        accountId: 155,
        grossTotal: '100.00',
      }));
      const rows = baskets.map((basket) => orderRow(demo, orderOf(basket)));
      expect(await desk.storage.commit(rowsOnly(demo, rows))).toMatchObject({ kind: 'done' });
      const answers = await Promise.all(baskets.map(({ id }) => ask(155, id)));
      expect(answers.filter((answer) => answer === 'true')).toHaveLength(100);
      expect(answers.filter((answer) => answer === 'false')).toHaveLength(900);
      expect(await heldOf('155')).toEqual(Array(100).fill(100_00n));
    }, 90_000);

    test('a new client that is pushed several times at once is one organization', async () => {
      const put = async (used: number) => {
        const path = '/api/v1/account/integrations/auth-required/trade-credits/org%3Anew';
        const answer = await fetch(desk.url + path, {
          method: 'PUT',
          headers: { 'one-tenant': 'demo', ApiAuth: 'one-test-key' },
          body: JSON.stringify({
            creditValue: 100,
            creditValueUsed: used,
            availableCreditValue: 100 - used,
          }),
        });
        return answer.status;
      };
      const statuses = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(put));
      expect(new Set(statuses)).toEqual(new Set([200]));
      const rows = await desk.storage.db
        .selectFrom('organization_reference')
        .select('organization_id')
        .where('value_key', '=', 'org:new')
        .execute();
      expect(rows).toHaveLength(1);
    });

    test('the books agree afterwards', async () => {
      expect((await desk.storage.verify()).difference).toBeNull();
    });

    async function ask(accountId: number, basketId: string): Promise<string> {
      const credentials = Buffer.from('hook:hook-password').toString('base64');
      const path = `/interworks/credit-check/${accountId}/${basketId}`;
      const headers = { Authorization: `Basic ${credentials}` };
      return (await fetch(desk.url + path, { headers })).text();
    }

    async function heldOf(account: string): Promise<readonly bigint[]> {
      const organization = await desk.parties.organizationOf(demo, {
        source: 'interworks',
        kind: 'account',
        value: account,
      });
      const { organizationId } = present(organization, 'organization');
      const filter = { organizationId, state: 'open' } as const;
      const page = { after: null, limit: 1_000 };
      const { items } = await desk.storage.credit.holds(demo, filter, page);
      return items.map(({ heldMinor }) => heldMinor);
    }
  });
});
