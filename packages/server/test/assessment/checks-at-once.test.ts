import { expect, test } from 'vitest';
import { createCreditCheckService, type OrderAnswer } from '../../src/assessment/index.ts';
import { setting } from '../builders/credit.ts';
import { engines } from '../storage/engines.ts';
import { anOrder, aRequest, openDeskRig } from './desk-rig.ts';

const [engine] = engines;

test.skipIf(engine === undefined || engine.missing !== null)(
  'an installation that does not answer holds up no checks of another one',
  async () => {
    if (engine === undefined) throw new Error('no engine');
    const rig = await openDeskRig(engine);
    await rig.run(setting({ limitMinor: 1_000_00n }));
    const silent: ((answer: OrderAnswer) => void)[] = [];
    const platform: typeof rig.platform = {
      ...rig.platform,
      order: ({ installation }, basketId) =>
        installation === 'silent'
          ? new Promise((resolve) => silent.push(resolve))
          : Promise.resolve(anOrder(undefined, basketId)),
    };
    const { check } = createCreditCheckService({ ...rig.deps, platform });
    const stuck = Array.from({ length: 500 }, (_, index) =>
      check({ ...aRequest(rig.store, String(index)), installation: 'silent' }),
    );
    expect(await check(aRequest(rig.store, 'well'))).toMatchObject({ approved: true });

    let ended = false;
    const all = Promise.all(stuck).then((answers) => {
      ended = true;
      return answers;
    });
    while (!ended) {
      for (const resolve of silent.splice(0)) resolve({ kind: 'unavailable', reason: 'timeout' });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await all).every(({ approved }) => !approved)).toBe(true);
    await rig.close();
  },
);
