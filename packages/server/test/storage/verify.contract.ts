import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TenantId } from '../../src/kernel/ids.ts';
import { holdId, lineId, organizationId } from '../builders/credit.ts';
import { writeBooks } from './books.ts';
import type { TestEngine, TestStore } from './engines.ts';

const tenantId = 'books' as TenantId;

export function verifyContract(engine: TestEngine): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await engine.open();
    await writeBooks(store, 'another' as TenantId);
    await writeBooks(store, tenantId);
  });
  afterAll(() => store.close());

  test('a sound database is ready, says what it is, and has no damage', async () => {
    const storage = store.storage();
    expect(await storage.inspect()).toBeNull();
    expect(await storage.check()).toEqual({
      engine: engine.name,
      synchronousStandbys: engine.name === 'postgres' ? 0 : null,
    });
  });

  test('books in which everything has happened agree, and all of it was looked at', async () => {
    const count = async (table: string) =>
      Number((await store.rows(`select count(*) as count from ${table}`))[0]?.['count']);
    expect(await store.storage().verify()).toEqual({
      tenants: 2,
      lines: await count('credit_line'),
      entries: await count('credit_entry'),
      holds: await count('credit_hold'),
      captures: await count('credit_capture'),
      difference: null,
    });
    expect(await count('credit_hold')).toBe(18);
    expect(await count('credit_capture')).toBe(8);
    const contained = await store.rows('select sum(contained_minor) as sum from credit_line');
    expect(Number(contained[0]?.['sum'])).toBeGreaterThan(0);
  });

  const inBooks = `tenant_id = '${tenantId}'`;
  const left = `${inBooks} and line_id = '${lineId('left')}'`;
  const root = `${inBooks} and line_id = '${lineId('root')}'`;
  const hold = (name: string) => `${inBooks} and hold_id = '${holdId(name)}'`;
  const last = (of: string) =>
    `${of} and number = (select max(number) from credit_entry where ${of})`;

  type Plant = {
    readonly what: string;
    readonly table: string;
    readonly where: string;
    /** Null removes the row. */
    readonly set: string | null;
    readonly also?: { readonly table: string; readonly where: string; readonly set: string };
    readonly found: object;
  };
  const atLeft = { lineId: lineId('left'), organizationId: organizationId('left') };

  const plants: readonly Plant[] = [
    {
      what: 'a figure of a line that no entry explains',
      table: 'credit_line',
      where: left,
      set: 'posted_minor = posted_minor + 1',
      found: { ...atLeft, what: 'postedMinor' },
    },
    {
      what: 'a limit that was raised beside the entries',
      table: 'credit_line',
      where: left,
      set: 'limit_minor = 999999',
      found: { ...atLeft, what: 'limitMinor', expected: '400000n', found: '999999n' },
    },
    {
      what: 'a stop that was lifted beside the entries',
      table: 'credit_line',
      where: left,
      set: 'stopped = 1',
      found: { ...atLeft, what: 'stopped', expected: 'false', found: 'true' },
    },
    {
      what: 'a line that forgot its last entry',
      table: 'credit_line',
      where: left,
      set: 'version = version - 1',
      found: { ...atLeft, what: 'version of the line' },
    },
    {
      what: 'a line that is gone',
      table: 'credit_line',
      where: left,
      set: null,
      found: { ...atLeft, what: 'line of an entry' },
    },
    {
      what: 'a step of another size',
      table: 'credit_entry',
      where: `${left} and hold_id = '${holdId('open')}' and kind = 'hold.placed'`,
      set: 'held_delta_minor = held_delta_minor + 1',
      found: { ...atLeft, number: 4n, what: 'heldMinor after the step' },
    },
    {
      what: 'a running figure that does not follow',
      table: 'credit_entry',
      where: `${inBooks} and number = 4`,
      set: 'captured_minor = captured_minor + 1',
      found: { ...atLeft, number: 4n, what: 'capturedMinor after the step' },
    },
    {
      what: 'an entry of an earlier time than the one before',
      table: 'credit_entry',
      where: last(left),
      set: 'at_us = 1',
      found: { ...atLeft, what: 'time', found: '1' },
    },
    {
      what: 'an entry of another organization',
      table: 'credit_entry',
      where: last(left),
      set: `organization_id = 'org_right'`,
      found: { ...atLeft, what: 'organization' },
    },
    {
      what: 'an entry that shows another limit',
      table: 'credit_entry',
      where: last(left),
      set: 'limit_minor = 1',
      found: { ...atLeft, what: 'limit', found: '1n' },
    },
    {
      what: 'an entry that is gone from the middle',
      table: 'credit_entry',
      where: `${inBooks} and number = 6`,
      set: null,
      found: { lineId: null, what: 'number after a gap in the feed', found: '7' },
    },
    {
      what: 'the last entry that is gone',
      table: 'credit_entry',
      where: last(inBooks),
      set: null,
      found: { lineId: null, what: 'last number of the feed' },
    },
    {
      what: 'a counter that ran ahead',
      table: 'tenant_counter',
      where: inBooks,
      set: 'last_number = last_number + 1',
      found: { lineId: null, what: 'last number of the feed' },
    },
    {
      what: 'a hold that holds less than its line says',
      table: 'credit_hold',
      where: hold('open'),
      set: 'held_minor = held_minor - 1',
      found: { ...atLeft, what: 'held, as the sum of the holds' },
    },
    {
      what: 'a hold that has more to report than its line says',
      table: 'credit_hold',
      where: hold('part'),
      set: 'unseen_minor = unseen_minor + 1',
      found: { ...atLeft, what: 'captured, as the sum of the holds' },
    },
    {
      what: 'a part that the ERP is said to contain',
      table: 'credit_hold',
      where: hold('open'),
      set: 'contained_minor = contained_minor - 1',
      found: { ...atLeft, what: 'contained, as the sum of the holds' },
    },
    {
      what: 'exposure below a group that no line below has',
      table: 'credit_line',
      where: root,
      set: 'below_minor = below_minor + 1',
      also: {
        table: 'credit_entry',
        where: last(root),
        set: 'below_minor = below_minor + 1, below_delta_minor = below_delta_minor + 1',
      },
      found: {
        lineId: lineId('root'),
        organizationId: organizationId('root'),
        what: 'exposure of the lines below',
      },
    },
    {
      what: 'a hold that ended otherwise than its entries say',
      table: 'credit_hold',
      where: hold('expired'),
      set: `state = 'released'`,
      found: { holdId: holdId('expired'), what: 'state of the hold', found: 'released' },
    },
    {
      what: 'a second end of a hold',
      table: 'credit_entry',
      where: `${left} and hold_id = '${holdId('released')}' and kind = 'hold.captured'`,
      set: `kind = 'hold.expired'`,
      found: { holdId: holdId('released'), what: 'end of the hold', found: 'then hold.expired' },
    },
    {
      what: 'an end that leaves something held',
      table: 'credit_entry',
      where: `${left} and hold_id = '${holdId('open')}' and kind = 'hold.extended'`,
      set: `kind = 'hold.released'`,
      found: { holdId: holdId('open'), what: 'held of the hold after hold.released' },
    },
    {
      what: 'a hold that was never placed',
      table: 'credit_entry',
      where: `${left} and hold_id = '${holdId('open')}' and kind = 'hold.placed'`,
      set: `kind = 'hold.extended'`,
      found: { holdId: holdId('open'), number: 4n, what: 'first entry of the hold' },
    },
    {
      what: 'a hold that is gone',
      table: 'credit_hold',
      where: hold('expired'),
      set: null,
      found: { holdId: holdId('expired'), what: 'hold of an entry' },
    },
    {
      what: 'an open hold smaller than its amount',
      table: 'credit_hold',
      where: hold('open'),
      set: 'amount_minor = amount_minor + 1',
      found: { holdId: holdId('open'), what: 'held and drawn of the hold' },
    },
    {
      what: 'a capture of another size',
      table: 'credit_capture',
      where: hold('part'),
      set: 'amount_minor = amount_minor + 1',
      found: { holdId: holdId('part'), what: 'drawn by the captures' },
    },
    {
      what: 'a capture that is gone',
      table: 'credit_capture',
      where: hold('part'),
      set: null,
      found: { holdId: holdId('part'), what: 'captures of the hold' },
    },
    {
      what: 'a capture that no entry made',
      table: 'credit_capture',
      where: hold('part'),
      set: 'captured_version = captured_version + 1',
      found: { holdId: holdId('part'), what: 'version of cap_part' },
    },
    {
      what: 'a capture beyond a hold that is taken for one within it',
      table: 'credit_capture',
      where: hold('released'),
      set: 'excess_minor = 0',
      found: { holdId: holdId('released'), what: 'drawn by the captures' },
    },
    {
      what: 'a capture that counts as reported and was not',
      table: 'credit_capture',
      where: hold('part'),
      set: 'seen_at_us = 1, seen_version = 1',
      found: { holdId: holdId('part'), what: 'captured and not reported' },
    },
    {
      what: 'an application that is gone',
      table: 'application',
      where: `${inBooks} and application_id = 2`,
      set: null,
      found: { what: 'number after a gap in the applications', found: '3' },
    },
    {
      what: 'a number of an application that nobody has',
      table: 'tenant_sequence',
      where: inBooks,
      set: 'last_number = last_number + 1',
      found: { what: 'last number of applications', expected: '3n', found: '4n', number: 3n },
    },
  ];

  test.each(plants.map((plant) => [plant.what, plant] as const))(
    '%s is named',
    async (_what, { table, where, set, also, found }) => {
      const planted: { table: string; row: string; set: string | null }[] = [];
      for (const plant of [{ table, where, set }, ...(also === undefined ? [] : [also])]) {
        const key = keys[plant.table] ?? '';
        const rows = await store.rows(`select ${key} from ${plant.table} where ${plant.where}`);
        expect(rows).toHaveLength(1);
        const row = `${inBooks} and ${key} = '${rows[0]?.[key]}'`;
        await store.run(
          `create table saved_${plant.table} as select * from ${plant.table} where ${row}`,
        );
        planted.push({ table: plant.table, row, set: plant.set });
      }
      for (const plant of planted) {
        await store.run(
          plant.set === null
            ? `delete from ${plant.table} where ${plant.row}`
            : `update ${plant.table} set ${plant.set} where ${plant.row}`,
        );
      }

      const report = await store.storage().verify();

      for (const plant of planted) {
        await store.run(`delete from ${plant.table} where ${plant.row}`);
        await store.run(`insert into ${plant.table} select * from saved_${plant.table}`);
        await store.run(`drop table saved_${plant.table}`);
      }
      expect(report.difference).toMatchObject({ tenantId, ...found });
      expect(await store.storage().verify()).toMatchObject({ difference: null });
    },
  );
}

const keys: Readonly<Record<string, string>> = {
  tenant_counter: 'tenant_id',
  credit_line: 'line_id',
  credit_hold: 'hold_id',
  credit_capture: 'capture_id',
  credit_entry: 'number',
  application: 'application_id',
  tenant_sequence: 'name',
};
