import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { exposureOf, levelsMax } from '../../src/credit/index.ts';
import type { LineId } from '../../src/kernel/ids.ts';
import type { Storage } from '../../src/storage/storage.ts';
import {
  eur,
  holdId,
  lineId,
  organizationId,
  placing,
  releasing,
  setting,
} from '../builders/credit.ts';
import { createTestDatabase, type TestDatabase, whyNoPostgres } from '../storage/test-database.ts';
import { ask, closeAll, inParallel, openServers, tenantId, unitOf } from './postgres-rig.ts';

/** Numbers that look random and are the same in every run. */
function pseudoRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

describe.skipIf(whyNoPostgres() !== null)('servers that meet on PostgreSQL', () => {
  let database: TestDatabase;
  let servers: readonly Storage[] = [];
  beforeEach(async () => {
    database = await createTestDatabase();
    servers = await openServers(database.url, 4, { lanes: 2 });
  });
  afterEach(async () => {
    await closeAll(servers);
    await database.drop();
  });
  const server = (index: number) => servers[index % servers.length] as Storage;

  test('the same key from every side at once has one effect and one answer', async () => {
    await server(0).commit(unitOf('open', setting({ limitMinor: 1_000n })));
    const outcomes = await Promise.all(
      Array.from({ length: 400 }, (_, index) =>
        server(index).commit(unitOf('same', placing({ amount: eur(10n) }))),
      ),
    );
    for (const outcome of outcomes) {
      expect(outcome).toEqual({ ...outcomes[0], repeated: expect.any(Boolean) });
    }
    expect(outcomes.filter(({ repeated }) => !repeated).length).toBeGreaterThan(0);
    const [row] = await ask(database.url, 'select count(*) as holds from credit_hold');
    expect(row).toEqual({ holds: 1n });
    const levels = await server(1).credit.levels(tenantId, organizationId('own'));
    expect(levels?.[0].heldMinor).toBe(10n);
  });

  test('the same key with other content is refused, whoever comes first', async () => {
    await server(0).commit(unitOf('open', setting({ limitMinor: 1_000n })));
    const unit = (index: number) => {
      const hold = placing({ holdId: holdId(String(index)), amount: eur(BigInt(1 + index)) });
      const one = unitOf('same', hold);
      return { ...one, key: { scope: 'race', value: 'same', fingerprint: String(index) } };
    };
    const outcomes = await Promise.all(
      [0, 1, 2, 3].map((index) => server(index).commit(unit(index))),
    );
    expect(outcomes.filter(({ kind }) => kind === 'done').length).toBe(1);
    for (const outcome of outcomes) {
      if (outcome.kind === 'refused')
        expect(outcome.reasons).toEqual([{ code: 'key.other_content' }]);
    }
  });

  test('the same key with other content in one batch leaves the answer of the first', async () => {
    await server(0).commit(unitOf('open', setting({ limitMinor: 1_000n })));
    const unit = (name: string) => ({
      ...unitOf('same', placing({ holdId: holdId(name), amount: eur(10n) })),
      key: { scope: 'race', value: 'same', fingerprint: name },
    });
    const outcomes = await Promise.all(['one', 'two'].map((name) => server(0).commit(unit(name))));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'refused']);
    expect(await server(1).commit(unit('one'))).toMatchObject({ kind: 'done', repeated: true });
    expect(await server(1).commit(unit('two'))).toMatchObject({ kind: 'refused' });
  });

  test('a line that every server opens at once is opened once', async () => {
    const outcomes = await Promise.all(
      [0, 1, 2, 3].map((index) =>
        server(index).commit(
          unitOf(`open ${index}`, setting({ limitMinor: 5n }, { expected: 'absent' })),
        ),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === 'done').length).toBe(1);
    const [refused] = outcomes.filter((outcome) => outcome.kind === 'refused');
    expect(refused?.reasons).toEqual([{ code: 'credit.line_exists' }]);
  });

  test('one source has one live hold, also where its orders name two organizations', async () => {
    for (const name of ['left', 'right']) {
      await server(0).commit(unitOf(name, setting({ limitMinor: 1_000n }, { name })));
    }
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        server(index).commit(
          unitOf(
            null,
            placing({
              holdId: holdId(String(index)),
              organizationId: organizationId(index % 2 === 0 ? 'left' : 'right'),
              source: 'basket:1',
              amount: eur(10n),
            }),
          ),
        ),
      ),
    );
    const [row] = await ask(database.url, 'select count(*) as holds from credit_hold');
    expect(row).toEqual({ holds: 1n });
    // Those of the same organization get the hold again, the others hear of it.
    expect(outcomes.filter(({ kind }) => kind === 'done').length).toBe(4);
  });

  test('the same keys in any order, on every server at once, never end in a deadlock', async () => {
    await server(0).commit(unitOf('open', setting({ limitMinor: 1_000_000n })));
    const random = pseudoRandom(5);
    for (let round = 0; round < 30; round += 1) {
      const numbers = Array.from({ length: 120 }, (_, index) => round * 120 + index);
      const everywhere = servers.flatMap((one) =>
        shuffled(numbers, random).map((number) =>
          one.commit(
            unitOf(`key ${number}`, placing({ holdId: holdId(String(number)), amount: eur(1n) })),
          ),
        ),
      );
      const outcomes = await Promise.all(everywhere);
      expect(outcomes.filter(({ repeated }) => !repeated).length).toBe(numbers.length);
    }
    expect(await deadlocks()).toBe(0n);
  });

  test('groups of lines in any order never end in a deadlock', async () => {
    const random = pseudoRandom(7);
    const names = ['root', 'a', 'b', 'c', 'd', 'e', 'f'];
    for (const name of names) {
      const isRoot = name === 'root' || name === 'a';
      const parentLineId = isRoot ? null : lineId(random(2) === 0 ? 'root' : 'a');
      const terms = { limitMinor: 1_000_000n, parentLineId };
      await server(0).commit(unitOf(`open ${name}`, setting(terms, { name })));
    }
    await inParallel(64, 1_200, async (index) => {
      const commands = shuffled(names, random)
        .slice(0, 3)
        .map((name) =>
          placing({
            holdId: holdId(`${index}_${name}`),
            organizationId: organizationId(name),
            amount: eur(1n),
          }),
        );
      const outcome = await server(index).commit(unitOf(null, ...commands));
      expect(outcome.kind).toBe('done');
    });
    expect(await deadlocks()).toBe(0n);
    await expectSums();
  });

  test('the counter of deadlocks sees two clients with the same keys in opposite orders', async () => {
    const [left, right] = [new Client(database.url), new Client(database.url)];
    await Promise.all([left.connect(), right.connect()]);
    const claim = (client: Client, key: string) =>
      client.query('insert into server_setting (name, value) values ($1, $1)', [key]);
    await Promise.all([left.query('begin'), right.query('begin')]);
    await Promise.all([claim(left, 'a'), claim(right, 'b')]);
    const settled = await Promise.allSettled(
      [claim(left, 'b'), claim(right, 'a')].map(
        // Whoever is chosen lets go, and the other goes on.
        (one, index) => one.finally(() => [left, right][index]?.query('rollback')),
      ),
    );
    await Promise.all([left.end(), right.end()]);
    expect(settled.filter(({ status }) => status === 'rejected').length).toBe(1);
    expect(await deadlocks()).toBe(1n);
  });

  test('servers that move lines between groups while holds come and go keep every sum', async () => {
    const random = pseudoRandom(11);
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const name of names) {
      await server(0).commit(unitOf(`open ${name}`, setting({ limitMinor: 10_000n }, { name })));
    }
    const outcomes = new Map<string, number>();
    await inParallel(24, 900, async (index) => {
      const name = names[random(names.length)] ?? '';
      const other = names[random(names.length)] ?? '';
      const parentLineId = other === name ? null : lineId(other);
      const own = { organizationId: organizationId(name), holdId: holdId(String(index)) };
      const earlier = { holdId: holdId(String(random(Math.max(index, 1)))) };
      const command = [
        setting({ parentLineId }, { name }),
        placing({ ...own, amount: eur(BigInt(1 + random(40))) }),
        releasing(earlier),
      ][random(3)];
      const outcome = await server(index).commit(unitOf(`step ${index}`, command as never));
      const said = outcome.kind === 'done' ? 'done' : (outcome.reasons[0]?.code ?? '');
      outcomes.set(said, (outcomes.get(said) ?? 0) + 1);
    });
    // The servers must have been in each other's way for this to show anything.
    expect(outcomes.get('done')).toBeGreaterThan(200);
    expect(outcomes.get('credit.group_cycle')).toBeGreaterThan(5);
    await expectSums();
  });

  /** Counted by the database, and complete when all other sessions are gone. */
  async function deadlocks() {
    await closeAll(servers);
    servers = [];
    await vi.waitFor(async () => {
      const others = await ask(
        database.url,
        `select pid from pg_stat_activity where datname = current_database()
          and backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      expect(others).toEqual([]);
    });
    const [row] = await ask(
      database.url,
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    return row?.['deadlocks'];
  }

  /** The books agree, every line has below it what its children are exposed to, and no circle. */
  async function expectSums() {
    const [reader] = (await openServers(database.url, 1)) as [Storage];
    const { items: lines } = await reader.credit.lines(tenantId, { after: null, limit: 100 });
    const report = await reader.verify();
    await reader.close();
    expect(report).toMatchObject({ difference: null, lines: lines.length });
    expect(lines.length).toBeGreaterThan(5);
    const parents = new Map(lines.map((line) => [line.lineId, line.parentLineId]));
    for (const line of lines) {
      const below = lines
        .filter(({ parentLineId }) => parentLineId === line.lineId)
        .reduce((sum, child) => sum + exposureOf(child), 0n);
      expect(line.belowMinor).toBe(below);
      expect(depthOf(line.lineId, parents)).toBeLessThanOrEqual(levelsMax);
    }
  }
});

function shuffled<Item>(
  items: readonly Item[],
  random: (below: number) => number,
): readonly Item[] {
  return items
    .map((item) => ({ item, place: random(1_000_000) }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
}

/** Levels from a line to its root; a circle never ends and counts as too deep. */
function depthOf(lineId: LineId, parents: ReadonlyMap<LineId, LineId | null>): number {
  let depth = 0;
  for (let at: LineId | null = lineId; at !== null && depth < 100; depth += 1) {
    at = parents.get(at) ?? null;
  }
  return depth;
}
