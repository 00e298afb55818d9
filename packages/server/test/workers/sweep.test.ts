import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultPolicy, holdTtlUs } from '../../src/credit/index.ts';
import { day, hour, type Instant, instant } from '../../src/kernel/clock.ts';
import { sweep } from '../../src/workers/index.ts';
import {
  capturing,
  eur,
  expiring,
  holdId,
  noon,
  organizationId,
  placing,
  posting,
  setting,
  tenantId,
} from '../builders/credit.ts';
import { engines, type TestStore } from '../storage/engines.ts';
import { aKey, aUnit } from '../storage/units.ts';

for (const engine of engines) {
  const title = engine.missing === null ? engine.name : `${engine.name} (${engine.missing})`;
  describe.skipIf(engine.missing !== null)(`the sweep on ${title}`, () => {
    let store: TestStore;
    beforeEach(async () => {
      store = await engine.open();
      await commit(setting({ limitMinor: 1_000_00n }));
    });
    afterEach(() => store.close());

    const commit = (...commands: Parameters<typeof aUnit>[0]) =>
      store.storage().commit(aUnit(commands));
    const sweepAt = (at: Instant) => {
      store.clock.set(at);
      const { storage, clock } = store;
      const ledger = { commit: storage().commit };
      const policyOf = async () => defaultPolicy;
      return sweep({ ledger, due: storage().due, keys: storage(), clock, policyOf });
    };
    const stateOf = async (name: string) =>
      (await store.storage().credit.hold(tenantId, holdId(name)))?.state;
    const exposure = async () => {
      const levels = await store.storage().credit.levels(tenantId, organizationId('own'));
      return levels?.[0].capturedMinor;
    };

    test('ends native and soft holds that are due, and no others', async () => {
      for (const [name, kind, hours] of [
        ['native', 'native', 1n],
        ['soft', 'soft', 2n],
        ['later', 'soft', 3n],
      ] as const) {
        const due = { afterUs: hours * hour };
        await commit(placing({ holdId: holdId(name), kind, due, amount: eur(10_00n) }));
      }
      expect(await sweepAt(instant(noon + 2n * hour + 1_000n))).toMatchObject({ expired: 2 });
      expect(await stateOf('native')).toBe('expired');
      expect(await stateOf('soft')).toBe('expired');
      expect(await stateOf('later')).toBe('open');
    });

    test.each(['basket', 'review'] as const)(
      'leaves a %s hold to those who ask first',
      async (kind) => {
        const due = { afterUs: holdTtlUs.basket };
        await commit(placing({ holdId: holdId('one'), kind, due }));
        expect(await sweepAt(instant(noon + 100n * day))).toMatchObject({ expired: 0 });
        expect(await stateOf('one')).toBe('open');
      },
    );

    test('writes nothing for a hold that somebody ended before it', async () => {
      await commit(placing({ holdId: holdId('one'), due: { afterUs: hour } }));
      store.clock.set(instant(noon + 2n * hour));
      await commit(expiring({ holdId: holdId('one') }));
      expect(await sweepAt(instant(noon + 3n * hour))).toMatchObject({ expired: 0 });
    });

    test('takes a capture out when a figure came after it and the lag has passed', async () => {
      await commit(placing({ holdId: holdId('one'), amount: eur(100_00n) }));
      await commit(capturing(eur(40_00n), { holdId: holdId('one') }));
      await sweepAt(instant(noon + 2n * day));
      expect(await exposure()).toBe(40_00n);
      await commit(posting(40_00n));
      expect(await sweepAt(instant(noon + 2n * day + hour))).toMatchObject({ seen: 1 });
      expect(await exposure()).toBe(0n);
    });

    test('forgets request keys after seven days, and not before', async () => {
      const first = aUnit([placing({ holdId: holdId('one') })], { key: aKey('k') });
      await store.storage().commit(first);
      expect(await sweepAt(instant(noon + 6n * day))).toMatchObject({ forgotten: 0 });
      expect(await sweepAt(instant(noon + 8n * day))).toMatchObject({ forgotten: 1 });
    });
  });
}
