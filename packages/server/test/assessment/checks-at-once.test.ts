import { setImmediate as nextTurn } from 'node:timers/promises';
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
    // The others wait before they have asked anything.
    expect(silent).toHaveLength(96);

    let ended = false;
    const all = Promise.all(stuck).then((answers) => {
      ended = true;
      return answers;
    });
    while (!ended) {
      for (const resolve of silent.splice(0)) resolve({ kind: 'unavailable', reason: 'timeout' });
      await nextTurn();
    }
    expect((await all).every(({ approved }) => !approved)).toBe(true);
    await rig.close();
  },
);

test.skipIf(engine === undefined || engine.missing !== null)(
  'baskets that are being judged leave their places at the platform, but not all places there are',
  async () => {
    if (engine === undefined) throw new Error('no engine');
    const rig = await openDeskRig(engine);
    const asked: string[] = [];
    const platform: typeof rig.platform = {
      ...rig.platform,
      order: ({ installation }, basketId) => {
        asked.push(installation);
        return Promise.resolve(anOrder(undefined, basketId));
      },
    };
    const judged: (() => void)[] = [];
    const { check } = createCreditCheckService({ ...rig.deps, platform }, ({ request }) => {
      const yes = { approved: true, holdId: null, decisionId: null } as const;
      if (request.installation === 'well') return Promise.resolve(yes);
      return new Promise((resolve) => judged.push(() => resolve(yes)));
    });
    const ask = (installation: string, index: number) =>
      check({ ...aRequest(rig.store, String(index)), installation });
    const all = Promise.all(Array.from({ length: 500 }, (_, index) => ask('flood', index)));
    expect(await ask('well', 500)).toMatchObject({ approved: true });
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    expect(judged).toHaveLength(256);
    expect(asked.filter((installation) => installation === 'flood')).toHaveLength(256);

    for (const end of judged) {
      end();
      await nextTurn();
    }
    expect((await all).every(({ approved }) => approved)).toBe(true);
    expect(judged).toHaveLength(500);
    await rig.close();
  },
);
