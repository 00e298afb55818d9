import { setImmediate as othersFirst } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { loadDriver } from '../../src/storage/sqlite/driver.ts';
import { iterateRows } from '../../src/storage/sqlite/iterate-rows.ts';
import { collectGarbage } from './collect-garbage.ts';

const numbers = `with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000)
  select i from n where i > ?`;

test('rows come to the end while garbage is collected between them', async () => {
  const { open } = await loadDriver();
  const connection = open(':memory:');
  let count = 0;
  for (const row of iterateRows(connection, numbers, [0n])) {
    count += 1;
    expect(row).toMatchObject({ i: BigInt(count) });
    if (count % 500 !== 0) continue;
    await othersFirst();
    collectGarbage();
  }
  expect(count).toBe(2_000);
  connection.close();
});

test('rows that nobody takes to the end are let go of', async () => {
  const { open } = await loadDriver();
  const connection = open(':memory:');
  connection.exec('create table t (a integer); insert into t values (1), (2), (3)');
  for (const row of iterateRows(connection, 'select a from t where a > ?', [1n])) {
    expect(row).toMatchObject({ a: 2n });
    break;
  }
  // A table that is still read from cannot be dropped.
  connection.exec('drop table t');
  connection.close();
});
