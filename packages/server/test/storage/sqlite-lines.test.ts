import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  eur,
  holdId,
  lineId,
  organizationId,
  placing,
  setting,
  tenantId,
} from '../builders/credit.ts';
import { engines, type TestStore } from './engines.ts';
import { aCompany, aUnit, reasonsOf } from './units.ts';

let store: TestStore;
beforeEach(async () => {
  const sqlite = engines.find(({ name }) => name === 'sqlite');
  if (sqlite === undefined) throw new Error('no SQLite');
  store = await sqlite.open();
});
afterEach(() => store.close());

const place = (name: string, amount: bigint, of = 'own') =>
  store
    .storage()
    .commit(
      aUnit([
        placing({ holdId: holdId(name), organizationId: organizationId(of), amount: eur(amount) }),
      ]),
    );

test('a line that is not as the writer left it is read again', async () => {
  await store.storage().commit(aUnit([setting({ limitMinor: 150_00n })]));
  expect(reasonsOf(await place('first', 100_00n))).toEqual([]);
  await store.run('update credit_line set limit_minor = 10000, version = version + 1');
  expect(reasonsOf(await place('second', 1_00n))).toEqual(['credit.insufficient']);
});

test('a level above that is not as the writer left it is read again', async () => {
  await store.storage().commit(aUnit([setting({ limitMinor: 150_00n }, { name: 'root' })]));
  const below = setting({ limitMinor: 500_00n, parentLineId: lineId('root') });
  await store.storage().commit(aUnit([below]));
  expect(reasonsOf(await place('first', 100_00n))).toEqual([]);
  await store.run(
    `update credit_line set limit_minor = 10000, version = version + 1 where line_id = 'line_root'`,
  );
  expect(reasonsOf(await place('second', 1_00n))).toEqual(['credit.insufficient']);
});

test('what a batch that failed had changed of a line is forgotten', async () => {
  await store.storage().commit(aUnit([setting({ limitMinor: 150_00n })]));
  await store.storage().commit(aUnit([], { ifDone: [aCompany('one')] }));
  const unit = aUnit([placing()], { ifDone: [aCompany('one')] });
  expect(reasonsOf(await store.storage().commit(unit))).toEqual(['row.exists']);
  expect(reasonsOf(await place('first', 150_00n))).toEqual([]);
  expect(await store.storage().verify()).toMatchObject({ difference: null });
});

test('lines known and unknown, of more than one look-up, are loaded together', async () => {
  const names = Array.from({ length: 80 }, (_, index) => `l${index}`);
  for (const name of names) {
    await store.storage().commit(aUnit([setting({ limitMinor: 150_00n }, { name })]));
  }
  await store.reopen();
  // The first half is known again, of which one was changed beside storage.
  for (const name of names.slice(0, 40)) await place(`a_${name}`, 10_00n, name);
  await store.run(
    `update credit_line set limit_minor = 1000, version = version + 1 where line_id = 'line_l7'`,
  );
  const outcomes = await Promise.all(names.map((name) => place(`b_${name}`, 10_00n, name)));
  const refused = names.filter((_, index) => outcomes[index]?.kind === 'refused');
  expect(refused).toEqual(['l7']);
  const levels = await store.storage().credit.levels(tenantId, organizationId('l3'));
  expect(levels?.[0].heldMinor).toBe(20_00n);
});
