import { afterAll, beforeAll, describe, expect } from 'vitest';
import { present } from '../../src/kernel/assert.ts';
import { engines, type TestStore } from '../storage/engines.ts';
import { seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDeskOn } from './open-desk.ts';
import { type Call, callerOf } from './service-manager-caller.ts';
import { changeSettings, seedServiceManager } from './service-manager-seed.ts';

/** The fixture's desk on a database of its own, and a platform that calls it over HTTP. */
export type ManagerRig = {
  readonly store: TestStore;
  readonly desk: Omit<OpenDesk, 'clock'>;
  readonly call: Call;
};

/** The same tests on each engine. The rig is there when a test runs, not before. */
export function onEachEngine(
  title: string,
  settings: Parameters<typeof changeSettings>[1],
  tests: (rig: ManagerRig) => void,
): void {
  describe.each(engines)('on $name', ({ missing, open }) => {
    describe.skipIf(missing !== null)(missing ?? title, () => {
      let made: ManagerRig | null = null;
      const rig = () => present(made, 'rig of a test that runs');

      beforeAll(async () => {
        const store = await open();
        const desk = await openDeskOn({ ...store.storage(), close: async () => {} }, store.clock);
        await seedFixture(desk);
        await seedServiceManager(desk);
        await changeSettings(desk, settings);
        made = { store, desk, call: callerOf(desk) };
      });
      afterAll(async () => {
        const { store, desk } = rig();
        expect((await desk.storage.verify()).difference).toBeNull();
        await desk.close();
        await store.close();
      });

      tests({
        get store() {
          return rig().store;
        },
        get desk() {
          return rig().desk;
        },
        call: (...asked) => rig().call(...asked),
      });
    });
  });
}
